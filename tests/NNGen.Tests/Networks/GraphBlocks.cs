namespace NNGen.Tests;

// Blocks of GraphNetworks.cs.

[Block, Residual]
[Conv2D(Width.Input, 3, Padding = Padding.Same, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), ReLU]
[Conv2D(Width.Input, 3, Padding = Padding.Same, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2")]
[EndResidual, ReLU]
internal sealed partial class BasicBlock;

[Block, Residual]
[Conv2D(2 * Width.Input, 3, Stride = 2, Pad = 1, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), ReLU]
[Conv2D(Width.Input, 3, Padding = Padding.Same, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2")]
[Shortcut(Name = "downsample"), Conv2D(2 * Width.Input, 1, Stride = 2, Bias = false), BatchNorm]
[EndResidual, ReLU]
internal sealed partial class DownBlock;

/// <summary>Of MLPerf Tiny's ResNet: with biases, TensorFlow's padding, and no normalization in the shortcut.</summary>
[Block, Residual]
[Conv2D(2 * Width.Input, 3, Stride = 2, Padding = Padding.Same), BatchNorm, ReLU]
[Conv2D(Width.Input, 3, Padding = Padding.Same), BatchNorm]
[Shortcut, Conv2D(2 * Width.Input, 1, Stride = 2, Padding = Padding.Same)]
[EndResidual, ReLU]
internal sealed partial class TinyDownBlock;

[Block]
[DepthwiseConv2D(3, Padding = Padding.Same), BatchNorm, ReLU]
[Conv2D(Width.Input, 1), BatchNorm, ReLU]
internal sealed partial class SeparableBlock;

/// <summary>MobileNetV2's.</summary>
[Block, Residual]
[Conv2D(6 * Width.Input, 1, Bias = false), BatchNorm, ReLU6]
[DepthwiseConv2D(3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU6]
[Conv2D(Width.Input / 6, 1, Bias = false), BatchNorm]
[EndResidual]
internal sealed partial class InvertedResidualBlock;

/// <summary>GoogLeNet's 3a with 192 channels: four branches of 64, 128, 32 and 32 channels.</summary>
[Block, As("image")]
[Conv2D(Width.Input / 3, 1), ReLU, As("points")]
[From("image"), Conv2D(Width.Input / 2, 1), ReLU, Conv2D(4 * Width.Input / 3, 3, Padding = Padding.Same), ReLU, As("neighborhoods")]
[From("image"), Conv2D(Width.Input / 12, 1), ReLU, Conv2D(2 * Width.Input, 5, Padding = Padding.Same), ReLU, As("regions")]
[From("image"), MaxPool2D(3, Stride = 1, Padding = Padding.Same), Conv2D(Width.Input / 6, 1), ReLU]
[Concat("points", "neighborhoods", "regions")]
internal sealed partial class InceptionBlock;

[Block]
[Conv2D(4, 3), ReLU, MaxPool2D(2), Flatten]
[Dense(8, Name = "embedding"), Tanh]
internal sealed partial class TowerBlock;

[Block]
[Conv2D(4, 3, Bias = false), BatchNorm, ReLU]
[Conv2D(6, 3, Stride = 2), ReLU]
internal sealed partial class BodyBlock;
