namespace NNGen.Tests;

// The networks of Golden/Files; their blocks are in GraphBlocks.cs.

[Network]
[Input(8, 6, 2, Layout = Layout.ChannelsFirst)]
[Conv2D(6, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU, MaxPool2D(2)]
[Conv2D(8, 3), ReLU, Flatten]
[Dense(4), Softmax]
[CrossEntropy]
internal sealed partial class TorchSequential;

/// <summary>torchvision's ResNet with two stages, for small images.</summary>
[Network]
[Input(9, 7, 3, Layout = Layout.ChannelsFirst)]
[Conv2D(8, 3, Padding = Padding.Same, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), ReLU]
[Block<BasicBlock>(Repeat = 2, Name = "layer1")]
[Block<DownBlock>(Name = "layer2"), Block<BasicBlock>(Name = "layer2")]
[GlobalAveragePool, Dense(5, Name = "fc"), Softmax]
[CrossEntropy]
internal sealed partial class TorchResNet;

/// <summary>The same stages with another head.</summary>
[Network]
[Input(9, 7, 3, Layout = Layout.ChannelsFirst)]
[Conv2D(8, 3, Padding = Padding.Same, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), ReLU]
[Block<BasicBlock>(Repeat = 2, Name = "layer1")]
[Block<DownBlock>(Name = "layer2"), Block<BasicBlock>(Name = "layer2")]
[GlobalAveragePool, Dense(3, Name = "fc"), Softmax]
[CrossEntropy]
internal sealed partial class TorchResNetOfThreeClasses;
