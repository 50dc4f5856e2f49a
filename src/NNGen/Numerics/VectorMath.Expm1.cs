using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen;

public static partial class VectorMath
{
    /// <summary>e^x - 1, without cancellation near zero; error at most 1.5 ulp; monotone.</summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Expm1(Vector<float> x)
    {
        // 2^(k-1) and a final doubling, because 2^128 is infinite where e^x is not.
        Vector<float> r = ReduceExp(AtLeast(-18f, AtMost(89f, x)), -1f, out Vector<float> scale);
        Vector<float> half = Fma(scale, Expm1Polynomial(r), scale - Vector.Create(0.5f));
        return Select(Vector.LessThan(Vector.Abs(x), Vector.Create(5.9604645e-8f)), x, half + half);
    }

    /// <summary>e^x - 1, without cancellation near zero; error at most 2 ulp.</summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Expm1(Vector<double> x)
    {
        Vector<double> r = ReduceExp(AtLeast(-38d, AtMost(710d, x)), -1d, out Vector<double> scale);
        Vector<double> half = Fma(scale, Expm1Polynomial(r), scale - Vector.Create(0.5));
        return Select(Vector.LessThan(Vector.Abs(x), Vector.Create(1.1102230246251565e-16)), x, half + half);
    }

    /// <inheritdoc cref="Expm1(Vector{float})"/>
    public static float Expm1(float x) => Expm1(Vector.Create(x))[0];

    /// <inheritdoc cref="Expm1(Vector{double})"/>
    public static double Expm1(double x) => Expm1(Vector.Create(x))[0];

    /// <summary>e^r - 1 for |r| ≤ ln 2 / 2, with a small relative error: r + r² P(r).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Expm1Polynomial(Vector<float> r)
    {
        Vector<float> p = Fma(r, Vector.Create(0.000197607034f), 0.00139323226f);
        p = Fma(p, r, 0.00833354704f);
        p = Fma(p, r, 0.0416664928f);
        p = Fma(p, r, 0.166666657f);
        p = Fma(p, r, 0.5f);
        return Fma(r * r, p, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Expm1Polynomial(Vector<double> r)
    {
        Vector<double> p = Fma(r, Vector.Create(2.0905817445917080e-9), 2.5108996921832636e-8);
        p = Fma(p, r, 2.7557298283820669e-7);
        p = Fma(p, r, 2.7557244508287227e-6);
        p = Fma(p, r, 2.4801587306414370e-5);
        p = Fma(p, r, 0.00019841269885725066);
        p = Fma(p, r, 0.0013888888888884826);
        p = Fma(p, r, 0.0083333333333217418);
        p = Fma(p, r, 0.041666666666666692);
        p = Fma(p, r, 0.16666666666666677);
        p = Fma(p, r, 0.5);
        return Fma(r * r, p, r);
    }
}
