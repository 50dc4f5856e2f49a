namespace NNGen.Tests.Streams;

#pragma warning disable NNG2021 // Dense layers at each step, as intended here.

// Networks that compute streams, declared for float; the build writes the twins for double (tests/Directory.Build.targets). Together they have every kind of
// layer that can.

[Network(Streaming = true)]
[Input(30, 2)]
[LSTM(5, ReturnSequences = true)]
[Dense(3)]
[MeanSquaredError]
internal sealed partial class Remembering;

[Network(Streaming = true)]
[Input(30, 2)]
[GRU(9, ReturnSequences = true), Tanh]
[GRU(4, ReturnSequences = true, Bias = false)]
[Dense(3), Softmax]
[MeanSquaredError]
internal sealed partial class Gated;

[Network(Streaming = true)]
[Input(30, 2)]
[GRU(21, ReturnSequences = true, ResetAfter = false)]
[GRU(4, ReturnSequences = true, ResetAfter = false, Bias = false), Tanh]
[GRU(1, ReturnSequences = true, ResetAfter = false)]
[MeanSquaredError]
internal sealed partial class GatedBefore;

[Network(Streaming = true)]
[Input(30, 1)]
[SimpleRNN(5, ReturnSequences = true, Activation = CellActivation.Softsign)]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class Simple;

