using NNGen;

namespace Cluster;

/// <summary>8 × 8 pixels in, the probabilities of the ten digits out.</summary>
[Network]
[Input(8, 8, 1)]
[Conv2D(16, 3), ReLU]
[Flatten]
[Dense(64), ReLU]
[Dropout(0.2)]
[Dense(10), Softmax]
[CrossEntropy]
public partial class DigitClassifier;
