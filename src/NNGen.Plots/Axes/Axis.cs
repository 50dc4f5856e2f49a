namespace NNGen.Plots;

/// <summary>How values are spaced along an axis.</summary>
public enum AxisScale
{
    /// <summary>Equal differences are equally long.</summary>
    Linear,

    /// <summary>Equal ratios are equally long; values must be above zero.</summary>
    Logarithmic,
}

/// <summary>What an axis of a <see cref="Plot"/> shows.</summary>
public sealed class Axis
{
    /// <summary>What its values are; null for no label.</summary>
    public string? Label { get; set; }

    /// <summary>Their unit, shown in brackets after the label; null for none.</summary>
    public string? Unit { get; set; }

    /// <summary>How values are spaced along the axis.</summary>
    public AxisScale Scale { get; set; }

    /// <summary>The lowest value shown; null to fit the data.</summary>
    public double? Min { get; set; }

    /// <summary>The highest value shown; null to fit the data.</summary>
    public double? Max { get; set; }

    /// <summary>Names instead of numbers: the first is at 0, the second at 1.</summary>
    public IReadOnlyList<string>? Categories { get; set; }

    /// <summary>Whether only whole numbers are marked, as for epochs.</summary>
    public bool WholeNumbers { get; set; }

    /// <summary>Whether values grow to the left or downwards.</summary>
    public bool Reversed { get; set; }

    /// <summary>Whether ticks and their numbers are shown.</summary>
    public bool ShowTicks { get; set; } = true;

    /// <summary>Whether light lines continue the ticks behind the data.</summary>
    public bool ShowGrid { get; set; } = true;

    internal string? FullLabel => Unit is null ? Label : $"{Label} ({Unit})".TrimStart();

    internal bool IsLogarithmic => Scale == AxisScale.Logarithmic;

    /// <summary>Whether a value can be shown on the axis.</summary>
    internal bool Accepts(double value) => double.IsFinite(value) && (!IsLogarithmic || value > 0);
}
