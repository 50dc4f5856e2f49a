namespace NNGen.Tests;

// The networks of the golden files, once in each precision.

[Network]
[Input(9)]
[Dense(9), ELU]
[Dense(4)]
[Huber]
internal sealed partial class GoldenActivationELU : ICompiledNetwork<GoldenActivationELU, float>;

[Network(Precision = Precision.Double)]
[Input(9)]
[Dense(9), ELU]
[Dense(4)]
[Huber]
internal sealed partial class GoldenActivationELUDouble : ICompiledNetwork<GoldenActivationELUDouble, double>;

[Network]
[Input(9)]
[Dense(9), GELU]
[Dense(4)]
[Huber]
internal sealed partial class GoldenActivationGELU : ICompiledNetwork<GoldenActivationGELU, float>;

[Network(Precision = Precision.Double)]
[Input(9)]
[Dense(9), GELU]
[Dense(4)]
[Huber]
internal sealed partial class GoldenActivationGELUDouble : ICompiledNetwork<GoldenActivationGELUDouble, double>;

[Network]
[Input(9)]
[Dense(9), HardSigmoid]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenActivationHardSigmoid : ICompiledNetwork<GoldenActivationHardSigmoid, float>;

[Network(Precision = Precision.Double)]
[Input(9)]
[Dense(9), HardSigmoid]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenActivationHardSigmoidDouble : ICompiledNetwork<GoldenActivationHardSigmoidDouble, double>;

[Network]
[Input(9)]
[Dense(9), LeakyReLU(0.2)]
[Dense(4)]
[Huber]
internal sealed partial class GoldenActivationLeakyReLU : ICompiledNetwork<GoldenActivationLeakyReLU, float>;

[Network(Precision = Precision.Double)]
[Input(9)]
[Dense(9), LeakyReLU(0.2)]
[Dense(4)]
[Huber]
internal sealed partial class GoldenActivationLeakyReLUDouble : ICompiledNetwork<GoldenActivationLeakyReLUDouble, double>;

[Network]
[Input(9)]
[Dense(9), Mish]
[Dense(4)]
[Huber]
internal sealed partial class GoldenActivationMish : ICompiledNetwork<GoldenActivationMish, float>;

[Network(Precision = Precision.Double)]
[Input(9)]
[Dense(9), Mish]
[Dense(4)]
[Huber]
internal sealed partial class GoldenActivationMishDouble : ICompiledNetwork<GoldenActivationMishDouble, double>;

[Network]
[Input(9)]
[Dense(9), ReLU]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenActivationReLU : ICompiledNetwork<GoldenActivationReLU, float>;

[Network(Precision = Precision.Double)]
[Input(9)]
[Dense(9), ReLU]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenActivationReLUDouble : ICompiledNetwork<GoldenActivationReLUDouble, double>;

[Network]
[Input(9)]
[Dense(9), SELU]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenActivationSELU : ICompiledNetwork<GoldenActivationSELU, float>;

[Network(Precision = Precision.Double)]
[Input(9)]
[Dense(9), SELU]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenActivationSELUDouble : ICompiledNetwork<GoldenActivationSELUDouble, double>;

[Network]
[Input(9)]
[Dense(9), Sigmoid]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenActivationSigmoid : ICompiledNetwork<GoldenActivationSigmoid, float>;

[Network(Precision = Precision.Double)]
[Input(9)]
[Dense(9), Sigmoid]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenActivationSigmoidDouble : ICompiledNetwork<GoldenActivationSigmoidDouble, double>;

[Network]
[Input(9)]
[Dense(9), SiLU]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenActivationSiLU : ICompiledNetwork<GoldenActivationSiLU, float>;

[Network(Precision = Precision.Double)]
[Input(9)]
[Dense(9), SiLU]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenActivationSiLUDouble : ICompiledNetwork<GoldenActivationSiLUDouble, double>;

[Network]
[Input(9)]
[Dense(9), Softplus]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenActivationSoftplus : ICompiledNetwork<GoldenActivationSoftplus, float>;

[Network(Precision = Precision.Double)]
[Input(9)]
[Dense(9), Softplus]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenActivationSoftplusDouble : ICompiledNetwork<GoldenActivationSoftplusDouble, double>;

