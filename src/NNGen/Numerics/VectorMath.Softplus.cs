using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen;

public static partial class VectorMath
{
    /// <summary>log(1 + e^x), without a threshold; error at most 2 ulp, also far below zero where it is e^x; monotone.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Softplus(Vector<float> x)
    {
        // max(x, 0) + log(1 + z) with z = e^-|x|. Below √2 - 1, log(1 + z) = z + tail(z). Above, it is ln 2 + f + tail(f) with
        // f = (z - 1) / 2 taken from e^r - 1, not from z: f is near -x/2 around zero, and x + f must not lose its digits.
        // The order of the last sum keeps it monotone.
        Vector<float> r = ReduceExp(AtLeast(-104f, -Vector.Abs(x)), out Vector<float> scale1, out Vector<float> scale2);
        Vector<float> q = Expm1Polynomial(r);
        Vector<float> z = (Vector<float>.One + q) * scale1 * scale2;
        Vector<float> halfScale = Vector.Create(0.5f) * scale1 * scale2;
        Vector<float> halfScaleMinusHalf = halfScale - Vector.Create(0.5f);
        Vector<float> halfScaleQ = halfScale * q;
        Vector<float> halfZMinus1 = halfScaleMinusHalf + halfScaleQ;
        Vector<float> lost = (halfScaleMinusHalf - halfZMinus1) + halfScaleQ;

        Vector<int> small = Vector.LessThan(z, Vector.Create(0.41421f));
        Vector<float> positive = AtLeast(0f, x);
        Vector<float> f = Select(small, z, halfZMinus1);
        Vector<float> high = Select(small, positive, Vector.Create(0.693147182f));
        Vector<float> middle = Select(small, Vector<float>.Zero, positive);
        Vector<float> low = LogTail(f) + Select(small, Vector<float>.Zero, lost + Vector.Create(-1.90465421e-9f));
        return high + (middle + (f + low));
    }

    /// <summary>log(1 + e^x), without a threshold; error at most 2 ulp, also far below zero where it is e^x.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Softplus(Vector<double> x)
    {
        Vector<double> r = ReduceExp(AtLeast(-746d, -Vector.Abs(x)), out Vector<double> scale1, out Vector<double> scale2);
        Vector<double> q = Expm1Polynomial(r);
        Vector<double> z = (Vector<double>.One + q) * scale1 * scale2;
        Vector<double> halfScale = Vector.Create(0.5) * scale1 * scale2;
        Vector<double> halfScaleMinusHalf = halfScale - Vector.Create(0.5);
        Vector<double> halfScaleQ = halfScale * q;
        Vector<double> halfZMinus1 = halfScaleMinusHalf + halfScaleQ;
        Vector<double> lost = (halfScaleMinusHalf - halfZMinus1) + halfScaleQ;

        Vector<long> small = Vector.LessThan(z, Vector.Create(0.41421));
        Vector<double> positive = AtLeast(0d, x);
        Vector<double> f = Select(small, z, halfZMinus1);
        Vector<double> high = Select(small, positive, Vector.Create(0.69314718055994529));
        Vector<double> middle = Select(small, Vector<double>.Zero, positive);
        Vector<double> low = LogTail(f) + Select(small, Vector<double>.Zero, lost + Vector.Create(2.3190468138462996e-17));
        return high + (middle + (f + low));
    }

    /// <inheritdoc cref="Softplus(Vector{float})"/>
    public static float Softplus(float x) => Softplus(Vector.Create(x))[0];

    /// <inheritdoc cref="Softplus(Vector{double})"/>
    public static double Softplus(double x) => Softplus(Vector.Create(x))[0];
}
