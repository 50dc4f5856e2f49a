namespace NNGen.Tests;

// The networks of Golden/Layers, declared for float; the build writes the twins for double (tests/Directory.Build.targets). Some take their inputs in
// PyTorch's order a
// second time.

#pragma warning disable NNG1005, NNG2007, NNG2014 // Windows with gaps, a depthwise convolution before one of 1 x 1, nothing to train: what the files isolate.

[Network]
[Input(14, 3)]
[Conv1D(4, 1)]
[AveragePool1D(4)]
[MeanSquaredError]
internal sealed partial class GoldenAveragePool1D : ICompiledNetwork<GoldenAveragePool1D, float>;

[Network]
[Input(8, 6, 3)]
[Conv2D(4, 1)]
[AveragePool2D(3, Stride = 2, Pad = 1, Ceil = true, CountIncludePad = true)]
[MeanSquaredError]
internal sealed partial class GoldenAveragePool2DCeil : ICompiledNetwork<GoldenAveragePool2DCeil, float>;

[Network]
[Input(7, 9, 3)]
[Conv2D(4, 1)]
[AveragePool2D(3, Stride = 2, Pad = 1, CountIncludePad = true)]
[MeanSquaredError]
internal sealed partial class GoldenAveragePool2DPadding : ICompiledNetwork<GoldenAveragePool2DPadding, float>;

[Network]
[Input(7, 9, 3)]
[Conv2D(4, 1)]
[AveragePool2D(3, 2, Stride = 2, Padding = Padding.Same)]
[MeanSquaredError]
internal sealed partial class GoldenAveragePool2DSame : ICompiledNetwork<GoldenAveragePool2DSame, float>;

[Network]
[Input(6, 9, 3)]
[Conv2D(4, 1)]
[AveragePool2D(3, 2)]
[MeanSquaredError]
internal sealed partial class GoldenAveragePool2D : ICompiledNetwork<GoldenAveragePool2D, float>;

[Network]
[Input(11, 3)]
[Conv1D(4, 3, Padding = Padding.Causal, Dilation = 2)]
[MeanSquaredError]
internal sealed partial class GoldenConv1DCausal : ICompiledNetwork<GoldenConv1DCausal, float>;

[Network]
[Input(13, 2)]
[Conv1D(4, 4, Stride = 3, Padding = Padding.Same)]
[MeanSquaredError]
internal sealed partial class GoldenConv1DSame : ICompiledNetwork<GoldenConv1DSame, float>;

[Network]
[Input(13, 3)]
[Conv1D(5, 4, Stride = 2)]
[MeanSquaredError]
internal sealed partial class GoldenConv1DValid : ICompiledNetwork<GoldenConv1DValid, float>;

[Network]
[Input(9, 8, 2)]
[Conv2D(3, 3, 2, Dilations = [2, 3])]
[MeanSquaredError]
internal sealed partial class GoldenConv2DDilation : ICompiledNetwork<GoldenConv2DDilation, float>;

[Network]
[Input(6, 7, 4)]
[Conv2D(6, 3, Groups = 2, Bias = false)]
[MeanSquaredError]
internal sealed partial class GoldenConv2DGroups : ICompiledNetwork<GoldenConv2DGroups, float>;

[Network]
[Input(7, 9, 3)]
[Conv2D(4, 3, Pads = [1, 2])]
[MeanSquaredError]
internal sealed partial class GoldenConv2DPadding : ICompiledNetwork<GoldenConv2DPadding, float>;

[Network]
[Input(7, 9, 3)]
[Conv2D(4, 2, 4, Padding = Padding.Same)]
[MeanSquaredError]
internal sealed partial class GoldenConv2DSameEven : ICompiledNetwork<GoldenConv2DSameEven, float>;

[Network]
[Input(8, 7, 2)]
[Conv2D(5, 3, 4, Stride = 2, Padding = Padding.Same)]
[MeanSquaredError]
internal sealed partial class GoldenConv2DSameStride : ICompiledNetwork<GoldenConv2DSameStride, float>;

[Network]
[Input(7, 9, 3)]
[Conv2D(4, 3, 5, Padding = Padding.Same)]
[MeanSquaredError]
internal sealed partial class GoldenConv2DSame : ICompiledNetwork<GoldenConv2DSame, float>;

[Network]
[Input(8, 9, 2)]
[Conv2D(3, 3, 2, Strides = [2, 3])]
[MeanSquaredError]
internal sealed partial class GoldenConv2DStride : ICompiledNetwork<GoldenConv2DStride, float>;

[Network]
[Input(7, 9, 3)]
[Conv2D(4, 3)]
[MeanSquaredError]
internal sealed partial class GoldenConv2DValid : ICompiledNetwork<GoldenConv2DValid, float>;

