namespace NNGen.Tests;

// Networks whose values exceed the caches, so that their memory is planned.

#pragma warning disable NNG2020 // A bias before batch normalization.

/// <summary>A chain.</summary>
[Network]
[Input(18, 18, 3)]
[Conv2D(12, 3, Padding = Padding.Same), ReLU]
[MaxPool2D(2)]
[Conv2D(16, 3, Padding = Padding.Same), SiLU]
[GlobalAveragePool]
[Dense(5), Softmax]
[CrossEntropy]
internal sealed partial class PlannedChain : ICompiledNetwork<PlannedChain, float>;

/// <summary>Branches of several lengths, statistics of batches, and masks, one of them before a change of shape.</summary>
[Network(Precision = Precision.Double)]
[Input(10, 9, 4)]
[Conv2D(10, 3, Padding = Padding.Same), BatchNorm, ReLU]
[Residual]
[Conv2D(10, 3, Padding = Padding.Same), BatchNorm, ReLU]
[Conv2D(10, 3, Padding = Padding.Same), BatchNorm]
[EndResidual, ReLU, As("wide")]
[Conv2D(6, 1), Tanh, As("narrow")]
[From("wide"), Conv2D(6, 3, Padding = Padding.Same), Sigmoid, Multiply("narrow")]
[Concat("wide")]
[SpatialDropout(0.25)]
[Flatten]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class PlannedGraph : ICompiledNetwork<PlannedGraph, double>;

/// <summary>Two outputs, whose losses are read behind a pass.</summary>
[Network]
[Input(16, 16, 3)]
[Conv2D(16, 3, Padding = Padding.Same), ReLU, Dropout(0.1), As("shared")]
[GlobalAveragePool, Dense(3), Softmax, Output("kind"), CrossEntropy]
[From("shared"), Conv2D(4, 3), Flatten, Dense(2), Output("place"), MeanSquaredError(Weight = 0.5)]
internal sealed partial class PlannedOutputs : ICompiledNetwork<PlannedOutputs, float>;

/// <summary>Plain loops, none of which threads share, and statistics of batches.</summary>
[Network(Kernels = Kernels.Readable)]
[Input(16, 16, 3)]
[Conv2D(12, 3, Padding = Padding.Same), BatchNorm, ReLU]
[Residual]
[Conv2D(12, 3, Padding = Padding.Same), BatchNorm]
[EndResidual, ReLU]
[GlobalAveragePool]
[Dense(3)]
[MeanSquaredError]
internal sealed partial class PlannedReadable : ICompiledNetwork<PlannedReadable, float>;

/// <summary>The same network with vectors.</summary>
[Network]
[Input(16, 16, 3)]
[Conv2D(12, 3, Padding = Padding.Same), BatchNorm, ReLU]
[Residual]
[Conv2D(12, 3, Padding = Padding.Same), BatchNorm]
[EndResidual, ReLU]
[GlobalAveragePool]
[Dense(3)]
[MeanSquaredError]
internal sealed partial class PlannedVectors : ICompiledNetwork<PlannedVectors, float>;

/// <summary>A loop over steps that threads do not share, and statistics of batches.</summary>
[Network]
[Input(50, 1)]
[LSTM(20)]
[BatchNorm]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class LoopWithStatistics : ICompiledNetwork<LoopWithStatistics, float>;

/// <summary>States that go on in the next batch.</summary>
[Network]
[Input(48, 6)]
[GRU(40, Stateful = true, ReturnSequences = true)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class PlannedStates : ICompiledNetwork<PlannedStates, float>;
