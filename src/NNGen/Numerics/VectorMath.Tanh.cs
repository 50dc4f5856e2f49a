using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen;

public static partial class VectorMath
{
    /// <summary>The hyperbolic tangent, in [-1, 1]; error at most 2 ulp; monotone.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Tanh(Vector<float> x)
    {
        // t / (2 - t) with t = 1 - e^(-2|x|): accurate from the smallest x on, and 1 where t is.
        Vector<float> r = ReduceExp(AtLeast(-18f, Vector.Create(-2f) * Vector.Abs(x)), 0f, out Vector<float> scale);
        Vector<float> minusT = Fma(scale, Expm1Polynomial(r), scale - Vector<float>.One);
        return WithSignOf(x, DivideBySum(-minusT, 2f, minusT));
    }

    /// <summary>The hyperbolic tangent, in [-1, 1]; error at most 2.5 ulp.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Tanh(Vector<double> x)
    {
        Vector<double> r = ReduceExp(AtLeast(-38d, Vector.Create(-2d) * Vector.Abs(x)), 0d, out Vector<double> scale);
        Vector<double> minusT = Fma(scale, Expm1Polynomial(r), scale - Vector<double>.One);
        return WithSignOf(x, DivideBySum(-minusT, 2d, minusT));
    }

    /// <inheritdoc cref="Tanh(Vector{float})"/>
    public static float Tanh(float x) => Tanh(Vector.Create(x))[0];

    /// <inheritdoc cref="Tanh(Vector{double})"/>
    public static double Tanh(double x) => Tanh(Vector.Create(x))[0];
}