// More units than one vector has, and a few left over.
[Network(Streaming = true)]
[Input(12, 3)]
[LSTM(17, ReturnSequences = true)]
[GRU(33, ReturnSequences = true)]
[SimpleRNN(19, ReturnSequences = true)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class Wide;

[Network(Streaming = true)]
[Input(12, 1)]
[LSTM(1, ReturnSequences = true)]
[GRU(1, ReturnSequences = true)]
[SimpleRNN(1, ReturnSequences = true)]
[MeanSquaredError]
internal sealed partial class Single;

[Network(Streaming = true)]
[Input(1, 3)]
[LSTM(4, ReturnSequences = true)]
[Conv1D(2, 1)]
[MeanSquaredError]
internal sealed partial class OneStep;

// Gives the last step of a sequence; a stream, every step's.
[Network(Streaming = true)]
[Input(20, 3)]
[LSTM(6)]
[Dense(2), LogSoftmax]
[MeanSquaredError]
internal sealed partial class LastStep;

// The last step and the state after it; in a stream, those so far.
[Network(Streaming = true)]
[Input(20, 3)]
[LSTM(5, ReturnSequences = true, ReturnState = "state", ReturnCell = "cell"), LastStep, As("last")]
[From("state"), Dense(5), Tanh, Add("last", "cell")]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class StateSoFar;

[Network(Streaming = true)]
[Input(30, 2)]
[Conv1D(8, 3, Padding = Padding.Causal), Tanh]
[Conv1D(4, 3, Padding = Padding.Causal, Dilation = 4), ReLU]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class Convolutions;

[Network(Streaming = true)]
[Input(20, 4)]
[Conv1D(8, 3, Groups = 2, Padding = Padding.Causal), Tanh]
[Conv1D(6, 2, Padding = Padding.Causal, Bias = false), GELU]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class Grouped;

[Network(Streaming = true)]
[Input(40, 1), As("signal")]
[GRU(12, ReturnSequences = true)]
[Dense(1)]
[Add("signal")]
[MeanSquaredError]
internal sealed partial class Amplifier;

// WaveNet's block: a filter times a gate, and the way around them.
[Block]
[As("in"), Conv1D(4, 2, Padding = Padding.Causal, Dilation = 2), Tanh, As("filter")]
[From("in"), Conv1D(4, 2, Padding = Padding.Causal, Dilation = 2), Sigmoid, Multiply("filter")]
[Conv1D(4, 1), Add("in")]
internal sealed partial class WaveBlock;

[Network(Streaming = true)]
[Input(40, 1)]
[Conv1D(4, 1), Tanh]
[Block<WaveBlock>(Repeat = 3)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class Wave;

// A temporal convolutional network: residual regions of dilated convolutions, and a shortcut where the channels change.
[Network(Streaming = true)]
[Input(33, 2)]
[Residual, Conv1D(5, 3, Padding = Padding.Causal), ReLU, Dropout(0.1), Conv1D(5, 3, Padding = Padding.Causal), ReLU, Shortcut, Conv1D(5, 1), EndResidual]
[Residual, Conv1D(5, 3, Padding = Padding.Causal, Dilation = 2), ReLU, Conv1D(5, 3, Padding = Padding.Causal, Dilation = 2), EndResidual, ReLU]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class Temporal;

[Network(Streaming = true)]
[Input(20, 6)]
[LayerNorm]
[Dense(5), PReLU]
[RMSNorm, Dropout(0.3), GaussianNoise(0.1)]
[Dense(4), PReLU(PerChannel = true), ActivityRegularization(L2 = 0.01)]
[Dense(3), LogSoftmax]
[MeanSquaredError]
internal sealed partial class Normalized;

[Network(Streaming = true)]
[Input(20, 3)]
[Conv1D(5, 3, Padding = Padding.Causal), BatchNorm, ReLU]
[Dense(2), BatchNorm]
[MeanSquaredError]
internal sealed partial class BatchNormalized;

[Network(Streaming = true)]
[Input(20, 2)]
[Conv1D(4, 3, Padding = Padding.Causal, Stride = 2), Tanh]
[Conv1D(3, 4, Padding = Padding.Causal, Stride = 3)]
[MeanSquaredError]
internal sealed partial class Strided;

[Network(Streaming = true)]
[Input(20, 2)]
[Conv1D(4, 3), Tanh]
[Conv1D(3, 4, Stride = 2, Dilation = 2)]
[GRU(3, ReturnSequences = true)]
[MeanSquaredError]
internal sealed partial class Valid;

[Network(Streaming = true)]
[Input(20, 3)]
[MaxPool1D(2)]
[Dense(4)]
[AveragePool1D(3, Stride = 1)]
[MeanSquaredError]
internal sealed partial class Pooled;

[Network(Streaming = true)]
[Input(20, 2), As("a")]
[Input(20, 3), As("b")]
[Dense(2), Add("a")]
[GRU(3, ReturnSequences = true)]
[Concat("b", "a")]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class TwoInputs;

[Network(Streaming = true)]
[Input(14, 3)]
[LSTM(4, ReturnSequences = true), As("state")]
[Dense(3), Softmax, Output("kind"), CrossEntropy]
[From("state"), Conv1D(2, 3, Padding = Padding.Causal), Output("level"), MeanSquaredError]
internal sealed partial class TwoOutputs;

// The same weights twice; each use has a separate state.
[Network(Streaming = true)]
[Input(15, 3)]
[LSTM(3, ReturnSequences = true, Name = "memory")]
[LSTM(3, ReturnSequences = true, Shared = "memory")]
[Conv1D(3, 2, Padding = Padding.Causal, Name = "window"), Tanh]
[Conv1D(3, 2, Padding = Padding.Causal, Shared = "window")]
[MeanSquaredError]
internal sealed partial class SharedWeights;

[Network(Streaming = true)]
[Tokens(12, 11)]
[Embedding(4), Dropout(0.1)]
[LSTM(7, ReturnSequences = true)]
[Dense(11), Softmax]
[CrossEntropy]
internal sealed partial class Characters;

[Network(Streaming = true)]
[Input(18, 3), As("in")]
[Conv1D(3, 2, Padding = Padding.Causal), SpatialDropout(0.2), As("filtered")]
[From("in"), Dense(3), Tanh, As("mixed")]
[Maximum("filtered"), Average("in"), Subtract("mixed")]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class Merged;

[Network(Streaming = true, Kernels = Kernels.Readable)]
[Input(16, 2)]
[Conv1D(5, 3, Padding = Padding.Causal, Dilation = 2), Tanh]
[LSTM(5, ReturnSequences = true)]
[GRU(4, ReturnSequences = true)]
[SimpleRNN(3, ReturnSequences = true)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class Readable;
