namespace NNGen;

/// <summary>
/// Points of the unit circle with the same bits on every machine, which <c>Math.Sin</c> of the platform's C library does
/// not guarantee.
/// </summary>
internal static class UnitCircle
{
    /// <summary>
    /// Cosine and sine of an angle in turns, to about one unit in the last place: Taylor's series after an exact reduction to an
    /// eighth of a turn.
    /// </summary>
    /// <remarks>Only additions and multiplications, each rounded once; the compiler never fuses them on its own.</remarks>
    public static (double Cos, double Sin) Point(double turns)
    {
        double quarters = Math.Floor((turns * 4) + 0.5);
        double x = (turns - (quarters / 4)) * (2 * Math.PI);
        double y = x * x;

        // The first term left out is below 1e-19 for |x| ≤ π/4.
        double sin = 0;
        for (int n = 17; n >= 3; n -= 2) { sin = (sin + 1) * -y / (n * (n - 1)); }
        sin = x + (x * sin);
        double cos = 0;
        for (int n = 18; n >= 2; n -= 2) { cos = (cos + 1) * -y / (n * (n - 1)); }
        cos += 1;

        return (int)(quarters - (4 * Math.Floor(quarters / 4))) switch
        {
            0 => (cos, sin),
            1 => (-sin, cos),
            2 => (-cos, -sin),
            _ => (sin, -cos),
        };
    }
}
