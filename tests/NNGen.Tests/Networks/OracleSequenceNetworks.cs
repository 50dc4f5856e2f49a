namespace NNGen.Tests;

#pragma warning disable NNG2021 // Dense layers at each step, as intended here.

// Recurrent networks for comparison with the oracle, declared for float; the build writes the twins for double (tests/Directory.Build.targets). Every cell,
// direction and merge, each activation of a cell, and widths that fill no tile or vector.

[Network]
[Input(7, 3)]
[LSTM(17, ReturnSequences = true)]
[GRU(5)]
[Dense(3), Softmax]
[CrossEntropy]
internal sealed partial class Remembered : ICompiledNetwork<Remembered, float>;

[Network]
[Input(5, 4, Layout = Layout.ChannelsFirst)]
[SimpleRNN(6, ReturnSequences = true, Activation = CellActivation.Softsign), Dropout(0.3)]
[Dense(3), Tanh]
[SimpleRNN(3, GoBackwards = true, Bias = false)]
[ErrorToSignalRatio]
internal sealed partial class Backwards : ICompiledNetwork<Backwards, float>;

[Network]
[Input(6, 2)]
[GRU(9, Bidirectional = true, ReturnSequences = true, Merge = BidirectionalMerge.Multiply)]
[LSTM(4, Bidirectional = true, ReturnSequences = true)]
[SimpleRNN(5, Bidirectional = true, ReturnSequences = true, GoBackwards = true, Merge = BidirectionalMerge.Average, Bias = false)]
[LSTM(7, Bidirectional = true, Merge = BidirectionalMerge.Sum)]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class BothWays : ICompiledNetwork<BothWays, float>;

[Network]
[Input(4, 1)]
[GRU(1, ReturnSequences = true, GoBackwards = true, GateActivation = CellActivation.HardSigmoid)]
[LSTM(1, ReturnSequences = true, Activation = CellActivation.Linear, GateActivation = CellActivation.Softsign, Bias = false)]
[GRU(2, Bidirectional = true, Bias = false)]
[MeanSquaredError]
internal sealed partial class SingleUnits : ICompiledNetwork<SingleUnits, float>;

// Products of what the reset gate leaves: each direction, more units than a vector has, single units, both activations of cells.
[Network]
[Input(6, 3)]
[GRU(19, ReturnSequences = true, ResetAfter = false)]
[GRU(5, ReturnSequences = true, Bidirectional = true, ResetAfter = false, Activation = CellActivation.Softsign, GateActivation = CellActivation.HardSigmoid)]
[GRU(1, ReturnSequences = true, GoBackwards = true, ResetAfter = false, Bias = false)]
[GRU(4, ResetAfter = false, Bidirectional = true, Merge = BidirectionalMerge.Sum)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class ResetBefore : ICompiledNetwork<ResetBefore, float>;

// One step, which is an axis of one number.
[Network]
[Input(1, 3)]
[LSTM(4, ReturnSequences = true)]
[GRU(3, Bidirectional = true, ReturnSequences = true)]
[SimpleRNN(1, ReturnSequences = true)]
[LSTM(2)]
[MeanSquaredError]
internal sealed partial class OneStep : ICompiledNetwork<OneStep, float>;

[Network]
[Input(1, 1)]
[GRU(1, Bidirectional = true)]
[MeanSquaredError]
internal sealed partial class OneStepOfOne : ICompiledNetwork<OneStepOfOne, float>;

// Parts of sequences.
[Network]
[Input(9, 3)]
[LSTM(5, ReturnSequences = true)]
[Cropping1D(2, 1)]
[Conv1D(4, 2), Tanh]
[Cropping1D(1)]
[GRU(17, ReturnSequences = true)]
[LastStep]
[Dense(3), Softmax]
[CrossEntropy]
internal sealed partial class PartsOfSequences : ICompiledNetwork<PartsOfSequences, float>;

// A loss of all steps, and a recurrence after windows of steps.
[Network]
[Input(11, 2)]
[Conv1D(20, 3, Padding = Padding.Causal), SiLU]
[MaxPool1D(2)]
[GRU(33, ReturnSequences = true, Activation = CellActivation.Sigmoid)]
[LSTM(2, ReturnSequences = true, Activation = CellActivation.Sigmoid)]
[Huber]
internal sealed partial class EachStep : ICompiledNetwork<EachStep, float>;
