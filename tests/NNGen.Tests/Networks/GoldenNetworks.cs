namespace NNGen.Tests;

// The networks of the golden files, declared for float; the build writes the twins for double (tests/Directory.Build.targets).

[Network]
[Input(9)]
[Dense(9), ELU]
[Dense(4)]
[Huber]
internal sealed partial class GoldenActivationELU : ICompiledNetwork<GoldenActivationELU, float>;

[Network]
[Input(9)]
[Dense(9), GELU]
[Dense(4)]
[Huber]
internal sealed partial class GoldenActivationGELU : ICompiledNetwork<GoldenActivationGELU, float>;

[Network]
[Input(9)]
[Dense(9), HardSigmoid]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenActivationHardSigmoid : ICompiledNetwork<GoldenActivationHardSigmoid, float>;

[Network]
[Input(9)]
[Dense(9), HardSwish]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenActivationHardSwish : ICompiledNetwork<GoldenActivationHardSwish, float>;

[Network]
[Input(9)]
[Dense(9), ReLU6]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenActivationReLU6 : ICompiledNetwork<GoldenActivationReLU6, float>;

[Network]
[Input(9)]
[Dense(9), LeakyReLU(0.2)]
[Dense(4)]
[Huber]
internal sealed partial class GoldenActivationLeakyReLU : ICompiledNetwork<GoldenActivationLeakyReLU, float>;

[Network]
[Input(9)]
[Dense(9), Mish]
[Dense(4)]
[Huber]
internal sealed partial class GoldenActivationMish : ICompiledNetwork<GoldenActivationMish, float>;

[Network]
[Input(9)]
[Dense(9), ReLU]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenActivationReLU : ICompiledNetwork<GoldenActivationReLU, float>;

[Network]
[Input(9)]
[Dense(9), SELU]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenActivationSELU : ICompiledNetwork<GoldenActivationSELU, float>;

[Network]
[Input(9)]
[Dense(9), Sigmoid]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenActivationSigmoid : ICompiledNetwork<GoldenActivationSigmoid, float>;

[Network]
[Input(9)]
[Dense(9), SiLU]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenActivationSiLU : ICompiledNetwork<GoldenActivationSiLU, float>;

[Network]
[Input(9)]
[Dense(9), Softplus]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenActivationSoftplus : ICompiledNetwork<GoldenActivationSoftplus, float>;

[Network]
[Input(9)]
[Dense(9), Softsign]
[Dense(4)]
[Huber]
internal sealed partial class GoldenActivationSoftsign : ICompiledNetwork<GoldenActivationSoftsign, float>;

[Network]
[Input(9)]
[Dense(9), Tanh]
[Dense(4)]
[Huber]
internal sealed partial class GoldenActivationTanh : ICompiledNetwork<GoldenActivationTanh, float>;

[Network]
[Input(2)]
[Dense(3), Sigmoid]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class GoldenCircles : ICompiledNetwork<GoldenCircles, float>;

[Network]
[Input(64)]
[Dense(32), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class GoldenDigits : ICompiledNetwork<GoldenDigits, float>;

[Network]
[Input(20)]
[Dense(32), ReLU]
[Dense(32), ReLU]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class GoldenKerasDense : ICompiledNetwork<GoldenKerasDense, float>;

[Network]
[Input(10)]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class GoldenLinearRegression : ICompiledNetwork<GoldenLinearRegression, float>;

[Network]
[Input(30)]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class GoldenLogisticRegression : ICompiledNetwork<GoldenLogisticRegression, float>;

[Network]
[Input(784)]
[Dense(128), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class GoldenMnistMlp : ICompiledNetwork<GoldenMnistMlp, float>;

[Network]
[Input(7)]
[Dense(5), Tanh]
[Dense(3), LeakyReLU(0.01)]
[Dense(2), Softplus]
[MeanAbsoluteError]
internal sealed partial class GoldenOddWidths : ICompiledNetwork<GoldenOddWidths, float>;

[Network]
[Input(5)]
[Dense(4), ReLU]
[Dense(3), Softmax]
[CrossEntropy]
internal sealed partial class GoldenOneSample : ICompiledNetwork<GoldenOneSample, float>;
