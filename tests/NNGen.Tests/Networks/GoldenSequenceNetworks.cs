namespace NNGen.Tests;

// The networks of Golden/Sequences, declared for float; the build writes the twins for double (tests/Directory.Build.targets).

[Network]
[Input(6, 3)]
[SimpleRNN(5)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class GoldenSimpleRNN;

[Network]
[Input(6, 3)]
[SimpleRNN(5, ReturnSequences = true, Activation = CellActivation.ReLU)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class GoldenSimpleRNNOfReLU;

[Network]
[Input(6, 3)]
[GRU(5)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class GoldenGRU;

[Network]
[Input(7, 2)]
[GRU(4, ReturnSequences = true)]
[MeanSquaredError]
internal sealed partial class GoldenGRUOfAllSteps;

[Network]
[Input(6, 3), As("steps")]
[GRU(5, ResetAfter = false, Name = "gru")]
[Dense(2, Name = "dense")]
[MeanSquaredError]
internal sealed partial class GoldenResetBefore;

[Network]
[Input(5, 3), As("source")]
[Input(4, 2), As("plan")]
[From("source"), GRU(4, Bidirectional = true, ReturnSequences = true, ResetAfter = false, Name = "both")]
[GRU(9, ResetAfter = false, ReturnState = "encoded", Name = "encoder")]
[From("plan"), GRU(9, ReturnSequences = true, ResetAfter = false, InitialState = "encoded", Name = "decoder")]
[Dense(2, Name = "each")]
[MeanSquaredError]
internal sealed partial class GoldenResetBeforeWithStates;

[Network]
[Input(6, 3)]
[LSTM(5)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class GoldenLSTM;

[Network]
[Input(7, 2)]
[LSTM(4, ReturnSequences = true)]
[MeanSquaredError]
internal sealed partial class GoldenLSTMOfAllSteps;

[Network]
[Input(5, 3)]
[LSTM(4, ReturnSequences = true)]
[LSTM(6, ReturnSequences = true)]
[LSTM(3)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class GoldenStackedLSTM;

[Network]
[Input(5, 3)]
[LSTM(4, ReturnSequences = true, Bidirectional = true)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class GoldenBidirectionalLSTM;

[Network]
[Input(5, 3)]
[GRU(4, Bidirectional = true)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class GoldenBidirectionalGRU;

[Network]
[Input(41, 1), As("signal")]
[GRU(12, ReturnSequences = true, Name = "gru")]
[Dense(1, Name = "mix")]
[Add("signal")]
[MeanSquaredError]
internal sealed partial class GoldenAmplifier;

[Network]
[Input(6), As("person")]
[Input(5, 3), As("visits")]
[From("person"), Dense(4, Name = "dense"), Tanh, As("tanh")]
[From("visits"), GRU(4, Name = "gru")]
[Concat("tanh")]
[Dense(2, Name = "score")]
[MeanSquaredError]
internal sealed partial class GoldenTwoInputs;

[Network]
[Input(6, 3), As("sequence")]
[Input(1), As("lengths")]
[From("sequence"), LSTM(4, ReturnSequences = true, Bidirectional = true, Lengths = "lengths", Name = "lstm")]
#pragma warning disable NNG2022 // As PyTorch's file, whose loss is over all steps.
[MeanSquaredError]
#pragma warning restore NNG2022
internal sealed partial class GoldenLengths;

[Network]
[Tokens(13, 27)]
[Embedding(9)]
[LSTM(17, ReturnSequences = true)]
[Dense(27), Softmax]
[CrossEntropy]
internal sealed partial class GoldenCharacters;

[Network]
[Input(5, 3), As("source")]
[Input(4, 2), As("plan")]
[From("source"), LSTM(4, ReturnState = "encoded", Name = "encoder")]
[From("plan"), LSTM(4, ReturnSequences = true, InitialState = "encoded", Name = "decoder")]
[Dense(2, Name = "each"), As("steps")]
[From("encoded"), Dense(2, Name = "last"), Reshape(1, 2)]
[Concat("steps", Axis = 1)]
[MeanSquaredError]
internal sealed partial class GoldenEncoderDecoder;

// What becomes of the values of both directions does not matter to their states.
[Network]
[Input(5, 3), As("source")]
[Input(4, 2), As("plan")]
[From("source"), LSTM(3, Bidirectional = true, Merge = BidirectionalMerge.Sum, ReturnState = "encoded", Name = "encoder")]
[From("plan"), LSTM(3, Bidirectional = true, ReturnSequences = true, InitialState = "encoded", Name = "decoder")]
[Dense(2, Name = "each"), As("steps")]
[From("encoded"), Dense(2, Name = "last"), Reshape(1, 2)]
[Concat("steps", Axis = 1)]
[MeanSquaredError]
internal sealed partial class GoldenBidirectionalEncoderDecoder;

[Network]
[Input(5, 3), As("source")]
[Input(4, 2), As("plan")]
[From("source"), GRU(3, Bidirectional = true, ReturnSequences = true, ReturnState = "encoded", Name = "encoder")]
[From("plan"), GRU(3, Bidirectional = true, ReturnSequences = true, InitialState = "encoded", Name = "decoder")]
[Dense(2, Name = "each"), As("steps")]
[From("encoded"), Dense(2, Name = "last"), Reshape(1, 2)]
[Concat("steps", Axis = 1)]
[MeanSquaredError]
internal sealed partial class GoldenGatedEncoderDecoder;

[Network]
[Input(6), As("person")]
[Input(5, 3), As("visits")]
[From("person"), Dense(4, Name = "hidden"), Tanh, As("h")]
[From("person"), Dense(4, Name = "cell"), As("c")]
[From("visits"), LSTM(4, InitialState = "h", InitialCell = "c", ReturnState = "state", ReturnCell = "memory", Name = "lstm")]
[From("memory"), Concat("state")]
[MeanSquaredError]
internal sealed partial class GoldenInitialState;
