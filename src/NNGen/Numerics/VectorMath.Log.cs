using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen;

public static partial class VectorMath
{
    // Bits of √½, where a significand starts, and of 1 - √½ in the same units: adding the second moves the carry into the exponent there.
    private const int SqrtHalf = 0x3F3504F3;
    private const int OneBits = 0x3F800000;
    private const long SqrtHalfDouble = 0x3FE6A09E667F3BCD;
    private const long OneBitsDouble = 0x3FF0000000000000;

    /// <summary>The natural logarithm; error at most 1 ulp, also for subnormal x; -∞ at ±0, NaN below; monotone.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log(Vector<float> x)
    {
        // Subnormal arguments become normal by 2^23.
        Vector<int> tiny = Vector.LessThan(x, Vector.Create(1.17549435e-38f));
        Vector<float> normal = Select(tiny, x * Vector.Create(8388608f), x);
        Vector<int> bits = Vector.AsVectorInt32(normal) + Vector.Create(OneBits - SqrtHalf);
        Vector<float> exponent = Vector.ConvertToSingle(bits >> 23) - Select(tiny, Vector.Create(150f), Vector.Create(127f));
        Vector<float> m = Vector.AsVectorSingle((bits & Vector.Create(0x007FFFFF)) + Vector.Create(SqrtHalf));
        Vector<float> log = LogFromParts(exponent, m - Vector<float>.One);

        log = Select(Vector.LessThan(x, Vector.Create(float.PositiveInfinity)), log, x);
        Vector<float> outside = Select(Vector.Equals(x, Vector<float>.Zero), Vector.Create(float.NegativeInfinity), Vector.Create(float.NaN));
        return Select(Vector.GreaterThan(x, Vector<float>.Zero), log, outside);
    }

    /// <summary>The natural logarithm; error at most 1 ulp, also for subnormal x; -∞ at ±0, NaN below.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log(Vector<double> x)
    {
        Vector<long> tiny = Vector.LessThan(x, Vector.Create(2.2250738585072014e-308));
        Vector<double> normal = Select(tiny, x * Vector.Create(4503599627370496d), x);
        Vector<long> bits = Vector.AsVectorInt64(normal) + Vector.Create(OneBitsDouble - SqrtHalfDouble);
        Vector<double> exponent = BiasedExponent(bits) - Select(tiny, Vector.Create(1075d), Vector.Create(1023d));
        Vector<double> m = Vector.AsVectorDouble((bits & Vector.Create(0x000FFFFFFFFFFFFF)) + Vector.Create(SqrtHalfDouble));
        Vector<double> log = LogFromParts(exponent, m - Vector<double>.One);

        log = Select(Vector.LessThan(x, Vector.Create(double.PositiveInfinity)), log, x);
        Vector<double> outside = Select(Vector.Equals(x, Vector<double>.Zero), Vector.Create(double.NegativeInfinity), Vector.Create(double.NaN));
        return Select(Vector.GreaterThan(x, Vector<double>.Zero), log, outside);
    }

    /// <inheritdoc cref="Log(Vector{float})"/>
    public static float Log(float x) => Log(Vector.Create(x))[0];

    /// <inheritdoc cref="Log(Vector{double})"/>
    public static double Log(double x) => Log(Vector.Create(x))[0];

    /// <summary>exponent · ln 2 + log(1 + f), for √½ ≤ 1 + f ≤ √2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> LogFromParts(Vector<float> exponent, Vector<float> f) =>
        Fma(Ln2High, exponent, f + Fma(Ln2Low, exponent, LogTail(f)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> LogFromParts(Vector<double> exponent, Vector<double> f) =>
        Fma(Ln2HighDouble, exponent, f + Fma(Ln2LowDouble, exponent, LogTail(f)));

    /// <summary>log(1 + f) - f, for √½ ≤ 1 + f ≤ √2: f² Q(f).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> LogTail(Vector<float> f)
    {
        Vector<float> q = Fma(f, Vector.Create(-0.0763636231f), 0.127621427f);
        q = Fma(q, f, -0.131595984f);
        q = Fma(q, f, 0.142015859f);
        q = Fma(q, f, -0.166234106f);
        q = Fma(q, f, 0.200012416f);
        q = Fma(q, f, -0.250008196f);
        q = Fma(q, f, 0.333333313f);
        q = Fma(q, f, -0.5f);
        return f * f * q;
    }

    // With s = f / (2 + f), log(1 + f) = 2s + s³ P(s²), arranged as in fdlibm's e_log.c so that the rounding of s does not count:
    // -(f²/2 - s (f²/2 + s² P)). A plain polynomial of this accuracy needs 22 terms.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> LogTail(Vector<double> f)
    {
        Vector<double> s = f / (Vector.Create(2d) + f);
        Vector<double> z = s * s;
        Vector<double> p = Fma(z, Vector.Create(0.14795748087450747), 0.15314074542445472);
        p = Fma(p, z, 0.18183563202918407);
        p = Fma(p, z, 0.22222198599415843);
        p = Fma(p, z, 0.28571428742069904);
        p = Fma(p, z, 0.39999999999416530);
        p = Fma(p, z, 0.66666666666667340);
        Vector<double> half = Vector.Create(0.5) * f * f;
        return Fma(s, Fma(z, p, half), -half);
    }

    /// <summary>The exponent field as a number. (There is no instruction from 64-bit integers to double before AVX-512.)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> BiasedExponent(Vector<long> bits) =>
        Vector.AsVectorDouble((bits >>> 52) | Vector.Create(0x4330000000000000)) - Vector.Create(4503599627370496d);
}
