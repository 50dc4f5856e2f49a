namespace NNGen.Tests;

#pragma warning disable NNG2021 // Dense layers at each position, as intended here.

// Networks of images and sequences for comparison with the oracle, declared for float; the build writes the twins for double
// (tests/Directory.Build.targets). Every layer, odd
// sizes, and windows that leave the image.

[Network]
[Input(7, 5, 2)]
[Conv2D(5, 3, Padding = Padding.Same), SiLU]
[MaxPool2D]
[DepthwiseConv2D(2, 3, Multiplier = 2, Pads = [1, 0, 1, 2]), Tanh]
[AveragePool2D(2, Stride = 1, Padding = Padding.Same)]
[Flatten]
[Dense(6), Softmax]
[CrossEntropy]
internal sealed partial class Pictures : ICompiledNetwork<Pictures, float>;

[Network]
[Input(5, 6, 4, Layout = Layout.ChannelsFirst)]
[ZeroPadding2D(1, 0, 0, 2)]
[Conv2D(6, 3, 2, Strides = [1, 2], Dilations = [2, 1], Groups = 2, Bias = false), GELU]
[UpSampling2D(2, 3)]
[Cropping2D(1, 2)]
[GlobalAveragePool]
[Dense(3)]
[MeanSquaredError]
internal sealed partial class PicturesFirst : ICompiledNetwork<PicturesFirst, float>;

[Network]
[Input(3, 17)]
[Permute(2, 1)]
[Conv1D(4, 3, Padding = Padding.Causal, Dilation = 2), Mish]
[MaxPool1D(3, Stride = 2, Ceil = true)]
[Conv1D(6, 2, Pad = 1), Softplus]
[AveragePool1D(3, Pad = 1, CountIncludePad = true)]
[GlobalMaxPool]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class Sequences : ICompiledNetwork<Sequences, float>;

[Network]
[Input(24)]
[Reshape(4, 3, 2)]
[Conv2D(17, 1), ELU]
[MaxPool2D(3, 2, Stride = 1, Pad = 1)]
[Conv2D(1, 4, 3, Padding = Padding.Same)]
[Huber]
internal sealed partial class Pixels : ICompiledNetwork<Pixels, float>;

// Kernels that are larger than the image: no window lies inside.
[Network]
[Input(3, 2, 2)]
[Conv2D(31, 3, 5, Padding = Padding.Same), ELU]
[Conv2D(19, 5, 3, Padding = Padding.Same)]
[GlobalMaxPool]
[MeanSquaredError]
internal sealed partial class Overhanging : ICompiledNetwork<Overhanging, float>;

[Network]
[Input(6, 4, 3)]
[Conv2D(8, 3), Tanh]
[Flatten(Order = Layout.ChannelsLast)]
internal sealed partial class PictureFeatures : ICompiledNetwork<PictureFeatures, float>;

[Network]
[Input(3, 5, 4)]
[Conv2DTranspose(6, 3, 2, Stride = 2, Groups = 2, Pads = [1, 0, 0, 1]), SiLU]
[Conv2DTranspose(35, 2, 3, Strides = [1, 3], Padding = Padding.Same, Bias = false), Tanh]
[Conv2D(3, 3, Stride = 2)]
[GlobalAveragePool]
[Dense(3), Softmax]
[CrossEntropy]
internal sealed partial class Enlarged : ICompiledNetwork<Enlarged, float>;

[Network]
[Input(7, 3)]
[Conv1DTranspose(5, 2, Stride = 3, OutputPadding = 2), GELU]
[Conv1DTranspose(18, 3, Dilation = 2, Stride = 2, Pad = 2), ELU]
[Conv1DTranspose(2, 4, Dilation = 3, Padding = Padding.Same)]
[MeanSquaredError]
internal sealed partial class Lengthened : ICompiledNetwork<Lengthened, float>;

