namespace NNGen.Tests;

[Network]
[Input(5)]
[Dense(6), Tanh]
[Dense(3), Softmax]
[CrossEntropy]
public partial class MetricProbabilities;

[Network]
[Input(5)]
[Dense(6), Tanh]
[Dense(3)]
[CrossEntropy(FromLogits = true)]
public partial class MetricLogits;

[Network]
[Input(5)]
[Dense(4), Sigmoid]
[BinaryCrossEntropy]
public partial class MetricLabels;

[Network]
[Input(2)]
[Dense(6), Tanh]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
public partial class PairSigmoid;

[Network(Precision = Precision.Double)]
[Input(2)]
[Dense(6), Tanh]
[Dense(1)]
[BinaryCrossEntropy(FromLogits = true)]
public partial class PairLogit;

[Network]
[Input(2)]
[Dense(6), Tanh]
[Dense(2), Softmax]
[CrossEntropy]
public partial class PairSoftmax;

[Network]
[Input(2)]
[Dense(6), Tanh]
[Dense(2)]
[CrossEntropy(FromLogits = true)]
public partial class PairLogits;

[Network]
[Input(5)]
[Dense(4)]
[BinaryCrossEntropy(FromLogits = true)]
public partial class MetricLabelLogits;
