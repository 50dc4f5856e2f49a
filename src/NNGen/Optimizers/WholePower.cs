namespace NNGen;

/// <summary>Powers of a number from 0 to 1 to a whole exponent, with the same bits on every machine: <c>Math.Pow</c> is the platform's own.</summary>
/// <remarks>
/// By squaring, as sums of two doubles: a plain square doubles the relative error, so β₂ to the millionth step would have lost six digits.
/// The product of two sums is Dekker's (A floating-point technique for extending the available precision, 1971), with a fused multiply-add.
/// </remarks>
internal static class WholePower
{
    /// <param name="number">The number, from 0 to 1.</param>
    /// <param name="exponent">The exponent, at least 0.</param>
    public static double Of(double number, long exponent)
    {
        (double High, double Low) power = (1, 0), square = (number, 0);
        for (long rest = exponent; rest > 0; rest >>= 1)
        {
            if ((rest & 1) != 0) { power = Multiply(power, square); }
            square = Multiply(square, square);
        }

        return power.High;
    }

    private static (double High, double Low) Multiply((double High, double Low) a, (double High, double Low) b)
    {
        double product = a.High * b.High;
        double error = Math.FusedMultiplyAdd(a.High, b.High, -product) + (a.High * b.Low + a.Low * b.High);
        double high = product + error;
        return (high, error - (high - product));
    }
}
