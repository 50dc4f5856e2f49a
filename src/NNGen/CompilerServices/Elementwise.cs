using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen.CompilerServices;

/// <summary>Element-wise functions that <see cref="Vector"/> does not have.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Elementwise
{
    /// <summary>−1, 0 or 1 in each lane; NaN where the lane is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sign<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector.ConditionalSelect(
            Vector.GreaterThan(x, Vector<T>.Zero),
            Vector<T>.One,
            Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), -Vector<T>.One, x));

    /// <summary>e^-|x| of the logistic loss, with the bits of <see cref="VectorMath.Exp(Vector{float})"/>; zero where that would be below 2^-126.5 (2^-1022.5 of doubles).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> ExpOfMagnitude(Vector<float> x) => VectorMath.ExpOrZero(-Vector.Abs(x));

    /// <inheritdoc cref="ExpOfMagnitude(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> ExpOfMagnitude(Vector<double> x) => VectorMath.ExpOrZero(-Vector.Abs(x));

    /// <summary>log(1 + x) for 0 ≤ x ≤ 1, with an error of at most 2.25 ulp: the logistic loss, whose x is e^-|logit|.</summary>
    /// <remarks>
    /// There one polynomial does, log(1 + x) = x + x² P(x), and its even and its odd half run beside each other; <see cref="VectorMath.Log1p(Vector{float})"/>
    /// has to bring every number near 1 first. <c>tests/NNGen.Sweep/coefficients.py</c> computes the coefficients.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log1pOfUnit(Vector<float> x)
    {
        Vector<float> square = x * x;
        Vector<float> even = Fma(square, Vector.Create(-0.00329053588f), -0.0574574284f);
        even = Fma(even, square, -0.153448820f);
        even = Fma(even, square, -0.249580190f);
        even = Fma(even, square, -0.499999315f);
        Vector<float> odd = Fma(square, Vector.Create(0.0200864319f), 0.106611371f);
        odd = Fma(odd, square, 0.196921021f);
        odd = Fma(odd, square, 0.333304644f);
        return Vector.MultiplyAddEstimate(square, Vector.MultiplyAddEstimate(odd, x, even), x);

        static Vector<float> Fma(Vector<float> a, Vector<float> b, float c) => Vector.MultiplyAddEstimate(a, b, Vector.Create(c));
    }

    /// <inheritdoc cref="Log1pOfUnit(Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log1pOfUnit(Vector<double> x) => VectorMath.Log1p(x);
}
