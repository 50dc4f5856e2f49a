namespace NNGen.Tests;

// Well-known graphs, with the numbers of parameters that their papers or reference implementations have.

#pragma warning disable NNG2007, NNG2020 // Linear maps after one another, biases before batch normalization: what names and reference implementations need.

/// <summary>ResNet-20 for CIFAR-10, with torchvision's names.</summary>
[Network]
[Input(32, 32, 3)]
[Conv2D(16, 3, Padding = Padding.Same, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), ReLU]
[Block<BasicBlock>(Repeat = 3, Name = "layer1")]
[Block<DownBlock>(Name = "layer2"), Block<BasicBlock>(Repeat = 2, Name = "layer2")]
[Block<DownBlock>(Name = "layer3"), Block<BasicBlock>(Repeat = 2, Name = "layer3")]
[GlobalAveragePool, Dense(10, Name = "fc"), Softmax]
[CrossEntropy]
internal sealed partial class ResNet20;

/// <summary>MLPerf Tiny's benchmark of image classification.</summary>
[Network]
[Input(32, 32, 3)]
[Conv2D(16, 3, Padding = Padding.Same), BatchNorm, ReLU]
[Residual]
[Conv2D(16, 3, Padding = Padding.Same), BatchNorm, ReLU]
[Conv2D(16, 3, Padding = Padding.Same), BatchNorm]
[EndResidual, ReLU]
[Block<TinyDownBlock>(Repeat = 2)]
[AveragePool2D(8), Flatten]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class TinyResNet8;

/// <summary>MLPerf Tiny's benchmark of keyword spotting, DS-CNN-S.</summary>
[Network]
[Input(49, 10, 1)]
[Conv2D(64, 10, 4, Stride = 2, Padding = Padding.Same), BatchNorm, ReLU, Dropout(0.2)]
[Block<SeparableBlock>(Repeat = 4)]
[Dropout(0.4), GlobalAveragePool]
[Dense(12), Softmax]
[CrossEntropy]
internal sealed partial class TinyDSCNN;

[Network]
[Input(8, 8, 16)]
[Block<InvertedResidualBlock>(Repeat = 2), GlobalAveragePool]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class InvertedResiduals;

[Network]
[Input(6, 6, 192)]
[Block<InceptionBlock>, GlobalAveragePool]
[Dense(10), Softmax]
[CrossEntropy]
internal sealed partial class Inception3A;

/// <summary>A class for each pixel; the way up is learned once, and repeats pixels once.</summary>
[Network]
[Input(16, 16, 1)]
[Conv2D(4, 3, Padding = Padding.Same), ReLU, Conv2D(4, 3, Padding = Padding.Same), ReLU, As("fine")]
[MaxPool2D(2)]
[Conv2D(8, 3, Padding = Padding.Same), ReLU, Conv2D(8, 3, Padding = Padding.Same), ReLU, As("coarse")]
[MaxPool2D(2)]
[Conv2D(16, 3, Padding = Padding.Same), ReLU, Conv2D(16, 3, Padding = Padding.Same), ReLU]
[Conv2DTranspose(8, 2, Stride = 2), Concat("coarse")]
[Conv2D(8, 3, Padding = Padding.Same), ReLU, Conv2D(8, 3, Padding = Padding.Same), ReLU]
[UpSampling2D(2), Concat("fine")]
[Conv2D(4, 3, Padding = Padding.Same), ReLU, Conv2D(4, 3, Padding = Padding.Same), ReLU]
[Conv2D(3, 1), Softmax]
[CrossEntropy]
internal sealed partial class SmallUNet;

/// <summary>CartPole's actor and critic, apart as in cleanrl.</summary>
[Network]
[Input(4), As("state")]
[Dense(64), Tanh, Dense(64), Tanh, Dense(2), Softmax, Output("policy"), CrossEntropy]
[From("state"), Dense(64), Tanh, Dense(64), Tanh, Dense(1), Output("value"), MeanSquaredError(Weight = 0.5)]
internal sealed partial class CartPole;

