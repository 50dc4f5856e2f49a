namespace NNGen.Plots.Tests;

[Network]
[Input(2)]
[Dense(4), Tanh]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class TwoClasses;

[Network]
[Input(2)]
[Dense(4), Tanh]
[Dense(1)]
[BinaryCrossEntropy(FromLogits = true)]
internal sealed partial class TwoClassesFromLogits;

[Network]
[Input(2)]
[Dense(8, Name = "hidden"), Tanh]
[Dense(3), Softmax]
[CrossEntropy]
internal sealed partial class ThreeClasses;

[Network]
[Input(1)]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class Line;
