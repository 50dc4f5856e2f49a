namespace NNGen.Bits;

// Narrow and wide layers, every loss but one, every expensive activation; widths and batches that fill no tile, panel or vector.
[Network]
[Input(64)]
[Dense(32), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class Digits;

[Network(Precision = Precision.Double)]
[Input(64)]
[Dense(32), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class DigitsDouble;

[Network]
[Input(7)]
[Dense(31), GELU]
[Dense(17), Tanh]
[Dense(13), Mish]
[Dense(5), Softsign]
[Dense(3), LogSoftmax]
[MeanSquaredError]
internal sealed partial class Mixed;

[Network(Precision = Precision.Double)]
[Input(7)]
[Dense(31), GELU]
[Dense(17), Tanh]
[Dense(13), Mish]
[Dense(5), Softsign]
[Dense(3), LogSoftmax]
[MeanSquaredError]
internal sealed partial class MixedDouble;

[Network]
[Input(129)]
[Dense(100, Bias = false), SiLU]
[Dense(65), ELU]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class Yes;

[Network(Precision = Precision.Double)]
[Input(129)]
[Dense(100, Bias = false), SiLU]
[Dense(65), ELU]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class YesDouble;

[Network]
[Input(784)]
[Dense(512), ReLU]
[Dense(512), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class Large;

// Large layers, whose tiles are taller with 512-bit vectors; the inputs end with half a panel of the widest vectors.
[Network]
[Input(784)]
[Dense(128), ReLU]
[Dense(512), Tanh]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class Tall;

[Network(Precision = Precision.Double)]
[Input(264)]
[Dense(256), ReLU]
[Dense(3), Softmax]
[CrossEntropy]
internal sealed partial class TallDouble;

[Network]
[Input(6)]
[Dense(24), Tanh]
[Dense(23), Sigmoid]
[Dense(22), GELU]
[Dense(21), Softplus]
[Dense(20), Mish]
[Dense(19), SiLU]
[Dense(18), ELU]
[Dense(17), SELU]
[Dense(16), GELU(Approximation.Tanh)]
[Dense(15), HardSigmoid]
[Dense(14), LeakyReLU(0.1)]
[Dense(13), Softsign]
[Dense(12), Softmax]
[Huber]
internal sealed partial class Deep;

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

[Network(Precision = Precision.Double)]
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
internal sealed partial class DroppedDouble;

[Network]
[Input(19)]
[Dense(37), Activation("x / sqrt(1 + x^2)")]
[Dense(22), Activation("x > 0 ? log1p(x) : x * exp(x)")]
[Dense(5)]
[Loss("log(1 + (p - t)^2)")]
internal sealed partial class Own;

[Network(Precision = Precision.Double)]
[Input(19)]
[Dense(37), Activation("x / sqrt(1 + x^2)")]
[Dense(22), Activation("x > 0 ? log1p(x) : x * exp(x)")]
[Dense(5)]
[Loss("log(1 + (p - t)^2)")]
internal sealed partial class OwnDouble;
