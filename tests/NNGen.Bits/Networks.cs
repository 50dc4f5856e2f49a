namespace NNGen.Bits;

// Narrow and wide layers, every loss but one, every expensive activation; widths and batches that fill no tile, panel or vector.
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
[Dense(15), HardSwish]
[Dense(14), LeakyReLU(0.1)]
[Dense(13), Softsign]
[Dense(12), Softmax]
[Huber]
internal sealed partial class Deep;

// Rows of a table, whose gradients are sums over steps and samples.
[Network]
[Tokens(9, 30)]
[Embedding(13, PaddingId = 3), Conv1D(8, 3), Tanh, GlobalAveragePool]
[Dense(4), Softmax]
[CrossEntropy]
internal sealed partial class Words;

// Statistics of the batch, of features and of groups; learned slopes; a dense layer at each pixel.
[Network]
[Input(9, 7, 3)]
[Conv2D(20, 3, Bias = false), BatchNorm, ReLU]
[Conv2DTranspose(8, 2, Stride = 2), GroupNorm(2), PReLU(PerChannel = true)]
[Dense(6), LayerNorm, GELU]
[BatchNorm]
[Conv2D(3, 1)]
[MeanSquaredError]
internal sealed partial class Normalized;

[Network(Precision = Precision.Double)]
[Input(21)]
[Dense(35, Bias = false), BatchNorm, Tanh]
[Dense(17), RMSNorm, ReLU6]
[Dense(4), Softmax]
[CrossEntropy]
internal sealed partial class NormalizedDouble;
