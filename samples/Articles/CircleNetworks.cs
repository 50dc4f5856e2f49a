using NNGen;

namespace Articles;

/// <summary>Two coordinates in, three lines that cut the plane, one probability.</summary>
[Network]
[Input(2)]
[Dense(3), Sigmoid]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class CircleClassifier;

// The same with more hidden units. Shapes are compile-time constants, so each number of units needs a separate class.
[Network, Input(2), Dense(5), Sigmoid, Dense(1), Sigmoid, BinaryCrossEntropy]
internal sealed partial class CircleClassifier5;

[Network, Input(2), Dense(10), Sigmoid, Dense(1), Sigmoid, BinaryCrossEntropy]
internal sealed partial class CircleClassifier10;

[Network, Input(2), Dense(15), Sigmoid, Dense(1), Sigmoid, BinaryCrossEntropy]
internal sealed partial class CircleClassifier15;

[Network, Input(2), Dense(20), Sigmoid, Dense(1), Sigmoid, BinaryCrossEntropy]
internal sealed partial class CircleClassifier20;

[Network, Input(2), Dense(25), Sigmoid, Dense(1), Sigmoid, BinaryCrossEntropy]
internal sealed partial class CircleClassifier25;

[Network, Input(2), Dense(30), Sigmoid, Dense(1), Sigmoid, BinaryCrossEntropy]
internal sealed partial class CircleClassifier30;

[Network, Input(2), Dense(35), Sigmoid, Dense(1), Sigmoid, BinaryCrossEntropy]
internal sealed partial class CircleClassifier35;

[Network, Input(2), Dense(40), Sigmoid, Dense(1), Sigmoid, BinaryCrossEntropy]
internal sealed partial class CircleClassifier40;

[Network, Input(2), Dense(45), Sigmoid, Dense(1), Sigmoid, BinaryCrossEntropy]
internal sealed partial class CircleClassifier45;

[Network, Input(2), Dense(50), Sigmoid, Dense(1), Sigmoid, BinaryCrossEntropy]
internal sealed partial class CircleClassifier50;
