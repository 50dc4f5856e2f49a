namespace NNGen.Tests;

#pragma warning disable NNG2021 // Dense layers at each step, as intended here.

// Samples that end with their last id that is not padding, declared for float; the build writes the twins for double (tests/Directory.Build.targets).

/// <summary>The same layers with a mask, and with stated lengths.</summary>
[Network(Streaming = true)]
[Tokens(6, 9)]
[Embedding(4, PaddingId = 2, Mask = true), Dense(5), Tanh]
[GRU(4, ReturnSequences = true)]
[LSTM(3)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class Masked;

[Network]
[Tokens(6, 9), As("ids")]
[Input(1), As("count")]
[From("ids"), Embedding(4, PaddingId = 2), Dense(5), Tanh]
[GRU(4, ReturnSequences = true, Lengths = "count")]
[LSTM(3, Lengths = "count")]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class StatedEnds;

/// <summary>Everything that reads a mask.</summary>
[Network]
[Tokens(6, 9)]
[Embedding(4, PaddingId = 2, Mask = true), As("words"), GlobalMaxPool, As("largest")]
[From("words"), GlobalAveragePool, As("mean")]
[From("words"), SimpleRNN(4, Bidirectional = true, ReturnSequences = true, Merge = BidirectionalMerge.Sum), Add("words"), As("steps"), LastStep, As("last")]
[From("steps"), LSTM(4, Bidirectional = true), Concat("largest", "mean", "last")]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class ReadsMasks;

/// <summary>What ends with stated lengths.</summary>
[Network]
[Input(5, 3), As("x")]
[Input(1), As("count")]
[From("x"), LastStep(Lengths = "count"), As("last")]
[From("x"), GlobalMaxPool(Lengths = "count"), As("largest")]
[From("x"), GlobalAveragePool(Lengths = "count"), Concat("last", "largest")]
internal sealed partial class EndsOfSteps;

[Network]
[Input(5, 3), As("x")]
[Input(1), As("count")]
[From("x"), LastStep(Lengths = "count"), As("last")]
[From("x"), GlobalMaxPool(Lengths = "count"), As("largest")]
[From("x"), GlobalAveragePool(Lengths = "count"), Concat("last", "largest")]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class ReadsLengths;

/// <summary>A language model with one table for both ends.</summary>
[Network(Streaming = true)]
[Tokens(5, 11)]
[Embedding(6, Name = "words"), GRU(6, ReturnSequences = true)]
[Dense(11, Tied = "words"), Softmax]
[CrossEntropy]
internal sealed partial class LanguageModel;
