using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen;

public static partial class VectorMath
{
    /// <summary>1 / (1 + e^-x), in [0, 1]; error at most 1.5 ulp, also far below zero where it is e^x; monotone.</summary>
    /// <param name="x">The logits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sigmoid(Vector<float> x)
    {
        // e^-|x| cannot overflow: 1 / (1 + z) above zero, z / (1 + z) below.
        Vector<float> z = ExpOfBounded(AtLeast(-104f, -Vector.Abs(x)));
        return DivideBySum(Select(Vector.LessThan(x, Vector<float>.Zero), z, Vector<float>.One), 1f, z);
    }

    /// <summary>1 / (1 + e^-x), in [0, 1]; error at most 1.75 ulp, also far below zero where it is e^x.</summary>
    /// <param name="x">The logits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Sigmoid(Vector<double> x)
    {
        Vector<double> z = ExpOfBounded(AtLeast(-746d, -Vector.Abs(x)));
        return DivideBySum(Select(Vector.LessThan(x, Vector<double>.Zero), z, Vector<double>.One), 1d, z);
    }

    /// <inheritdoc cref="Sigmoid(Vector{float})"/>
    public static float Sigmoid(float x) => Sigmoid(Vector.Create(x))[0];

    /// <inheritdoc cref="Sigmoid(Vector{double})"/>
    public static double Sigmoid(double x) => Sigmoid(Vector.Create(x))[0];
}
