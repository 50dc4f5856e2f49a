namespace NNGen.Tests;

// The networks of Golden/Normalization, declared for float; the build writes the twins for double (tests/Directory.Build.targets).

#pragma warning disable NNG2020, NNG2021 // Biases before batch normalization, dense layers at each step: what files and tests isolate.

[Network]
[Input(6)]
[Dense(5, Bias = false), BatchNorm, Tanh]
[Dense(3)]
[MeanSquaredError]
internal sealed partial class GoldenBatchNormFeatures : ICompiledNetwork<GoldenBatchNormFeatures, float>;

[Network]
[Input(4, 5, 2)]
[Conv2D(3, 2, Bias = false), BatchNorm, ReLU]
[Conv2D(2, 2)]
[MeanSquaredError]
internal sealed partial class GoldenBatchNormImage : ICompiledNetwork<GoldenBatchNormImage, float>;

[Network]
[Input(9, 2)]
[Conv1D(4, 3, Bias = false), BatchNorm(Momentum = 0.01, Epsilon = 0.001), ReLU]
[Conv1D(2, 2)]
[MeanSquaredError]
internal sealed partial class GoldenBatchNormOptions : ICompiledNetwork<GoldenBatchNormOptions, float>;

[Network]
[Input(5, 7)]
[Dense(6), LayerNorm, Tanh]
[Dense(3)]
[MeanSquaredError]
internal sealed partial class GoldenLayerNorm : ICompiledNetwork<GoldenLayerNorm, float>;

[Network]
[Input(4, 3, 5)]
[LayerNorm(Epsilon = 0.001)]
[Conv2D(3, 2)]
[MeanSquaredError]
internal sealed partial class GoldenLayerNormImage : ICompiledNetwork<GoldenLayerNormImage, float>;

[Network]
[Input(7)]
[Dense(6), RMSNorm(Epsilon = 0.00001), Tanh]
[Dense(3)]
[MeanSquaredError]
internal sealed partial class GoldenRMSNorm : ICompiledNetwork<GoldenRMSNorm, float>;

[Network]
[Input(5, 4, 2)]
[Conv2D(4, 2), PReLU(PerChannel = true)]
[Conv2D(3, 2), PReLU]
[MeanSquaredError]
internal sealed partial class GoldenPReLU : ICompiledNetwork<GoldenPReLU, float>;

[Network]
[Input(6, 5, 3)]
[BatchNorm]
[Conv2D(4, 2), ReLU, BatchNorm, MaxPool2D(2)]
[Flatten]
[Dense(4), Softmax]
[MeanSquaredError]
internal sealed partial class NormalizedBeforeAndAfter : ICompiledNetwork<NormalizedBeforeAndAfter, float>;

[Network]
[Input(6, 4, 4)]
[Conv2D(6, 3), GroupNorm(3), Tanh, GlobalAveragePool]
[Dense(3)]
[MeanSquaredError]
internal sealed partial class NormalizedGroups : ICompiledNetwork<NormalizedGroups, float>;

[Network]
[Input(12)]
[Dense(8, Bias = false), BatchNorm, ReLU6, Dropout(0.3)]
[Dense(4), LayerNorm, SiLU]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class NormalizedFeatures : ICompiledNetwork<NormalizedFeatures, float>;

[Network]
[Input(5, 6, 17)]
[LayerNorm, DepthwiseConv2D(3, Multiplier = 2), BatchNorm, HardSwish]
[Conv2D(19, 1), LayerNorm(Bias = false), Softmax]
[MeanSquaredError]
internal sealed partial class NormalizedPixels : ICompiledNetwork<NormalizedPixels, float>;
