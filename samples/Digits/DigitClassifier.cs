using NNGen;

namespace Digits;

/// <summary>8 × 8 pixels in, the probabilities of the ten digits out. The other part of the class is generated.</summary>
[Network]
[Input(64)]
[Dense(32), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
public partial class DigitClassifier;
