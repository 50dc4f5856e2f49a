namespace NNGen.Tests;

[Network]
[Input(2)]
[Dense(8), Tanh]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
public partial class MoonClassifier;
