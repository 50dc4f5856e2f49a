using NNGen;

namespace Images;

/// <summary>
/// 28 × 28 pixels in, the probabilities of the ten digits out: LeNet-5 (LeCun, Bottou, Bengio and Haffner, 1998), with ReLU and maximum pooling.
/// </summary>
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

/// <summary>What the first convolution of <see cref="LeNet5"/> passes on: 28 × 28 pixels of 6 maps. Its parameters have the same name there.</summary>
[Network]
[Input(28, 28, 1)]
[Conv2D(6, 5, Pad = 2), ReLU]
[MeanSquaredError]
public partial class FirstMaps;

/// <summary>What the second convolution of <see cref="LeNet5"/> passes on: 10 × 10 pixels of 16 maps.</summary>
[Network]
[Input(28, 28, 1)]
[Conv2D(6, 5, Pad = 2), ReLU]
[MaxPool2D(2)]
[Conv2D(16, 5), ReLU]
[MeanSquaredError]
public partial class SecondMaps;
