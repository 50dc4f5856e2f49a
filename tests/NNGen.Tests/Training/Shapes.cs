namespace NNGen.Tests;

/// <summary>Straight-line regression.</summary>
internal abstract class LinearModel : IShape
{
    public static int Inputs => 3;

    public static (int Outputs, Unit Unit)[] Layers => [(2, Unit.Linear)];

    public static LossKind Loss => LossKind.MeanSquaredError;
}

/// <summary>Two classes from two inputs.</summary>
internal abstract class CircleClassifier : IShape
{
    public static int Inputs => 2;

    public static (int Outputs, Unit Unit)[] Layers => [(8, Unit.Tanh), (1, Unit.Sigmoid)];

    public static LossKind Loss => LossKind.BinaryCrossEntropy;
}

/// <summary>Several classes, and odd numbers of values, more than a vector or a cache line holds.</summary>
internal abstract class OddClassifier : IShape
{
    public static int Inputs => 5;

    public static (int Outputs, Unit Unit)[] Layers => [(19, Unit.ReLU), (7, Unit.Tanh), (3, Unit.Softmax)];

    public static LossKind Loss => LossKind.CrossEntropy;
}

/// <summary>A network that declares no loss.</summary>
internal abstract class LosslessModel : IShape
{
    public static int Inputs => 3;

    public static (int Outputs, Unit Unit)[] Layers => [(4, Unit.Tanh), (2, Unit.Linear)];

    public static LossKind Loss => LossKind.None;
}
