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
        Vector<float> r = ReduceExp(AtLeast(-43f, AtMost(104f, -x)), -64f, out Vector<float> scale);
        Vector<float> one = Vector.Create(5.42101086e-20f);
        return one / Fma(ExpPolynomial(r), scale, one);
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
