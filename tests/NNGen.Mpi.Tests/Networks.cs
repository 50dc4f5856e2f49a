namespace NNGen.Tests;

[Network]
[Input(64)]
[Dense(24, L2 = 1e-4), ReLU]
[Dropout(0.2)]
[Dense(10), Softmax]
[CrossEntropy]
public partial class Noisy;

/// <summary>More than 64 KiB of gradients: ranks exchange halves.</summary>
[Network]
[Input(64)]
[Dense(256), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
public partial class Wide;

[Network]
[Input(8, 8, 1)]
[Conv2D(4, 3), ReLU]
[Flatten]
[Dense(10), Softmax]
[CrossEntropy]
public partial class Convolutional;

/// <summary>More than 64 KiB of its gradients are complete before those of the convolution: sums of ranks overlap with them.</summary>
[Network]
[Input(8, 8, 1)]
[Conv2D(4, 3, Bias = false), BatchNorm, ReLU]
[Flatten]
[Dropout(0.2)]
[Dense(160), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
public partial class Overlapping;

[Network(Precision = Precision.Double)]
[Input(10)]
[Dense(8), Tanh]
[Dense(1), Linear]
[MeanSquaredError]
public partial class Regression;

/// <summary>Running statistics of channels and of features.</summary>
[Network]
[Input(8, 8, 1)]
[Conv2D(4, 3, Bias = false), BatchNorm, ReLU]
[Flatten]
[Dense(16, Bias = false), BatchNorm, ReLU]
[Dense(10), Softmax]
[CrossEntropy]
public partial class Normalized;

[Network(Precision = Precision.Double)]
[Input(10)]
[BatchNorm]
[Dense(1), Linear]
[MeanSquaredError]
public partial class NormalizedRegression;
