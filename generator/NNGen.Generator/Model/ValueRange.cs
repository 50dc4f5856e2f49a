using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Model;

/// <summary>
/// The range of values that follows from a layer's formula, which is enough to detect activations that have no effect or an excessive one.
/// </summary>
internal sealed record ValueRange(double Low, double High)
{
    public static readonly ValueRange All = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Values beyond this count as unbounded: a line through zero exceeds it at the outermost sample points.</summary>
    private const double Unbounded = 1e5;

    private const int PointsPerDecade = 32;

    // 0 and ±0.001 to ±1,000,000, dense enough for three digits of a minimum between two points, such as those of Mish and SiLU.
    private static readonly double[] points = Enumerable.Range(-3 * PointsPerDecade, (9 * PointsPerDecade) + 1)
        .Select(step => Math.Pow(10, step / (double)PointsPerDecade))
        .SelectMany(point => new[] { point, -point })
        .Append(0)
        .OrderBy(point => point)
        .ToArray();

    /// <summary>The range of a formula for values between these bounds; it is evaluated at many points, so any formula can be used.</summary>
    public ValueRange Through(Expression formula)
    {
        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        foreach (double point in Points())
        {
            double value = FormulaValue.At(formula, point);
            if (double.IsNaN(value)) { return All; } // for an argument that is not finite
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        return new ValueRange(low < -Unbounded ? double.NegativeInfinity : low, high > Unbounded ? double.PositiveInfinity : high);
    }

    /// <summary>Whether a formula returns every value between these bounds unchanged.</summary>
    public bool IsKeptBy(Expression formula) => Points().All(point => FormulaValue.At(formula, point) == point);

    /// <summary>The range in words, after "its values are".</summary>
    public override string ToString() =>
        double.IsInfinity(Low) && double.IsInfinity(High) ? "of any size"
        : double.IsInfinity(High) ? $"at least {Number(Low)}"
        : double.IsInfinity(Low) ? $"at most {Number(High)}"
        : $"between {Number(Low)} and {Number(High)}";

    private IEnumerable<double> Points() =>
        points.Where(point => point > Low && point < High).Concat(new[] { Low, High }.Where(bound => !double.IsInfinity(bound)));

    // Three digits, so that -0 and 0.9999 become 0 and 1.
    private static string Number(double value) => (Math.Round(value, 3) + 0.0).ToString("0.###", CultureInfo.InvariantCulture);
}
