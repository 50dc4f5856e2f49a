using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen;

/// <summary>Elementary functions on vectors, written for the inner loops of generated code.</summary>
/// <remarks>
/// <para>
/// Every function is branch-free, gives each lane the same bits whatever the width of the vector, propagates NaN, is right at
/// ±0, ±∞ and for subnormal arguments and results, and never leaves its mathematical range. The scalar overloads give exactly
/// the bits of a vector's lane.
/// </para>
/// <para>
/// The stated errors are in units in the last place of the exact result. Those for <see cref="float"/>, and that the functions are
/// monotone for <see cref="float"/>, were checked over all 2^32 arguments (<c>tests/NNGen.Sweep</c>); those for <see cref="double"/>
/// over random arguments against a reference of twice the precision. They hold where
/// <see cref="Vector.MultiplyAddEstimate(Vector{float}, Vector{float}, Vector{float})"/> is the fused instruction: every Arm64, and
/// every x64 with FMA (2013 on). Without it errors are at most 1 ulp greater,
/// the order of <c>Sigmoid</c> was not checked, and the bits differ.
/// </para>
/// <para>
/// Method: Cody and Waite's reduction of the argument (Software Manual for the Elementary Functions, 1980), then minimax polynomials;
/// <c>tests/NNGen.Sweep/coefficients.py</c> computes the coefficients.
/// </para>
/// </remarks>
public static partial class VectorMath
{
    // Native Min and Max are one instruction. With the bound on the left, both x64 (which returns the right operand) and Arm64 (which
    // returns NaN) hand a NaN on the right through.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> AtMost(float bound, Vector<float> x) => Vector.MinNative(Vector.Create(bound), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> AtMost(double bound, Vector<double> x) => Vector.MinNative(Vector.Create(bound), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> AtLeast(float bound, Vector<float> x) => Vector.MaxNative(Vector.Create(bound), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> AtLeast(double bound, Vector<double> x) => Vector.MaxNative(Vector.Create(bound), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Fma(Vector<float> x, Vector<float> y, Vector<float> z) => Vector.MultiplyAddEstimate(x, y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Fma(Vector<double> x, Vector<double> y, Vector<double> z) => Vector.MultiplyAddEstimate(x, y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Fma(Vector<float> x, Vector<float> y, float z) =>
        Vector.MultiplyAddEstimate(x, y, Vector.Create(z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Fma(Vector<double> x, Vector<double> y, double z) =>
        Vector.MultiplyAddEstimate(x, y, Vector.Create(z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Fma(float x, Vector<float> y, Vector<float> z) =>
        Vector.MultiplyAddEstimate(Vector.Create(x), y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Fma(double x, Vector<double> y, Vector<double> z) =>
        Vector.MultiplyAddEstimate(Vector.Create(x), y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Select(Vector<int> condition, Vector<float> yes, Vector<float> no) =>
        Vector.ConditionalSelect(condition, yes, no);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Select(Vector<long> condition, Vector<double> yes, Vector<double> no) =>
        Vector.ConditionalSelect(condition, yes, no);

    /// <summary>Gives a result without a sign the sign of an odd function's argument; also of its zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> WithSignOf(Vector<float> x, Vector<float> result) => result | (x & Vector.Create(-0f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> WithSignOf(Vector<double> x, Vector<double> result) => result | (x & Vector.Create(-0d));

    /// <summary>
    /// <paramref name="numerator"/> / (<paramref name="one"/> + <paramref name="addend"/>), where |addend| ≤ one, as if the sum were exact:
    /// the quotient is corrected by the remainder that the rounded sum leaves. Without this a sum that rounds up makes the quotient fall.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> DivideBySum(Vector<float> numerator, float one, Vector<float> addend)
    {
        Vector<float> sum = Vector.Create(one) + addend;
        Vector<float> lost = (Vector.Create(one) - sum) + addend;
        Vector<float> reciprocal = Vector<float>.One / sum;
        Vector<float> quotient = numerator * reciprocal;
        Vector<float> remainder = Fma(-quotient, lost, Fma(-quotient, sum, numerator));
        return Fma(remainder, reciprocal, quotient);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> DivideBySum(Vector<double> numerator, double one, Vector<double> addend)
    {
        Vector<double> sum = Vector.Create(one) + addend;
        Vector<double> lost = (Vector.Create(one) - sum) + addend;
        Vector<double> reciprocal = Vector<double>.One / sum;
        Vector<double> quotient = numerator * reciprocal;
        Vector<double> remainder = Fma(-quotient, lost, Fma(-quotient, sum, numerator));
        return Fma(remainder, reciprocal, quotient);
    }
}
