using NNGen;

namespace Images;

/// <summary>Two convolutions, and around them what arrives.</summary>
[Block, Residual]
[Conv2D(Width.Input, 3, Padding = Padding.Same, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), ReLU]
[Conv2D(Width.Input, 3, Padding = Padding.Same, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2")]
[EndResidual, ReLU]
public partial class Basic;

/// <summary>The same, to half as many rows and columns of twice as many channels.</summary>
[Block, Residual]
[Conv2D(2 * Width.Input, 3, Stride = 2, Pad = 1, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), ReLU]
[Conv2D(Width.Input, 3, Padding = Padding.Same, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2")]
[Shortcut(Name = "downsample"), Conv2D(2 * Width.Input, 1, Stride = 2, Bias = false), BatchNorm]
[EndResidual, ReLU]
public partial class Down;

/// <summary>28 × 28 pixels in, the probabilities of the ten digits out: a small residual network (He, Zhang, Ren and Sun, 2016).</summary>
[Network]
[Input(28, 28, 1)]
[Conv2D(8, 3, Stride = 2, Pad = 1, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), ReLU]
[Block<Basic>(Name = "layer1")]
[Block<Down>(Name = "layer2")]
[Block<Down>(Name = "layer3")]
[GlobalAveragePool]
[Dense(10, Name = "fc"), Softmax]
[CrossEntropy]
public partial class SmallResNet;
