namespace NNGen.Tests;

/// <summary>Tells light images from dark ones.</summary>
[Network]
[Input(4, 4, 1)]
[Conv2D(2, 3), ReLU]
[Flatten]
[Dense(2), Softmax]
[CrossEntropy]
internal sealed partial class LightOrDark;

[Network]
[Input(4, 4, 3)]
[Conv2D(4, 3), ReLU]
[Flatten]
[Dense(2), Softmax]
[CrossEntropy]
internal sealed partial class ColorsLast;

/// <summary>The same from arrays in PyTorch's order.</summary>
[Network]
[Input(4, 4, 3, Layout = Layout.ChannelsFirst)]
[Conv2D(4, 3), ReLU]
[Flatten]
[Dense(2), Softmax]
[CrossEntropy]
internal sealed partial class ColorsFirst;
