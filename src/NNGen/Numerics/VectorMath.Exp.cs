using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen;

public static partial class VectorMath
{
    private const float Log2E = 1.44269504f;
    private const double Log2EDouble = 1.4426950408889634;

    // ln 2 in two parts; the first has enough trailing zeros for its product with any exponent to be exact.
    private const float Ln2High = 0.693145752f;
    private const float Ln2Low = 1.42860677e-6f;
    private const double Ln2HighDouble = 0.69314718036912382;
    private const double Ln2LowDouble = 1.9082149292705877e-10;

    // Adding 1.5 · 2^23 (2^52) rounds to an integer and leaves it in the low bits.
    private const float Rounder = 12582912f;
    private const double RounderDouble = 6755399441055744d;

    /// <summary>e^x; error at most 1.05 ulp, also where the result is subnormal; monotone.</summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp(Vector<float> x) => ExpOfBounded(AtLeast(-104f, AtMost(89f, x)));

    /// <summary>e^x; error at most 1.05 ulp, also where the result is subnormal.</summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Exp(Vector<double> x) => ExpOfBounded(AtLeast(-746d, AtMost(710d, x)));

    /// <summary>e^x for x ≤ 0, with one scale 2^k: zero where k is below the exponents of normal numbers, from e^x &lt; 2^-126.5 on (2^-1022.5 of doubles).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> ExpOrZero(Vector<float> x) => ExpPolynomial(ReduceExp(AtLeast(-88f, x), 0f, out Vector<float> scale)) * scale;

    /// <inheritdoc cref="ExpOrZero(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<double> ExpOrZero(Vector<double> x) => ExpPolynomial(ReduceExp(AtLeast(-709d, x), 0d, out Vector<double> scale)) * scale;

    /// <inheritdoc cref="Exp(Vector{float})"/>
    public static float Exp(float x) => Exp(Vector.Create(x))[0];

    /// <inheritdoc cref="Exp(Vector{double})"/>
    public static double Exp(double x) => Exp(Vector.Create(x))[0];

    /// <summary>e^x for -104 ≤ x ≤ 89.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ExpOfBounded(Vector<float> x)
    {
        Vector<float> r = ReduceExp(x, out Vector<float> scale1, out Vector<float> scale2);
        return ExpPolynomial(r) * scale1 * scale2;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ExpPolynomial(Vector<float> r)
    {
        Vector<float> p = Fma(r, Vector.Create(0.00138214685f), 0.00836866256f);
        p = Fma(p, r, 0.0416682549f);
        p = Fma(p, r, 0.166665211f);
        p = Fma(p, r, 0.499999940f);
        // 1 + (r + r² P), not 1 + r (1 + r P): there the rounding of the bracket makes the result fall now and then.
        return Fma(r * r, p, r) + Vector<float>.One;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ExpOfBounded(Vector<double> x)
    {
        Vector<double> r = ReduceExp(x, out Vector<double> scale1, out Vector<double> scale2);
        return ExpPolynomial(r) * scale1 * scale2;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ExpPolynomial(Vector<double> r)
    {
        Vector<double> p = Fma(r, Vector.Create(2.5019744307693532e-8), 2.7630740616992130e-7);
        p = Fma(p, r, 2.7557531061193413e-6);
        p = Fma(p, r, 2.4801491768575523e-5);
        p = Fma(p, r, 0.00019841269560208141);
        p = Fma(p, r, 0.0013888888944851760);
        p = Fma(p, r, 0.0083333333334737678);
        p = Fma(p, r, 0.041666666666525805);
        p = Fma(p, r, 0.16666666666666438);
        p = Fma(p, r, 0.50000000000000111);
        return Fma(r * r, p, r) + Vector<double>.One;
    }

    /// <summary>
    /// x = k ln 2 + r with |r| ≤ ln 2 / 2. 2^k comes as two factors, so that it can exceed the range of the type and only the second
    /// multiplication rounds where the result is subnormal.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ReduceExp(Vector<float> x, out Vector<float> scale1, out Vector<float> scale2)
    {
        // k + 254 in the low bits of one sum and half of k + 127 in those of the other: their difference holds the other half + 127.
        Vector<float> whole = Fma(x, Vector.Create(Log2E), Rounder + 254f);
        Vector<float> k = whole - Vector.Create(Rounder + 254f);
        Vector<float> half = Fma(k, Vector.Create(0.5f), Rounder + 127f);
        scale1 = Vector.AsVectorSingle(Vector.AsVectorInt32(half) << 23);
        scale2 = Vector.AsVectorSingle((Vector.AsVectorInt32(whole) - Vector.AsVectorInt32(half)) << 23);
        return Fma(k, Vector.Create(-Ln2Low), Fma(k, Vector.Create(-Ln2High), x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ReduceExp(Vector<double> x, out Vector<double> scale1, out Vector<double> scale2)
    {
        Vector<double> whole = Fma(x, Vector.Create(Log2EDouble), RounderDouble + 2046d);
        Vector<double> k = whole - Vector.Create(RounderDouble + 2046d);
        Vector<double> half = Fma(k, Vector.Create(0.5), RounderDouble + 1023d);
        scale1 = Vector.AsVectorDouble(Vector.AsVectorInt64(half) << 52);
        scale2 = Vector.AsVectorDouble((Vector.AsVectorInt64(whole) - Vector.AsVectorInt64(half)) << 52);
        return Fma(k, Vector.Create(-Ln2LowDouble), Fma(k, Vector.Create(-Ln2HighDouble), x));
    }

    /// <summary>x = k ln 2 + r with |r| ≤ ln 2 / 2; <paramref name="scale"/> is 2^(k + <paramref name="shift"/>), which must be a normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ReduceExp(Vector<float> x, float shift, out Vector<float> scale)
    {
        Vector<float> whole = Fma(x, Vector.Create(Log2E), Rounder + 127f + shift);
        Vector<float> k = whole - Vector.Create(Rounder + 127f + shift);
        scale = Vector.AsVectorSingle(Vector.AsVectorInt32(whole) << 23);
        return Fma(k, Vector.Create(-Ln2Low), Fma(k, Vector.Create(-Ln2High), x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ReduceExp(Vector<double> x, double shift, out Vector<double> scale)
    {
        Vector<double> whole = Fma(x, Vector.Create(Log2EDouble), RounderDouble + 1023d + shift);
        Vector<double> k = whole - Vector.Create(RounderDouble + 1023d + shift);
        scale = Vector.AsVectorDouble(Vector.AsVectorInt64(whole) << 52);
        return Fma(k, Vector.Create(-Ln2LowDouble), Fma(k, Vector.Create(-Ln2HighDouble), x));
    }
}
