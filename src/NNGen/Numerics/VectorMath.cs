using System.Numerics;
using System.Runtime.CompilerServices;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>Elementary functions on vectors, written for the inner loops of generated code.</summary>
/// <remarks>
/// <para>
/// Every function is branch-free, gives each lane the same bits whatever the width of the vector, propagates NaN, is correct at
/// ±0, ±∞ and for subnormal arguments and results, and never leaves its mathematical range. The scalar overloads give exactly
/// the bits of a vector's lane.
/// </para>
/// <para>
/// The stated errors are in units in the last place of the exact result. Those for <see cref="float"/>, and that the functions are
/// monotone for <see cref="float"/>, were checked over all 2^32 arguments (<c>tests/NNGen.Sweep</c>); those for <see cref="double"/>
/// over random arguments against a reference of twice the precision. They hold if
/// <see cref="Vector.MultiplyAddEstimate(Vector{float}, Vector{float}, Vector{float})"/> is the fused instruction: every Arm64, and
/// every x64 with FMA (2013 on). Without it errors are at most 1 ulp greater,
/// the order of <c>Sigmoid</c> was not checked, and the bits differ.
/// </para>
/// <para>
/// Method: Cody and Waite's reduction of the argument (Software Manual for the Elementary Functions, 1980), then minimax polynomials;
/// <c>tests/NNGen.Sweep/coefficients.py</c> computes the coefficients.
/// </para>
/// </remarks>
public static class VectorMath
{
    /// <summary>e^x; error at most 1.05 ulp, also if the result is subnormal; monotone.</summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp(Vector<float> x) => PortableSingle.Exp(x);

    /// <summary>e^x; error at most 1.05 ulp, also if the result is subnormal.</summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Exp(Vector<double> x) => PortableDouble.Exp(x);

    /// <inheritdoc cref="Exp(Vector{float})"/>
    public static float Exp(float x) => Exp(Vector.Create(x))[0];

    /// <inheritdoc cref="Exp(Vector{double})"/>
    public static double Exp(double x) => Exp(Vector.Create(x))[0];

    /// <summary>e^x - 1, without cancellation near zero; error at most 1.5 ulp; monotone.</summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Expm1(Vector<float> x) => PortableSingle.Expm1(x);

    /// <summary>e^x - 1, without cancellation near zero; error at most 2 ulp.</summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Expm1(Vector<double> x) => PortableDouble.Expm1(x);

    /// <inheritdoc cref="Expm1(Vector{float})"/>
    public static float Expm1(float x) => Expm1(Vector.Create(x))[0];

    /// <inheritdoc cref="Expm1(Vector{double})"/>
    public static double Expm1(double x) => Expm1(Vector.Create(x))[0];

    /// <summary>The natural logarithm; error at most 1 ulp, also for subnormal x; -∞ at ±0, NaN below; monotone.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log(Vector<float> x) => PortableSingle.Log(x);

    /// <summary>The natural logarithm; error at most 1 ulp, also for subnormal x; -∞ at ±0, NaN below.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log(Vector<double> x) => PortableDouble.Log(x);

    /// <inheritdoc cref="Log(Vector{float})"/>
    public static float Log(float x) => Log(Vector.Create(x))[0];

    /// <inheritdoc cref="Log(Vector{double})"/>
    public static double Log(double x) => Log(Vector.Create(x))[0];

    /// <summary>log(1 + x), without cancellation near zero; error at most 1.6 ulp; -∞ at -1, NaN below; monotone.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log1p(Vector<float> x) => PortableSingle.Log1p(x);

    /// <summary>log(1 + x), without cancellation near zero; error at most 1.75 ulp; -∞ at -1, NaN below.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log1p(Vector<double> x) => PortableDouble.Log1p(x);

    /// <inheritdoc cref="Log1p(Vector{float})"/>
    public static float Log1p(float x) => Log1p(Vector.Create(x))[0];

    /// <inheritdoc cref="Log1p(Vector{double})"/>
    public static double Log1p(double x) => Log1p(Vector.Create(x))[0];

    /// <summary>The hyperbolic tangent, in [-1, 1]; error at most 2 ulp; monotone.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Tanh(Vector<float> x) => PortableSingle.Tanh(x);

    /// <summary>The hyperbolic tangent, in [-1, 1]; error at most 2.5 ulp.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Tanh(Vector<double> x) => PortableDouble.Tanh(x);

    /// <inheritdoc cref="Tanh(Vector{float})"/>
    public static float Tanh(float x) => Tanh(Vector.Create(x))[0];

    /// <inheritdoc cref="Tanh(Vector{double})"/>
    public static double Tanh(double x) => Tanh(Vector.Create(x))[0];

    /// <summary>1 / (1 + e^-x), in [0, 1]; error at most 2.5 ulp, also far below zero where it is e^x; monotone.</summary>
    /// <param name="x">The logits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sigmoid(Vector<float> x) => PortableSingle.Sigmoid(x);

    /// <summary>1 / (1 + e^-x), in [0, 1]; error at most 2.5 ulp, also far below zero where it is e^x.</summary>
    /// <param name="x">The logits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Sigmoid(Vector<double> x) => PortableDouble.Sigmoid(x);

    /// <inheritdoc cref="Sigmoid(Vector{float})"/>
    public static float Sigmoid(float x) => Sigmoid(Vector.Create(x))[0];

    /// <inheritdoc cref="Sigmoid(Vector{double})"/>
    public static double Sigmoid(double x) => Sigmoid(Vector.Create(x))[0];

    /// <summary>log(1 + e^x), without a threshold; error at most 2 ulp, also far below zero where it is e^x; monotone.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Softplus(Vector<float> x) => PortableSingle.Softplus(x);

    /// <summary>log(1 + e^x), without a threshold; error at most 2 ulp, also far below zero where it is e^x.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Softplus(Vector<double> x) => PortableDouble.Softplus(x);

    /// <inheritdoc cref="Softplus(Vector{float})"/>
    public static float Softplus(float x) => Softplus(Vector.Create(x))[0];

    /// <inheritdoc cref="Softplus(Vector{double})"/>
    public static double Softplus(double x) => Softplus(Vector.Create(x))[0];

    /// <summary>The error function 2/√π ∫₀ˣ e^(-t²) dt, in [-1, 1]; error at most 1.1 ulp; monotone.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Erf(Vector<float> x) => PortableSingle.Erf(x);

    /// <summary>The error function 2/√π ∫₀ˣ e^(-t²) dt, in [-1, 1]; error at most 1.5 ulp.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Erf(Vector<double> x) => PortableDouble.Erf(x);

    /// <inheritdoc cref="Erf(Vector{float})"/>
    public static float Erf(float x) => Erf(Vector.Create(x))[0];

    /// <inheritdoc cref="Erf(Vector{double})"/>
    public static double Erf(double x) => Erf(Vector.Create(x))[0];
}
