using System.Globalization;

namespace Articles;

/// <summary>The key figure of a sample, with its bound.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The result; NaN misses every bound.</param>
/// <param name="Bound">The minimum or maximum.</param>
/// <param name="HigherIsBetter">Whether the bound is a minimum.</param>
/// <param name="Format">The format of both.</param>
internal sealed record KeyFigure(string Name, double Value, double Bound, bool HigherIsBetter, string Format)
{
    /// <summary>Whether the bound is kept.</summary>
    public bool IsKept => HigherIsBetter ? Value >= Bound : Value <= Bound;

    public static KeyFigure AtLeast(string name, double value, double bound, string format = "0.000") => new(name, value, bound, true, format);

    public static KeyFigure AtMost(string name, double value, double bound, string format = "0.0e-0") => new(name, value, bound, false, format);

    /// <summary>The first figure that misses its bound; the first of all if every bound is kept.</summary>
    public static KeyFigure All(params IReadOnlyList<KeyFigure> figures) => figures.FirstOrDefault(figure => !figure.IsKept) ?? figures[0];

    public override string ToString()
    {
        string value = Value.ToString(Format, CultureInfo.InvariantCulture);
        string bound = Bound.ToString(Format, CultureInfo.InvariantCulture);
        return $"{Name} {value} (at {(HigherIsBetter ? "least" : "most")} {bound}): {(IsKept ? "ok" : "missed")}";
    }
}