/// <summary>Two exits, as in BranchyNet: the loss of the early one is an auxiliary loss of the layers below it.</summary>
[Network]
[Input(12, 12, 1)]
[Conv2D(6, 3, Name = "stem"), ReLU, MaxPool2D(2), As("early")]
[Flatten, Dense(4, Name = "early_head"), Softmax, Output("early"), CrossEntropy(Weight = 0.3)]
[From("early"), Conv2D(8, 3, Padding = Padding.Same, Name = "body"), ReLU, Flatten]
[Dense(4, Name = "head"), Softmax, Output("final"), CrossEntropy]
internal sealed partial class EarlyExit;

/// <summary>PPO's network for Atari games, trained with a custom loss.</summary>
[Network]
[Input(84, 84, 4)]
[Conv2D(32, 8, Stride = 4), ReLU]
[Conv2D(64, 4, Stride = 2), ReLU]
[Conv2D(64, 3), ReLU, Flatten]
[Dense(512), ReLU, As("hidden")]
[Dense(4), Softmax, Output("policy")]
[From("hidden"), Dense(1), Output("value")]
internal sealed partial class AtariActorCritic;

[Network]
[Input(10, 10, 1), As("left")]
[Input(10, 10, 1), As("right")]
[From("left"), Block<TowerBlock>(Name = "tower"), As("embedded")]
[From("right"), Block<TowerBlock>(Shared = "tower")]
[Multiply("embedded")]
[Dense(1, Name = "alike"), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class Twins;

[Network]
[Input(5), As("wide")]
[Input(12), As("deep")]
[Dense(32), ReLU, Dense(16), ReLU]
[Concat("wide")]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class WideAndDeep;

[Network]
[Input(20)]
[Dense(12, Name = "outer"), Tanh]
[Dense(4, Name = "inner"), Tanh]
[Dense(12, Tied = "inner"), Tanh]
[Dense(20, Tied = "outer")]
[MeanSquaredError]
internal sealed partial class TiedAutoencoder;

[Network]
[Input(9, 9, 2)]
[Block<BodyBlock>(Name = "body", Trainable = false), GlobalAveragePool]
[Dense(3, Name = "head"), Softmax]
[CrossEntropy]
internal sealed partial class FrozenBody;

[Network]
[Input(9, 9, 2)]
[Block<BodyBlock>(Name = "body"), GlobalAveragePool]
[Dense(3, Name = "head"), Softmax]
[CrossEntropy]
internal sealed partial class TrainedBody;

/// <summary>An image and features, two outputs of different shapes and losses.</summary>
[Network]
[Input(4, 3, 2), As("image")]
[Input(5), As("features")]
[From("image"), Conv2D(3, 2), Tanh, Flatten, Concat("features")]
[Dense(6), Tanh, As("hidden")]
[Reshape(2, 3), Output("map"), MeanSquaredError(Weight = 0.3)]
[From("hidden"), Dense(4), Softmax, Output("kind"), CrossEntropy]
internal sealed partial class Encounters;

/// <summary>Names of tensors: positions without merges, shortcuts, and a network as a block.</summary>
[Network]
[Input(6)]
[Dense(6), As("first"), Tanh]
[Residual, Dense(6), Tanh]
[Shortcut, Residual, Dense(6), EndResidual, Dense(6)]
[EndResidual]
[Dense(6), Add("first")]
[Block<GoldenAdd>(Name = "pretrained")]
[Dense(6, Name = "back")]
[Block<GoldenAdd>(Shared = "pretrained")]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class NamedByPosition;

/// <summary>Two layers of one unit, whose biases have the same gradient.</summary>
[Network]
[Input(5), As("features")]
[Dense(1), As("first")]
[From("features"), Dense(1), Add("first")]
[MeanSquaredError]
internal sealed partial class SumOfUnits;
