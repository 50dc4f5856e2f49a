namespace NNGen.Tests;

// The networks of Golden/Graphs, declared for float; the build writes the twins for double (tests/Directory.Build.targets). Their layers have the file's
// names.

[Network]
[Input(6)]
[Dense(6, Name = "first"), As("first"), Tanh]
[Dense(6, Name = "second"), Add("first"), Tanh]
[Dense(3, Name = "last")]
[MeanSquaredError]
internal sealed partial class GoldenAdd;

[Network]
[Input(5, 6, 2), As("image")]
[Conv2D(3, 3, Padding = Padding.Same, Name = "wide"), Tanh, As("wide")]
[From("image"), Conv2D(2, 1, Name = "narrow")]
[Concat("wide")]
[Conv2D(2, 2, Name = "last")]
[MeanSquaredError]
internal sealed partial class GoldenConcat;

[Network]
[Input(5, 6, 2, Layout = Layout.ChannelsFirst), As("image")]
[Conv2D(3, 3, Padding = Padding.Same, Name = "wide"), Tanh, As("wide")]
[From("image"), Conv2D(2, 1, Name = "narrow")]
[Concat("wide")]
[Conv2D(2, 2, Name = "last")]
[MeanSquaredError]
internal sealed partial class GoldenConcatChannelsFirst;

[Network]
[Input(7)]
[Dense(8, Name = "trunk"), Tanh, As("trunk")]
[Dense(2, Name = "price"), Output("price"), MeanSquaredError]
[From("trunk"), Dense(3, Name = "logits"), Softmax, Output("kind"), CrossEntropy(Weight = 0.5)]
internal sealed partial class GoldenTwoOutputs;

[Network]
[Input(5, 4, 1), As("left")]
[Input(5, 4, 1), As("right")]
[From("left"), Conv2D(3, 2, Name = "left_conv"), Tanh, Flatten, Dense(4, Name = "left_dense"), As("first")]
[From("right"), Conv2D(3, 2, Shared = "left_conv"), Tanh, Flatten, Dense(4, Shared = "left_dense")]
[Concat("first"), Tanh]
[Dense(1, Name = "alike"), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class GoldenSiamese;

[Network]
[Input(9, 7, 3)]
[Conv2D(5, 3, Padding = Padding.Same, Bias = false, Name = "stem"), BatchNorm(Name = "stem_norm"), ReLU]
[Residual]
[Conv2D(5, 3, Padding = Padding.Same, Bias = false, Name = "block1_conv1"), BatchNorm(Name = "block1_norm1"), ReLU]
[Conv2D(5, 3, Padding = Padding.Same, Bias = false, Name = "block1_conv2"), BatchNorm(Name = "block1_norm2")]
[EndResidual, ReLU, As("block1")]
[Conv2D(8, 1, Stride = 2, Bias = false, Name = "block2_shortcut"), BatchNorm(Name = "block2_shortcut_norm"), As("shortcut")]
[From("block1")]
[Conv2D(8, 3, Pad = 1, Stride = 2, Bias = false, Name = "block2_conv1"), BatchNorm(Name = "block2_norm1"), ReLU]
[Conv2D(8, 3, Padding = Padding.Same, Bias = false, Name = "block2_conv2"), BatchNorm(Name = "block2_norm2")]
[Add("shortcut"), ReLU, GlobalAveragePool]
[Dense(4, Name = "logits"), Softmax]
[CrossEntropy]
internal sealed partial class GoldenResNet;

[Network]
[Input(9, 7, 3, Layout = Layout.ChannelsFirst)]
[Conv2D(5, 3, Padding = Padding.Same, Bias = false, Name = "stem"), BatchNorm(Name = "stem_norm"), ReLU]
[Residual]
[Conv2D(5, 3, Padding = Padding.Same, Bias = false, Name = "block1_conv1"), BatchNorm(Name = "block1_norm1"), ReLU]
[Conv2D(5, 3, Padding = Padding.Same, Bias = false, Name = "block1_conv2"), BatchNorm(Name = "block1_norm2")]
[EndResidual, ReLU, As("block1")]
[Conv2D(8, 1, Stride = 2, Bias = false, Name = "block2_shortcut"), BatchNorm(Name = "block2_shortcut_norm"), As("shortcut")]
[From("block1")]
[Conv2D(8, 3, Pad = 1, Stride = 2, Bias = false, Name = "block2_conv1"), BatchNorm(Name = "block2_norm1"), ReLU]
[Conv2D(8, 3, Padding = Padding.Same, Bias = false, Name = "block2_conv2"), BatchNorm(Name = "block2_norm2")]
[Add("shortcut"), ReLU, GlobalAveragePool]
[Dense(4, Name = "logits"), Softmax]
[CrossEntropy]
internal sealed partial class GoldenResNetChannelsFirst;

[Network]
[Input(25, 10, 1)]
[Conv2D(8, 10, 4, Stride = 2, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
[DepthwiseConv2D(3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
[Conv2D(8, 1, Bias = false), BatchNorm, ReLU]
[DepthwiseConv2D(3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU]
[Conv2D(10, 1, Bias = false), BatchNorm, ReLU, GlobalAveragePool]
[Dense(5), Softmax]
[CrossEntropy]
internal sealed partial class GoldenDSCNN;
