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
