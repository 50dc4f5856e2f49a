namespace NNGen;

/// <summary>The inverse of the normal distribution function, with the same bits on every machine.</summary>
/// <remarks>
/// M. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37 (1988), PPND16: relative accuracy
/// about 1e-16. Only +, -, ·, / and √ are used, which IEEE 754 defines to the bit; <c>Math.Log</c> is the platform's.
/// </remarks>
internal static class NormalQuantile
{
    private const double Ln2High = 0.69314718036912382;
    private const double Ln2Low = 1.9082149292705877e-10;

    /// <summary>The x below which a standard normal variable is with probability <paramref name="p"/>, 0 &lt; p &lt; 1.</summary>
    public static double Of(double p)
    {
        double q = p - 0.5;
        if (Math.Abs(q) <= 0.425) { return Central(q); }

        double r = Math.Sqrt(-LogOfNormal(q < 0 ? p : 1 - p));
        double x = r <= 5 ? Middle(r - 1.6) : Far(r - 5);
        return q < 0 ? -x : x;
    }

    private static double Central(double q)
    {
        double r = 0.180625 - (q * q);
        double top = (((((((((((((2509.0809287301226727 * r) + 33430.575583588128105) * r) + 67265.770927008700853) * r)
            + 45921.953931549871457) * r) + 13731.693765509461125) * r) + 1971.5909503065514427) * r) + 133.14166789178437745) * r)
            + 3.387132872796366608;
        double bottom = (((((((((((((5226.495278852545925 * r) + 28729.085735721942674) * r) + 39307.89580009271061) * r)
            + 21213.794301586595867) * r) + 5394.1960214247511077) * r) + 687.1870074920579083) * r) + 42.313330701600911252) * r) + 1;
        return q * top / bottom;
    }

    private static double Middle(double r)
    {
        double top = (((((((((((((7.7454501427834140764e-4 * r) + 0.0227238449892691845833) * r) + 0.24178072517745061177) * r)
            + 1.27045825245236838258) * r) + 3.64784832476320460504) * r) + 5.7694972214606914055) * r) + 4.6303378461565452959) * r)
            + 1.42343711074968357734;
        double bottom = (((((((((((((1.05075007164441684324e-9 * r) + 5.475938084995344946e-4) * r) + 0.0151986665636164571966) * r)
            + 0.14810397642748007459) * r) + 0.68976733498510000455) * r) + 1.6763848301838038494) * r) + 2.05319162663775882187) * r) + 1;
        return top / bottom;
    }

    private static double Far(double r)
    {
        double top = (((((((((((((2.01033439929228813265e-7 * r) + 2.71155556874348757815e-5) * r) + 0.0012426609473880784386) * r)
            + 0.026532189526576123093) * r) + 0.29656057182850489123) * r) + 1.7848265399172913358) * r) + 5.4637849111641143699) * r)
            + 6.6579046435011037772;
        double bottom = (((((((((((((2.04426310338993978564e-15 * r) + 1.4215117583164458887e-7) * r) + 1.8463183175100546818e-5) * r)
            + 7.868691311456132591e-4) * r) + 0.0148753612908506148525) * r) + 0.13692988092273580531) * r) + 0.59983220655588793769) * r) + 1;
        return top / bottom;
    }

    /// <summary>The natural logarithm of a positive normal number, as fdlibm's e_log.c computes it (error below 1 ulp).</summary>
    internal static double LogOfNormal(double x)
    {
        const long SqrtHalf = 0x3FE6A09E667F3BCD;
        long bits = BitConverter.DoubleToInt64Bits(x) - SqrtHalf;
        double exponent = bits >> 52;
        double f = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) + SqrtHalf) - 1;
        double s = f / (2 + f);
        double z = s * s;
        double tail = z * (0.66666666666667340 + (z * (0.39999999999416530 + (z * (0.28571428742069904 + (z * (0.22222198599415843
            + (z * (0.18183563202918407 + (z * (0.15314074542445472 + (z * 0.14795748087450747))))))))))));
        double half = 0.5 * f * f;
        return (exponent * Ln2High) - ((half - ((s * (half + tail)) + (exponent * Ln2Low))) - f);
    }
}
