using NNGen;

namespace NNGen.Compare;

/// <summary>W1: circles, 2-3-1.</summary>
[Network]
[Input(2)]
[Dense(3), Sigmoid]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
public partial class W1;

/// <summary>W2: tabular, 20-32-32-1.</summary>
[Network]
[Input(20)]
[Dense(32), ReLU]
[Dense(32), ReLU]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
public partial class W2;

/// <summary>W3: digits, 64-32-10, up to the logits, as measured for every rival.</summary>
[Network]
[Input(64)]
[Dense(32), ReLU]
[Dense(10)]
[CrossEntropy(FromLogits = true)]
public partial class W3;

/// <summary>W4: 784-128-10.</summary>
[Network]
[Input(784)]
[Dense(128), ReLU]
[Dense(10)]
[CrossEntropy(FromLogits = true)]
public partial class W4;

/// <summary>W5: 784-512-512-10.</summary>
[Network]
[Input(784)]
[Dense(512), ReLU]
[Dense(512), ReLU]
[Dense(10)]
[CrossEntropy(FromLogits = true)]
public partial class W5;

/// <summary>W6: LeNet-5 on 28 × 28 pixels.</summary>
[Network]
[Input(28, 28, 1)]
[Conv2D(6, 5, Pad = 2), ReLU]
[MaxPool2D(2)]
[Conv2D(16, 5), ReLU]
[MaxPool2D(2)]
[Flatten]
[Dense(120), ReLU]
[Dense(84), ReLU]
[Dense(10)]
[CrossEntropy(FromLogits = true)]
public partial class W6;

/// <summary>W7: a stream of one value in and one out, through 20 units of an LSTM.</summary>
[Network(Streaming = true)]
[Input(64, 1)]
[LSTM(20, ReturnSequences = true)]
[Dense(1)]
[MeanSquaredError]
public partial class W7Lstm20;

/// <summary>W7 with 40 units.</summary>
[Network(Streaming = true)]
[Input(64, 1)]
[LSTM(40, ReturnSequences = true)]
[Dense(1)]
[MeanSquaredError]
public partial class W7Lstm40;

/// <summary>W7 with 20 units of a GRU.</summary>
[Network(Streaming = true)]
[Input(64, 1)]
[GRU(20, ReturnSequences = true)]
[Dense(1)]
[MeanSquaredError]
public partial class W7Gru20;

/// <summary>W7 with 40 units of a GRU.</summary>
[Network(Streaming = true)]
[Input(64, 1)]
[GRU(40, ReturnSequences = true)]
[Dense(1)]
[MeanSquaredError]
public partial class W7Gru40;

/// <summary>W7 with a stack of dilated causal convolutions.</summary>
[Network(Streaming = true)]
[Input(64, 1)]
[Conv1D(8, 3, Padding = Padding.Causal), Tanh]
[Conv1D(8, 3, Padding = Padding.Causal, Dilation = 2), Tanh]
[Conv1D(8, 3, Padding = Padding.Causal, Dilation = 4), Tanh]
[Dense(1)]
[MeanSquaredError]
public partial class W7Conv1D;

/// <summary>W8: three convolutions on 32 × 32 pixels in three channels.</summary>
[Network]
[Input(32, 32, 3, Layout = Layout.ChannelsFirst)]
[Conv2D(16, 3, Padding = Padding.Same), ReLU]
[MaxPool2D(2)]
[Conv2D(32, 3, Padding = Padding.Same), ReLU]
[MaxPool2D(2)]
[Conv2D(64, 3, Padding = Padding.Same), ReLU]
[GlobalAveragePool]
[Dense(10)]
[CrossEntropy(FromLogits = true)]
public partial class W8;

/// <summary>W9: ResNet-20 on 32 × 32 pixels in three channels.</summary>
[Network]
[Input(32, 32, 3, Layout = Layout.ChannelsFirst)]
[Conv2D(16, 3, Padding = Padding.Same, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), ReLU]
[Block<Basic>(Repeat = 3, Name = "layer1")]
[Block<Down>(Name = "layer2"), Block<Basic>(Repeat = 2, Name = "layer2")]
[Block<Down>(Name = "layer3"), Block<Basic>(Repeat = 2, Name = "layer3")]
[GlobalAveragePool]
[Dense(10, Name = "fc")]
[CrossEntropy(FromLogits = true)]
public partial class W9;

/// <summary>W10: the last step of an LSTM over 64 steps of 16 values.</summary>
[Network]
[Input(64, 16)]
[LSTM(64)]
[Dense(10)]
[CrossEntropy(FromLogits = true)]
public partial class W10;

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
