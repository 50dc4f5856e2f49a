using System.Globalization;

namespace NNGen.Plots;

/// <summary>Powers and logarithms of ten with the same bits on every machine; those of <c>Math</c> are the C library's.</summary>
internal static class Decades
{
    private const double Ln10 = 2.302585092994045684;

    private static readonly double[] powers =
        [.. Enumerable.Range(0, 309).Select(n => double.Parse("1e" + n.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))];

    /// <summary>10ⁿ for a whole number of at least 0: the nearest double.</summary>
    public static double Power(int n) => n < powers.Length ? powers[n] : double.PositiveInfinity;

    /// <summary>10ˣ; exact where x is a whole number and 10ˣ is a double.</summary>
    public static double Power(double x)
    {
        int whole = Whole(x);
        double rest = VectorMath.Exp((x - whole) * Ln10);
        return whole >= 0 ? rest * powers[whole] : rest / powers[-whole];
    }

    /// <summary>The logarithm to base ten of a positive number; exact at powers of ten.</summary>
    public static double Log(double value)
    {
        int whole = Whole(VectorMath.Log(value) / Ln10);
        return whole + (VectorMath.Log(whole >= 0 ? value / powers[whole] : value * powers[-whole]) / Ln10);
    }

    private static int Whole(double x) => (int)Math.Clamp(Math.Round(x), -300, 308);
}
