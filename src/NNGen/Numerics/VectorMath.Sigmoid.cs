using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen;

public static partial class VectorMath
{
    /// <summary>1 / (1 + e^-x), in [0, 1]; error at most 2.5 ulp, also far below zero where it is e^x; monotone.</summary>
    /// <param name="x">The logits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sigmoid(Vector<float> x)
    {
        // Both terms of the quotient are 2^-64 of what they are: so e^104 is a number, and the quotient may be subnormal.
        // m = x + k ln 2 is minus the argument that is left of e^-x = 2^k e^-m, and scale is -2^(k - 64): its sign comes with the bits of k (319 = 127 - 64 + 256).
        x = AtMost(43f, AtLeast(-104f, x));
        Vector<float> whole = Fma(x, Vector.Create(-Log2E), Rounder + 319f);
        Vector<float> k = whole - Vector.Create(Rounder + 319f);
        Vector<float> scale = Vector.AsVectorSingle(Vector.AsVectorInt32(whole) << 23);
        Vector<float> m = Fma(k, Vector.Create(Ln2Low), Fma(k, Vector.Create(Ln2High), x));

        // 1 - e^-m = m + m² P(m) with the coefficients of ExpPolynomial; pairs of terms beside each other make the chain of one sample shorter.
        Vector<float> square = m * m;
        Vector<float> high = Fma(square, Vector.Create(-0.00138214685f), Fma(m, Vector.Create(0.00836866256f), -0.0416682549f));
        Vector<float> low = Fma(m, Vector.Create(0.166665211f), -0.499999940f);
        Vector<float> rest = Fma(square, Fma(high, square, low), m);
        Vector<float> one = Vector.Create(5.42101086e-20f);
        return one / Fma(rest, scale, one - scale);
    }

    /// <summary>1 / (1 + e^-x), in [0, 1]; error at most 2.5 ulp, also far below zero where it is e^x.</summary>
    /// <param name="x">The logits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Sigmoid(Vector<double> x)
    {
        Vector<double> r = ReduceExp(AtLeast(-334d, AtMost(746d, -x)), -540d, out Vector<double> scale);
        Vector<double> one = Vector.Create(2.778448436856347e-163);
        return one / Fma(ExpPolynomial(r), scale, one);
    }

    /// <inheritdoc cref="Sigmoid(Vector{float})"/>
    public static float Sigmoid(float x) => Sigmoid(Vector.Create(x))[0];

    /// <inheritdoc cref="Sigmoid(Vector{double})"/>
    public static double Sigmoid(double x) => Sigmoid(Vector.Create(x))[0];
}
