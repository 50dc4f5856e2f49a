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
[Dense(17, WeightInitializer = Initializer.Orthogonal), Tanh]
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

[Network]
[Input(9, 7, 2)]
[Conv2D(7, 3, Padding = Padding.Same), ReLU]
[MaxPool2D]
[DepthwiseConv2D(3, Multiplier = 2, Pad = 1), GELU]
[SpatialDropout(0.2)]
[UpSampling2D(2, 3, Interpolation = Interpolation.Bilinear)]
[SeparableConv2D(9, 2), ReLU]
[AveragePool2D(2, Stride = 1)]
[Flatten]
[Dense(5), Softmax]
[CrossEntropy]
internal sealed partial class Pictures;

[Network]
[Input(33, 3, Layout = Layout.ChannelsFirst)]
[Conv1D(6, 3, Padding = Padding.Causal, Dilation = 2), Tanh]
[MaxPool1D(3, Stride = 2)]
[Conv1D(17, 4, Stride = 2, Padding = Padding.Same, Bias = false), SiLU]
[GlobalAveragePool]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class Signals;

// Each cell, each direction, widths that fill no tile or vector.
[Network]
[Input(9, 3)]
[LSTM(17, ReturnSequences = true, Bidirectional = true), Dropout(0.2)]
[GRU(9, ReturnSequences = true, GoBackwards = true, GateActivation = CellActivation.HardSigmoid)]
[SimpleRNN(35, ReturnSequences = true, Activation = CellActivation.Softsign)]
[GRU(5, Bidirectional = true, Merge = BidirectionalMerge.Average)]
[Dense(3), Softmax]
[CrossEntropy]
internal sealed partial class Recurrent;

[Network]
[Input(9, 3)]
[GRU(17, ReturnSequences = true, Bidirectional = true, ResetAfter = false)]
[GRU(9, GoBackwards = true, ResetAfter = false, RecurrentDropout = 0.2)]
[Dense(3), Softmax]
[CrossEntropy]
internal sealed partial class ResetBefore;

[Network(Streaming = true)]
[Input(40, 2), As("signal")]
[Conv1D(6, 3, Padding = Padding.Causal, Dilation = 2), Tanh]
[LSTM(20, ReturnSequences = true)]
[GRU(18, ReturnSequences = true)]
[SimpleRNN(3, ReturnSequences = true)]
[Concat("signal")]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class Streaming;

// Weights that two branches share, a residual region with a shortcut, two outputs with a loss each, one through tied weights.
[Network]
[Input(9, 7, 2), As("left")]
[Input(9, 7, 2), As("right")]
[From("left"), Conv2D(5, 3, Name = "tower"), Tanh, As("first")]
[From("right"), Conv2D(5, 3, Shared = "tower"), Tanh]
[Subtract("first")]
[Residual, Conv2D(10, 3, Stride = 2, Pad = 1, Bias = false), BatchNorm, ReLU, Conv2D(10, 3, Padding = Padding.Same)]
[Shortcut, Conv2D(10, 1, Stride = 2)]
[EndResidual, ReLU, Flatten]
[Dense(13, Name = "code"), Tanh, As("code")]
[Dense(3), Softmax, Output("kind"), CrossEntropy]
[From("code"), Dense(120, Tied = "code"), Output("picture"), MeanSquaredError(Weight = 0.3)]
internal sealed partial class Branched;
