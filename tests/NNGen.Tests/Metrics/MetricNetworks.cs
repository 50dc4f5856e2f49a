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
