using System.Numerics;

namespace NNGen.Tests;

/// <summary>Compares a double function with the exact one at random arguments.</summary>
internal static class DoubleSamples
{
    /// <summary>The maximum error in ulp over random arguments, and its argument.</summary>
    public static (double MaxUlp, double WorstInput) Run(VectorMathFunction function, long stream, int count)
    {
        var random = new RandomStream(20240, stream);
        (double MaxUlp, double WorstInput) worst = (0, 0);
        for (int i = 0; i < count; i++)
        {
            double x = Argument(random, i);
            if (function.Name == "Log") { x = Math.Abs(x); }
            if (function.Name == "Log1p" && x <= -1) { x = -1 / x; }
            if (x == 0 || (function.Name == "Log1p" && x == -1)) { continue; }
            double error = function.Exact(x).ErrorOf(function.Double(Vector.Create(x))[0]);
            if (!(error <= worst.MaxUlp)) { worst = (error, x); }
        }

        return worst;
    }

    // Alternately: where the functions are curved, where exp leaves its range, around one, and of any magnitude.
    private static double Argument(RandomStream random, int i)
    {
        double u = (2 * random.NextUniform()) - 1;
        return (i % 4) switch
        {
            0 => u * 4,
            1 => u * 750,
            2 => 1 + (u * Math.ScaleB(1, -random.NextInt32(52))),
            _ => Math.ScaleB(u, random.NextInt32(2090) - 1070),
        };
    }
}
