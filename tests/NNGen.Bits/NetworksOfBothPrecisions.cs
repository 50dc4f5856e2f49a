namespace NNGen.Bits;

// Declared for float; the build writes the twins for double (tests/Directory.Build.targets).

[Network]
[Input(64)]
[Dense(32), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class Digits;

[Network]
[Input(7)]
[Dense(31), GELU]
[Dense(17), Tanh]
[Dense(13), Mish]
[Dense(5), Softsign]
[Dense(3), LogSoftmax]
[MeanSquaredError]
internal sealed partial class Mixed;

[Network]
[Input(129)]
[Dense(100, Bias = false), SiLU]
[Dense(65), ELU]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class Yes;

[Network]
[Input(21)]
[GaussianNoise(0.2)]
[Dense(45, L1 = 1e-4, L2 = 1e-3, MaxNorm = 0.9), ReLU]
[Dropout(0.4)]
[Dense(22, NonNegative = true, BiasL2 = 0.01)]
[ActivityRegularization(L1 = 1e-3, L2 = 1e-3)]
[Dropout(0.1)]
[Tanh]
[Dense(3), Softmax]
[CrossEntropy(LabelSmoothing = 0.1)]
internal sealed partial class Dropped;

[Network]
[Input(19)]
[Dense(37), Activation("x / sqrt(1 + x^2)")]
[Dense(22), Activation("x > 0 ? log1p(x) : x * exp(x)")]
[Dense(5)]
[Loss("log(1 + (p - t)^2)")]
internal sealed partial class Own;
