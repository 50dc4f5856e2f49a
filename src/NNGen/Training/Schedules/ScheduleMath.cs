namespace NNGen;

/// <summary>Powers and cosines with the same bits on every machine; those of <see cref="Math"/> are the platform's own.</summary>
internal static class ScheduleMath
{
    /// <summary>A power of a number that is not negative.</summary>
    public static double Power(double number, double exponent) =>
        exponent >= 0 && exponent == Math.Floor(exponent) && exponent < long.MaxValue
            ? WholePower.Of(number, (long)exponent)
            : VectorMath.Exp(exponent * VectorMath.Log(number));

    /// <summary>cos(πx) for x from 0 to 1; exact at 0, ½ and 1.</summary>
    public static double CosPi(double x) =>
        x > 0.5 ? -CosPi(1 - x)
        : x > 0.25 ? Sine(Math.PI * (0.5 - x))
        : Cosine(Math.PI * x);

    // Taylor's series up to π/4: the next term is below 1e-17.
    private static double Sine(double x)
    {
        double y = x * x, sum = 0;
        for (int k = 17; k >= 3; k -= 2) { sum = -(1 + sum) * (y / (k * (k - 1))); }
        return x * (1 + sum);
    }

    private static double Cosine(double x)
    {
        double y = x * x, sum = 0;
        for (int k = 18; k >= 2; k -= 2) { sum = -(1 + sum) * (y / (k * (k - 1))); }
        return 1 + sum;
    }
}
