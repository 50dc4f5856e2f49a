namespace NNGen.Tests;

/// <summary>
/// A number of about 106 bits: the unevaluated sum of two doubles (T. Dekker, "A floating-point technique for extending the available precision",
/// 1971).
/// </summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    public static readonly DoubleDouble Ln2 = new(0.6931471805599453, 2.3190468138462996e-17);

    public static implicit operator DoubleDouble(double value) => new(value, 0);

    public static DoubleDouble operator -(DoubleDouble x) => new(-x.High, -x.Low);

    public static DoubleDouble operator +(DoubleDouble x, DoubleDouble y)
    {
        DoubleDouble high = Sum(x.High, y.High);
        DoubleDouble low = Sum(x.Low, y.Low);
        DoubleDouble first = QuickSum(high.High, high.Low + low.High);
        return QuickSum(first.High, first.Low + low.Low);
    }

    public static DoubleDouble operator -(DoubleDouble x, DoubleDouble y) => x + -y;

    public static DoubleDouble operator *(DoubleDouble x, DoubleDouble y)
    {
        double product = x.High * y.High;
        double rest = Math.FusedMultiplyAdd(x.High, y.High, -product) + ((x.High * y.Low) + (x.Low * y.High));
        return QuickSum(product, rest);
    }

    public static DoubleDouble operator /(DoubleDouble x, DoubleDouble y)
    {
        double first = x.High / y.High;
        DoubleDouble rest = x - (y * first);
        double second = rest.High / y.High;
        rest -= y * second;
        return QuickSum(first, second) + (rest.High / y.High);
    }

    public DoubleDouble ScaleBy(int exponent) => new(Math.ScaleB(High, exponent), Math.ScaleB(Low, exponent));

    private static DoubleDouble Sum(double x, double y)
    {
        double sum = x + y;
        double part = sum - x;
        return new(sum, (x - (sum - part)) + (y - part));
    }

    private static DoubleDouble QuickSum(double x, double y)
    {
        double sum = x + y;
        return new(sum, y - (sum - x));
    }
}

/// <summary>Value · 2^Exponent, so that results below double's range keep their digits.</summary>
internal readonly record struct ScaledDouble(DoubleDouble Value, int Exponent)
{
    public static implicit operator ScaledDouble(DoubleDouble value) => new(value, 0);

    /// <summary>The distance of a computed result from this, in units in the last place of double.</summary>
    public double ErrorOf(double result)
    {
        if (double.IsNaN(result)) { return double.PositiveInfinity; }
        if (Exponent + Math.ILogB(Value.High) >= 1024) { return double.IsInfinity(result) ? 0 : double.PositiveInfinity; }
        if (Value.High == 0) { return result == 0 ? 0 : double.PositiveInfinity; }
        int ulp = Math.Max(Math.ILogB(Value.High) + Exponent - 52, -1074);
        // An infinite result counts as 2^1024. Scaling by parts keeps every step in range.
        DoubleDouble difference = double.IsInfinity(result)
            ? new DoubleDouble(Math.CopySign(2, result), 0) - Value.ScaleBy(Exponent - 1023)
            : new DoubleDouble(Math.ScaleB(result, -Exponent), 0) - Value;
        return double.IsInfinity(result)
            ? Math.ScaleB(Math.Abs(difference.High), 1023 - ulp)
            : Math.ScaleB(Math.Abs(difference.High), Exponent - ulp);
    }
}
