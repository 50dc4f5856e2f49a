namespace NNGen.Tests;

#pragma warning disable NNG2021 // Dense layers at each step, as intended here.

// Keras's example that writes text, one character at a time.
[Network, Input(40, 56), LSTM(128), Dense(56), Softmax, CrossEntropy]
internal sealed partial class CharacterModel;

[Network, Input(40, 56), LSTM(128, RecurrentBias = false), Dense(56), Softmax, CrossEntropy]
internal sealed partial class CharacterModelOfKeras;

// Models of guitar amplifiers, as plug-ins load them.
[Network(Streaming = true), Input(2048, 1), LSTM(40, ReturnSequences = true), Dense(1), MeanSquaredError]
internal sealed partial class AmplifierOfLSTM;

[Network(Streaming = true), Input(2048, 1), GRU(40, ReturnSequences = true), Dense(1), MeanSquaredError]
internal sealed partial class AmplifierOfGRU;

[Network]
[Input(6, 3)]
[LSTM(4, ReturnSequences = true, Bidirectional = true, Name = "memory")]
[GRU(5, ReturnSequences = true, Bias = false)]
[SimpleRNN(2)]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class RecurrentLayers;

[Network]
[Input(4, 9)]
[LSTM(17, ForgetBias = 2, RecurrentInitializer = Initializer.Orthogonal, RecurrentScale = 0.5)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class StartedAsStated;

[Network]
[Input(4, 9)]
[LSTM(16, ReturnSequences = true, WeightInitializer = Initializer.PyTorch, RecurrentInitializer = Initializer.PyTorch, BiasInitializer = Initializer.PyTorch)]
[GRU(16, WeightInitializer = Initializer.PyTorch, RecurrentInitializer = Initializer.PyTorch, BiasInitializer = Initializer.PyTorch)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class StartedAsInPyTorch;

[Network(Precision = Precision.Double)]
[Input(5, 3)]
[GRU(3, ReturnSequences = true, Name = "memory")]
[GRU(3, ReturnSequences = true, Shared = "memory")]
[LSTM(3, ReturnSequences = true, Trainable = false, Bidirectional = true, Merge = BidirectionalMerge.Sum, Name = "frozen")]
[GRU(3, Shared = "memory")]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class SharedRecurrences;

[Network(Precision = Precision.Double)]
[Input(5, 3)]
[GRU(3, ReturnSequences = true, ResetAfter = false, Name = "memory")]
[GRU(3, ReturnSequences = true, ResetAfter = false, Shared = "memory")]
[GRU(3, ReturnSequences = true, ResetAfter = false, Trainable = false)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class SharedResetBefore;

// Lengths, both directions, states as values of the graph: of the GRU with two products one after the other.
[Network(Precision = Precision.Double)]
[Input(5, 2), As("source")]
[Input(1), As("count")]
[Input(4, 2), As("plan")]
[From("source"), GRU(3, Lengths = "count", Bidirectional = true, ReturnSequences = true, ResetAfter = false), As("read")]
[From("read"), GRU(5, Lengths = "count", GoBackwards = true, ResetAfter = false, ReturnState = "encoded")]
[From("plan"), GRU(5, ReturnSequences = true, ResetAfter = false, InitialState = "encoded")]
[GRU(2, ResetAfter = false)]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class ResetBeforeWithStates;

[Network(Precision = Precision.Double)]
[Input(5, 3)]
[LSTM(4, L1 = 0.01, L2 = 0.02, BiasL2 = 0.03, Bidirectional = true)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class PenalizedRecurrence;

[Network]
[Input(5, 3)]
[GRU(4, MaxNorm = 0.5, NonNegative = true)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class ConstrainedRecurrence;