[Network]
[Input(9)]
[Dense(9), Softsign]
[Dense(4)]
[Huber]
internal sealed partial class GoldenActivationSoftsign : ICompiledNetwork<GoldenActivationSoftsign, float>;

[Network(Precision = Precision.Double)]
[Input(9)]
[Dense(9), Softsign]
[Dense(4)]
[Huber]
internal sealed partial class GoldenActivationSoftsignDouble : ICompiledNetwork<GoldenActivationSoftsignDouble, double>;

[Network]
[Input(9)]
[Dense(9), Tanh]
[Dense(4)]
[Huber]
internal sealed partial class GoldenActivationTanh : ICompiledNetwork<GoldenActivationTanh, float>;

[Network(Precision = Precision.Double)]
[Input(9)]
[Dense(9), Tanh]
[Dense(4)]
[Huber]
internal sealed partial class GoldenActivationTanhDouble : ICompiledNetwork<GoldenActivationTanhDouble, double>;

[Network]
[Input(2)]
[Dense(3), Sigmoid]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class GoldenCircles : ICompiledNetwork<GoldenCircles, float>;

[Network(Precision = Precision.Double)]
[Input(2)]
[Dense(3), Sigmoid]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class GoldenCirclesDouble : ICompiledNetwork<GoldenCirclesDouble, double>;

[Network]
[Input(64)]
[Dense(32), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class GoldenDigits : ICompiledNetwork<GoldenDigits, float>;

[Network(Precision = Precision.Double)]
[Input(64)]
[Dense(32), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class GoldenDigitsDouble : ICompiledNetwork<GoldenDigitsDouble, double>;

[Network]
[Input(20)]
[Dense(32), ReLU]
[Dense(32), ReLU]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class GoldenKerasDense : ICompiledNetwork<GoldenKerasDense, float>;

[Network(Precision = Precision.Double)]
[Input(20)]
[Dense(32), ReLU]
[Dense(32), ReLU]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class GoldenKerasDenseDouble : ICompiledNetwork<GoldenKerasDenseDouble, double>;

[Network]
[Input(10)]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class GoldenLinearRegression : ICompiledNetwork<GoldenLinearRegression, float>;

[Network(Precision = Precision.Double)]
[Input(10)]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class GoldenLinearRegressionDouble : ICompiledNetwork<GoldenLinearRegressionDouble, double>;

[Network]
[Input(30)]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class GoldenLogisticRegression : ICompiledNetwork<GoldenLogisticRegression, float>;

[Network(Precision = Precision.Double)]
[Input(30)]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class GoldenLogisticRegressionDouble : ICompiledNetwork<GoldenLogisticRegressionDouble, double>;

[Network]
[Input(784)]
[Dense(128), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class GoldenMnistMlp : ICompiledNetwork<GoldenMnistMlp, float>;

[Network(Precision = Precision.Double)]
[Input(784)]
[Dense(128), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class GoldenMnistMlpDouble : ICompiledNetwork<GoldenMnistMlpDouble, double>;

[Network]
[Input(7)]
[Dense(5), Tanh]
[Dense(3), LeakyReLU(0.01)]
[Dense(2), Softplus]
[MeanAbsoluteError]
internal sealed partial class GoldenOddWidths : ICompiledNetwork<GoldenOddWidths, float>;

[Network(Precision = Precision.Double)]
[Input(7)]
[Dense(5), Tanh]
[Dense(3), LeakyReLU(0.01)]
[Dense(2), Softplus]
[MeanAbsoluteError]
internal sealed partial class GoldenOddWidthsDouble : ICompiledNetwork<GoldenOddWidthsDouble, double>;

[Network]
[Input(5)]
[Dense(4), ReLU]
[Dense(3), Softmax]
[CrossEntropy]
internal sealed partial class GoldenOneSample : ICompiledNetwork<GoldenOneSample, float>;

[Network(Precision = Precision.Double)]
[Input(5)]
[Dense(4), ReLU]
[Dense(3), Softmax]
[CrossEntropy]
internal sealed partial class GoldenOneSampleDouble : ICompiledNetwork<GoldenOneSampleDouble, double>;