// Strides that leave pixels without a product, and one with more phases than there are loops for.
[Network]
[Input(11, 13, 2)]
[Conv2DTranspose(4, 1, 2, Strides = [2, 5], OutputPaddings = [1, 4]), Softplus]
[Conv2DTranspose(1, 3, 3, Pad = 2)]
[Huber]
internal sealed partial class Sparse : ICompiledNetwork<Sparse, float>;

[Network]
[Input(6, 7, 3)]
[SeparableConv2D(19, 3, Multiplier = 2, Padding = Padding.Same), Tanh]
[SeparableConv2D(4, 2, 3, Strides = [1, 2], Dilations = [2, 1], Pads = [1, 0, 2, 1], Bias = false), GELU]
[SeparableConv2D(35, 1), SiLU]
[GlobalAveragePool]
[Dense(3), Softmax]
[CrossEntropy]
internal sealed partial class Separated : ICompiledNetwork<Separated, float>;

// Each channel alone, from the input; kernels of more columns than are written one after another.
[Network]
[Input(4, 9, 3)]
[DepthwiseConv2D(3, Padding = Padding.Same), GELU]
[DepthwiseConv2D(3, 8, Dilations = [2, 1], Pad = 4), ReLU]
[SeparableConv2D(5, 2, Stride = 2), Tanh]
[GlobalAveragePool]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class Channelwise : ICompiledNetwork<Channelwise, float>;

// Even and odd factors, along one axis and along both, from one row.
[Network]
[Input(1, 3, 2)]
[UpSampling2D(3, 2, Interpolation = Interpolation.Bilinear)]
[Conv2D(18, 2), Tanh]
[UpSampling2D(1, 4, Interpolation = Interpolation.Bilinear)]
[UpSampling2D(5, 1, Interpolation = Interpolation.Bilinear)]
[Conv2D(3, 2, Stride = 2), ELU]
[UpSampling2D(Interpolation = Interpolation.Bilinear)]
[MeanSquaredError]
internal sealed partial class Interpolated : ICompiledNetwork<Interpolated, float>;

[Network]
[Input(6, 5, 3)]
[SpatialDropout(0.3)]
[Conv2D(18, 2), SiLU]
[SpatialDropout(0.4)]
[Conv2D(7, 3)]
[SpatialDropout(0.2)]
[MaxPool2D]
[Dropout(0.2)]
[Flatten]
[Dense(3), Softmax]
[CrossEntropy]
internal sealed partial class DroppedChannels : ICompiledNetwork<DroppedChannels, float>;

[Network]
[Input(9, 1)]
[Conv1D(5, 3, Padding = Padding.Causal)]
[SpatialDropout(0.5)]
[Tanh]
[Conv1D(1, 2)]
[SpatialDropout(0.1)]
[Flatten]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class DroppedSteps : ICompiledNetwork<DroppedSteps, float>;

// Layers on the last axis, and normalizations of each sample.
[Network]
[Input(5, 7)]
[Dense(9), LayerNorm, Tanh]
[Dense(20, Bias = false), RMSNorm, SiLU]
[LayerNorm(Bias = false, Epsilon = 0.001)]
[Dense(6), Softmax]
[MeanSquaredError]
internal sealed partial class Steps : ICompiledNetwork<Steps, float>;

[Network]
[Input(6, 5, 4)]
[GroupNorm(2)]
[Conv2D(18, 3), GroupNorm(3), GELU, LayerNorm]
[GlobalAveragePool]
[Dense(12), GroupNorm(2), Tanh]
[Dense(4), Softmax]
[CrossEntropy]
internal sealed partial class Groups : ICompiledNetwork<Groups, float>;

[Network]
[Input(4, 4, 3)]
[PReLU]
[Conv2D(5, 2), PReLU(PerChannel = true)]
[Dense(7), LogSoftmax]
[Flatten]
[Dense(9), RMSNorm, PReLU(PerChannel = true)]
[Dense(2)]
[Huber]
internal sealed partial class Learned : ICompiledNetwork<Learned, float>;
