namespace NNGen.Tests;

/// <summary>The functions of <see cref="VectorMath"/> to about 100 bits, by series; slow and simple.</summary>
internal static class Reference
{
    private static readonly DoubleDouble[] InverseFactorials = MakeInverseFactorials(30);
    private static readonly DoubleDouble TwoOverRootPi = new(1.1283791670955126, 1.533545961316588e-17);

    public static ScaledDouble Exp(double x) => ExpOf(x);

    public static ScaledDouble Expm1(double x)
    {
        if (Math.Abs(x) < 0.3) { return Expm1Series(x); }
        if (x > 100) { return ExpOf(x); }
        ScaledDouble exp = ExpOf(Math.Max(x, -200));
        return exp.Value.ScaleBy(exp.Exponent) - 1;
    }

    public static ScaledDouble Log(double x)
    {
        if (Math.Abs(x - 1) < 0.1) { return Log1pSeries(x - 1); }
        return LogOf(x);
    }

    public static ScaledDouble Log1p(double x) => Log1pOf(x);

    public static ScaledDouble Tanh(double x)
    {
        double magnitude = Math.Abs(x);
        DoubleDouble t = Expm1(Math.Min(2 * magnitude, 99)).Value;
        DoubleDouble tanh = magnitude == 0 ? 0 : t / (t + 2);
        return x < 0 ? -tanh : tanh;
    }

    public static ScaledDouble Sigmoid(double x)
    {
        ScaledDouble exp = ExpOf(-Math.Abs(x));
        if (x < -600) { return exp; }
        DoubleDouble z = x > 600 ? 0 : exp.Value.ScaleBy(exp.Exponent);
        return (x < 0 ? z : 1) / (z + 1);
    }

    public static ScaledDouble Softplus(double x)
    {
        ScaledDouble exp = ExpOf(-Math.Abs(x));
        if (x < -600) { return exp; }
        DoubleDouble log = x > 600 ? 0 : Log1pOf(exp.Value.ScaleBy(exp.Exponent));
        return log + Math.Max(x, 0);
    }

    public static ScaledDouble Erf(double x)
    {
        // 2/√π e^(-x²) Σ 2^n x^(2n+1) / (2n+1)!!: no term is negative, nothing cancels.
        double magnitude = Math.Abs(x);
        if (magnitude > 8) { return new DoubleDouble(Math.Sign(x), 0); }
        if (magnitude < 1e-150) { return TwoOverRootPi * x; }
        DoubleDouble square = new DoubleDouble(magnitude, 0) * magnitude;
        DoubleDouble term = magnitude;
        DoubleDouble sum = term;
        for (int n = 1; term.High > sum.High * 1e-34; n++)
        {
            term = term * square * 2 / ((2 * n) + 1);
            sum += term;
        }

        DoubleDouble erf = TwoOverRootPi * sum / ToDoubleDouble(ExpOf(square));
        return x < 0 ? -erf : erf;
    }

    private static DoubleDouble ToDoubleDouble(ScaledDouble value) => value.Value.ScaleBy(value.Exponent);

    private static ScaledDouble ExpOf(DoubleDouble x)
    {
        if (x.High > 1000) { return new ScaledDouble(1, 1443); }
        if (x.High < -1000) { return new ScaledDouble(1, -1443); }
        int k = (int)Math.Round(x.High / Math.Log(2));
        return new ScaledDouble(Expm1Series(x - (DoubleDouble.Ln2 * k)) + 1, k);
    }

    private static DoubleDouble Expm1Series(DoubleDouble r)
    {
        DoubleDouble sum = InverseFactorials[^1];
        for (int n = InverseFactorials.Length - 2; n >= 1; n--) { sum = (sum * r) + InverseFactorials[n]; }
        return sum * r;
    }

    private static DoubleDouble Log1pOf(DoubleDouble x) => Math.Abs(x.High) < 0.1 ? Log1pSeries(x) : LogOf(x + 1);

    private static DoubleDouble LogOf(DoubleDouble x)
    {
        // One Newton step from the platform's logarithm, on the significand so that nothing leaves the range.
        int exponent = Math.ILogB(x.High);
        DoubleDouble m = x.ScaleBy(-exponent);
        double guess = Math.Log(m.High);
        DoubleDouble correction = (m * ToDoubleDouble(ExpOf(-guess))) - 1;
        return (DoubleDouble.Ln2 * exponent) + guess + (correction - (correction * correction * 0.5));
    }

    private static DoubleDouble Log1pSeries(DoubleDouble f)
    {
        if (Math.Abs(f.High) < 1e-200) { return f; }
        DoubleDouble s = f / (f + 2);
        DoubleDouble square = s * s;
        DoubleDouble sum = 0;
        for (int n = 39; n >= 1; n -= 2) { sum = (sum * square) + (new DoubleDouble(1, 0) / n); }
        return s * sum * 2;
    }

    private static DoubleDouble[] MakeInverseFactorials(int count)
    {
        var result = new DoubleDouble[count];
        result[0] = 1;
        for (int n = 1; n < count; n++) { result[n] = result[n - 1] / n; }
        return result;
    }
}
