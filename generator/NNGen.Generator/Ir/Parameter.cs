using System.Linq;

namespace NNGen.Generator.Ir;

/// <summary>A trainable tensor.</summary>
/// <param name="Name">Its name in files.</param>
/// <param name="Shape">Its shape, in PyTorch's layout.</param>
/// <param name="Offset">Its offset in the block of all parameters.</param>
/// <param name="Initializer">The member of <c>NNGen.Initializer</c>.</param>
/// <param name="Scale">The initializer's argument.</param>
/// <param name="FanIn">Inputs of a unit.</param>
/// <param name="FanOut">Outputs fed by an input.</param>
internal sealed record Parameter(
    string Name, EquatableArray<int> Shape, int Offset, string Initializer, double Scale, int FanIn, int FanOut)
{
    /// <summary>The factor of Σ|w| in the loss.</summary>
    public double L1 { get; init; }

    /// <summary>The factor of Σw² in the loss.</summary>
    public double L2 { get; init; }

    /// <summary>The largest norm of a row after a step, or 0.</summary>
    public double MaxNorm { get; init; }

    /// <summary>Whether negative values are set to zero after a step.</summary>
    public bool NonNegative { get; init; }

    /// <summary>Whether it is computed from parameters before a prediction; its offset is in the block of all such values.</summary>
    public bool IsDerived { get; init; }

    /// <summary>Whether it is state that is not trained, such as a running mean.</summary>
    public bool IsState { get; init; }

    /// <summary>Whether it is a whole number, kept as two values.</summary>
    public bool IsCounter { get; init; }

    /// <summary>
    /// Whether it stands for the gradient of a further use of a parameter: its offset is in the memory that the samples of a batch share.
    /// </summary>
    public bool IsFurtherUse { get; init; }

    /// <summary>The row that starts at zero and gets no gradient, or -1.</summary>
    public int ZeroRow { get; init; } = -1;

    /// <summary>Whether all its initial values are equal. The default initializer sets biases to zero.</summary>
    public bool StartsEqual => Initializer is "Zeros" or "Ones" or "Constant" || (Initializer == "Default" && Shape.Count == 1);

    /// <summary>Whether all its initial values are zero.</summary>
    public bool StartsAtZero => StartsEqual && (Initializer != "Ones") && (Initializer != "Constant" || Scale == 0);

    /// <summary>Some of its rows: a part of the same values.</summary>
    public Parameter Rows(int first, int count) => this with { Shape = new EquatableArray<int>([count, .. Shape.Skip(1)]), Offset = Offset + (first * (Count / Shape[0])) };

    public int Count => IsCounter ? 2 : Shape.Aggregate(1, (product, dimension) => product * dimension);
}
