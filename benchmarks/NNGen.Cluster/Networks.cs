using NNGen;

namespace Cluster;

[Network]
[Input(784)]
[Dense(128), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
public partial class Small;

[Network]
[Input(784)]
[Dense(512), ReLU]
[Dense(512), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
public partial class Medium;

[Network]
[Input(784)]
[Dense(2048), ReLU]
[Dense(2048), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
public partial class Large;

[Network]
[Input(28, 28, 1)]
[Conv2D(6, 5, Pad = 2), ReLU]
[MaxPool2D(2)]
[Conv2D(16, 5), ReLU]
[MaxPool2D(2)]
[Flatten]
[Dense(120), ReLU]
[Dense(84), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
public partial class LeNet5;
