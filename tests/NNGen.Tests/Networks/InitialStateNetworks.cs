namespace NNGen.Tests;

// Recurrent layers that begin with values of the graph, declared for float; the build writes the twins for double (tests/Directory.Build.targets).

/// <summary>The state of a sequence that ends early, backwards, with a wide decoder.</summary>
[Network]
[Input(4, 2), As("source")]
[Input(1), As("count")]
[Input(3, 1), As("plan")]
[From("source"), GRU(17, Lengths = "count", GoBackwards = true, ReturnState = "encoded")]
[From("plan"), GRU(17, ReturnSequences = true, InitialState = "encoded"), Dense(1)]
[MeanSquaredError]
internal sealed partial class EarlyEncoder;

/// <summary>A state that several layers begin with, one of them over samples that end early; the cell of one begins with zeros.</summary>
[Network]
[Input(4, 2), As("source")]
[Input(3, 2), As("plan")]
[Input(1), As("count")]
[From("source"), LSTM(3, ReturnSequences = true, ReturnState = "encoded"), GlobalAveragePool, As("mean")]
[From("plan"), LSTM(3, InitialState = "encoded", Lengths = "count", ReturnState = "decoded"), As("first")]
[From("encoded"), As("numbers")]
[From("plan"), LSTM(3, InitialState = "numbers", ReturnCell = "cell")]
[Add("first", "mean", "cell", "decoded")]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class SharedState;

/// <summary>A single unit, whose state comes from an input, and a simple recurrence in both directions.</summary>
[Network]
[Input(5, 2), As("x")]
[Input(1), As("start")]
[Input(6), As("both")]
[From("x"), SimpleRNN(1, ReturnSequences = true, InitialState = "start")]
[SimpleRNN(3, Bidirectional = true, Merge = BidirectionalMerge.Average, InitialState = "both", RecurrentDropout = 0.25)]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class StartsWithInputs;