[Network]
[Input(7, 6, 3)]
[DepthwiseConv2D(3, Multiplier = 2, Padding = Padding.Same, Bias = false)]
[Conv2D(5, 1)]
[MeanSquaredError]
internal sealed partial class GoldenDepthwiseSeparable : ICompiledNetwork<GoldenDepthwiseSeparable, float>;

[Network]
[Input(5, 4, 2)]
[Conv2D(3, 2)]
[Flatten]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenFlatten : ICompiledNetwork<GoldenFlatten, float>;

[Network]
[Input(5, 7, 2)]
[Conv2D(4, 2)]
[GlobalAveragePool]
[MeanSquaredError]
internal sealed partial class GoldenGlobalAveragePool : ICompiledNetwork<GoldenGlobalAveragePool, float>;

[Network]
[Input(5, 7, 2)]
[Conv2D(4, 2)]
[GlobalMaxPool]
[MeanSquaredError]
internal sealed partial class GoldenGlobalMaxPool : ICompiledNetwork<GoldenGlobalMaxPool, float>;

[Network]
[Input(14, 3)]
[Conv1D(4, 1)]
[MaxPool1D(3, Stride = 2)]
[MeanSquaredError]
internal sealed partial class GoldenMaxPool1D : ICompiledNetwork<GoldenMaxPool1D, float>;

[Network]
[Input(8, 9, 3)]
[Conv2D(4, 1)]
[MaxPool2D(3, 2, Stride = 2, Ceil = true)]
[MeanSquaredError]
internal sealed partial class GoldenMaxPool2DCeil : ICompiledNetwork<GoldenMaxPool2DCeil, float>;

[Network]
[Input(7, 9, 3)]
[Conv2D(4, 1)]
[MaxPool2D(3, 2, Strides = [2, 1])]
[MeanSquaredError]
internal sealed partial class GoldenMaxPool2DOverlap : ICompiledNetwork<GoldenMaxPool2DOverlap, float>;

[Network]
[Input(8, 9, 3)]
[Conv2D(4, 1)]
[MaxPool2D(3, Stride = 2, Padding = Padding.Same)]
[MeanSquaredError]
internal sealed partial class GoldenMaxPool2DSame : ICompiledNetwork<GoldenMaxPool2DSame, float>;

[Network]
[Input(6, 5, 2)]
[MaxPool2D(3, 2, Stride = 1)]
[MeanSquaredError]
internal sealed partial class GoldenMaxPool2DTies : ICompiledNetwork<GoldenMaxPool2DTies, float>;

[Network]
[Input(7, 9, 3)]
[Conv2D(4, 1)]
[MaxPool2D(2)]
[MeanSquaredError]
internal sealed partial class GoldenMaxPool2D : ICompiledNetwork<GoldenMaxPool2D, float>;

