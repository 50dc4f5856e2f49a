namespace NNGen.Tests;

/// <summary>
/// Scalar functions according to their definitions, to about 1e-15, for comparison; they use no code of NNGen.
/// </summary>
internal static class OracleFunctions
{
    public static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    public static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    /// <summary>e^x − 1, by Kahan's correction of the rounded exponential.</summary>
    public static double Expm1(double x)
    {
        double u = Math.Exp(x);
        return u == 1 ? x : u - 1 == -1 ? -1 : double.IsInfinity(u) ? u : (u - 1) * x / Math.Log(u);
    }

    /// <summary>ln(1 + x), by Kahan's correction of the rounded sum.</summary>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) ? u : Math.Log(u) * x / (u - 1);
    }

    /// <summary>erf x = 2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (2n + 1)!!: all terms have one sign, so nothing cancels.</summary>
    public static double Erf(double x)
    {
        if (Math.Abs(x) > 6) { return Math.Sign(x); }
        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>An activation's function and derivative at x, from its attribute.</summary>
    public static (Func<double, double> Value, Func<double, double> Slope) Of(ActivationLayerAttribute activation) => activation switch
    {
        LinearAttribute => (x => x, _ => 1),
        ReLUAttribute => (x => x > 0 ? x : 0, x => x > 0 ? 1 : 0),
        LeakyReLUAttribute leaky => (x => x > 0 ? x : leaky.Slope * x, x => x > 0 ? 1 : leaky.Slope),
        ELUAttribute elu => (x => x > 0 ? x : elu.Alpha * Expm1(x), x => x > 0 ? 1 : elu.Alpha * Math.Exp(x)),
        SELUAttribute => SELU(),
        GELUAttribute { Approximation: Approximation.None } => (x => x * NormalCdf(x), x => NormalCdf(x) + (x * NormalDensity(x))),
        GELUAttribute => TanhGELU(),
        SigmoidAttribute => (Sigmoid, x => Sigmoid(x) * Sigmoid(-x)),
        TanhAttribute => (Math.Tanh, SquaredSech),
        SoftplusAttribute => (Softplus, Sigmoid),
        SiLUAttribute => (x => x * Sigmoid(x), x => Sigmoid(x) * (1 + (x * Sigmoid(-x)))),
        MishAttribute => (x => x * Math.Tanh(Softplus(x)), x => Math.Tanh(Softplus(x)) + (x * SquaredSech(Softplus(x)) * Sigmoid(x))),
        HardSigmoidAttribute => (x => Math.Clamp((x / 6) + 0.5, 0, 1), x => x > -3 && x < 3 ? 1.0 / 6 : 0),
        ReLU6Attribute => (x => Math.Clamp(x, 0, 6), x => x is > 0 and < 6 ? 1 : 0),
        HardSwishAttribute => (x => x <= -3 ? 0 : x >= 3 ? x : x * (x + 3) / 6, x => x <= -3 ? 0 : x >= 3 ? 1 : ((2 * x) + 3) / 6),
        SoftsignAttribute => (x => x / (1 + Math.Abs(x)), x => 1 / ((1 + Math.Abs(x)) * (1 + Math.Abs(x)))),
        ActivationAttribute { Formula: "x - tanh(x)" } => (x => x - Math.Tanh(x), x => Math.Tanh(x) * Math.Tanh(x)),
        ActivationAttribute { Formula: "x / sqrt(1 + x^2)" } => (x => x / Math.Sqrt(1 + (x * x)), x => Math.Pow(1 + (x * x), -1.5)),
        ActivationAttribute { Formula: "x >= 0 ? log1p(x) : -pow(x, 2) * exp(x)" } =>
            (x => x >= 0 ? Log1p(x) : -x * x * Math.Exp(x), x => x >= 0 ? 1 / (1 + x) : -((x * x) + (2 * x)) * Math.Exp(x)),
        _ => throw new NotSupportedException($"The oracle does not know {activation.GetType().Name}."),
    };

    private static (Func<double, double> Value, Func<double, double> Slope) SELU()
    {
        const double Alpha = 1.6732632423543772848170429916717;
        const double Scale = 1.0507009873554804934193349852946;
        return (x => Scale * (x > 0 ? x : Alpha * Expm1(x)), x => Scale * (x > 0 ? 1 : Alpha * Math.Exp(x)));
    }

    private static (Func<double, double> Value, Func<double, double> Slope) TanhGELU()
    {
        double root = Math.Sqrt(2 / Math.PI);
        double Inner(double x) => root * (x + (0.044715 * x * x * x));
        double InnerSlope(double x) => root * (1 + (3 * 0.044715 * x * x));
        return (
            x => x / 2 * (1 + Math.Tanh(Inner(x))),
            x => ((1 + Math.Tanh(Inner(x))) / 2) + (x / 2 * SquaredSech(Inner(x)) * InnerSlope(x)));
    }

    private static double NormalCdf(double x) => (1 + Erf(x / Math.Sqrt(2))) / 2;

    private static double NormalDensity(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    private static double SquaredSech(double x) => 1 / (Math.Cosh(x) * Math.Cosh(x));
}
