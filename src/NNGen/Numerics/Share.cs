namespace NNGen;

/// <summary>A fraction of a number of items, as a whole number.</summary>
/// <remarks>
/// Most decimal fractions are not exact in binary: 100 · (1 - 0.8) gives 19.999999999999996, and 100 · 0.07 gives 7.000000000000001. A
/// product that is a whole number up to such rounding is that number; anything else is rounded up or down.
/// </remarks>
internal static class Share
{
    /// <summary>
    /// The fraction, its difference from 1 and the product are each wrong by at most 2⁻⁵³ of 1; this leaves room for four times that.
    /// </summary>
    private const double Rounding = 1.0 / (1L << 51);

    /// <summary>The smallest whole number that is not below <paramref name="count"/> · <paramref name="fraction"/>.</summary>
    public static int RoundedUp(int count, double fraction) => (int)(Whole(count, fraction) ?? Math.Ceiling(count * fraction));

    /// <summary>The largest whole number that is not above <paramref name="count"/> · <paramref name="fraction"/>.</summary>
    public static int RoundedDown(int count, double fraction) => (int)(Whole(count, fraction) ?? Math.Floor(count * fraction));

    private static double? Whole(int count, double fraction)
    {
        double nearest = Math.Round(count * fraction);

        // A positive fraction that rounds to zero still counts as more than zero.
        return nearest > 0 && Math.Abs((count * fraction) - nearest) <= count * Rounding ? nearest : null;
    }
}