[Network]
[Input(28, 28, 1)]
[Conv2D(4, 5), ReLU]
[MaxPool2D(2)]
[Conv2D(6, 5), ReLU]
[MaxPool2D(2)]
[Flatten]
[Dense(14), ReLU]
[Dense(12), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class GoldenLeNet5 : ICompiledNetwork<GoldenLeNet5, float>;

[Network]
[Input(4, 3, 2)]
[UpSampling2D(2, 3)]
[Conv2D(3, 3)]
[MeanSquaredError]
internal sealed partial class GoldenUpSampling2D : ICompiledNetwork<GoldenUpSampling2D, float>;

[Network]
[Input(4, 5, 2)]
[ZeroPadding2D(1, 0, 2, 3)]
[Conv2D(3, 3)]
[MeanSquaredError]
internal sealed partial class GoldenZeroPadding2D : ICompiledNetwork<GoldenZeroPadding2D, float>;

[Network]
[Input(8, 6, 3, Layout = Layout.ChannelsFirst)]
[Conv2D(4, 1)]
[AveragePool2D(3, Stride = 2, Pad = 1, Ceil = true, CountIncludePad = true)]
[MeanSquaredError]
internal sealed partial class GoldenAveragePool2DCeilChannelsFirst : ICompiledNetwork<GoldenAveragePool2DCeilChannelsFirst, float>;

[Network]
[Input(11, 3, Layout = Layout.ChannelsFirst)]
[Conv1D(4, 3, Padding = Padding.Causal, Dilation = 2)]
[MeanSquaredError]
internal sealed partial class GoldenConv1DCausalChannelsFirst : ICompiledNetwork<GoldenConv1DCausalChannelsFirst, float>;

[Network]
[Input(7, 9, 3, Layout = Layout.ChannelsFirst)]
[Conv2D(4, 3, Pads = [1, 2])]
[MeanSquaredError]
internal sealed partial class GoldenConv2DPaddingChannelsFirst : ICompiledNetwork<GoldenConv2DPaddingChannelsFirst, float>;

[Network]
[Input(7, 6, 3, Layout = Layout.ChannelsFirst)]
[Conv2D(6, 3, Padding = Padding.Same, Groups = 3, Bias = false)]
[Conv2D(5, 1)]
[MeanSquaredError]
internal sealed partial class GoldenDepthwiseSeparableChannelsFirst : ICompiledNetwork<GoldenDepthwiseSeparableChannelsFirst, float>;

[Network]
[Input(5, 4, 2, Layout = Layout.ChannelsFirst)]
[Conv2D(3, 2)]
[Flatten]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenFlattenChannelsFirst : ICompiledNetwork<GoldenFlattenChannelsFirst, float>;

[Network]
[Input(6, 5, 2, Layout = Layout.ChannelsFirst)]
[MaxPool2D(3, 2, Stride = 1)]
[MeanSquaredError]
internal sealed partial class GoldenMaxPool2DTiesChannelsFirst : ICompiledNetwork<GoldenMaxPool2DTiesChannelsFirst, float>;

[Network]
[Input(28, 28, 1, Layout = Layout.ChannelsFirst)]
[Conv2D(4, 5), ReLU]
[MaxPool2D(2)]
[Conv2D(6, 5), ReLU]
[MaxPool2D(2)]
[Flatten]
[Dense(14), ReLU]
[Dense(12), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class GoldenLeNet5ChannelsFirst : ICompiledNetwork<GoldenLeNet5ChannelsFirst, float>;

[Network]
[Input(4, 5, 2, Layout = Layout.ChannelsFirst)]
[ZeroPadding2D(1, 0, 2, 3)]
[Conv2D(3, 3)]
[MeanSquaredError]
internal sealed partial class GoldenZeroPadding2DChannelsFirst : ICompiledNetwork<GoldenZeroPadding2DChannelsFirst, float>;

[Network]
[Input(5, 4, 2)]
[Conv2D(3, 2)]
[Flatten(Order = Layout.ChannelsLast)]
[Dense(4)]
[MeanSquaredError]
internal sealed partial class GoldenFlattenOfKeras : ICompiledNetwork<GoldenFlattenOfKeras, float>;

[Network]
[Input(4, 5, 3)]
[Conv2DTranspose(2, 3, Stride = 2, Pad = 1, OutputPadding = 1)]
[MeanSquaredError]
internal sealed partial class GoldenConv2DTranspose : ICompiledNetwork<GoldenConv2DTranspose, float>;

[Network]
[Input(4, 3, 2)]
[Conv2DTranspose(3, 3, 4, Stride = 2, Padding = Padding.Same)]
[MeanSquaredError]
internal sealed partial class GoldenConv2DTransposeSame : ICompiledNetwork<GoldenConv2DTransposeSame, float>;

[Network]
[Input(4, 3, 3)]
[Conv2DTranspose(4, 3, 2, Strides = [2, 1])]
[MeanSquaredError]
internal sealed partial class GoldenConv2DTransposeValid : ICompiledNetwork<GoldenConv2DTransposeValid, float>;

[Network]
[Input(7, 6, 3)]
[SeparableConv2D(5, 3, 2, Multiplier = 2, Strides = [2, 1], Pads = [1, 0])]
[MeanSquaredError]
internal sealed partial class GoldenSeparableConv2D : ICompiledNetwork<GoldenSeparableConv2D, float>;

[Network]
[Input(4, 3, 2)]
[UpSampling2D(2, 3, Interpolation = Interpolation.Bilinear)]
[Conv2D(3, 3)]
[MeanSquaredError]
internal sealed partial class GoldenUpSampling2DBilinear : ICompiledNetwork<GoldenUpSampling2DBilinear, float>;

[Network]
[Input(1, 3, 2)]
[UpSampling2D(5, 4, Interpolation = Interpolation.Bilinear)]
[Conv2D(3, 2)]
[MeanSquaredError]
internal sealed partial class GoldenUpSampling2DBilinearWide : ICompiledNetwork<GoldenUpSampling2DBilinearWide, float>;

[Network]
[Tokens(6, 11)]
[Embedding(4), Flatten(Order = Layout.ChannelsLast)]
[Dense(3)]
[MeanSquaredError]
internal sealed partial class GoldenEmbedding : ICompiledNetwork<GoldenEmbedding, float>;

[Network]
[Input(5, 4)]
[Dense(3), Softmax]
[CrossEntropy(IgnoreIndex = -100)]
internal sealed partial class GoldenIgnoredSteps : ICompiledNetwork<GoldenIgnoredSteps, float>;
