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
