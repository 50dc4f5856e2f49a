using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen;

public static partial class VectorMath
{
    /// <summary>log(1 + x), without cancellation near zero; error at most 1.6 ulp; -∞ at -1, NaN below; monotone.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log1p(Vector<float> x)
    {
        // 1 + x is rounded only to find its exponent e; f = 2^-e x + (2^-e - 1) is rounded once, and exact where e = 0.
        Vector<int> bits = Vector.AsVectorInt32(Vector<float>.One + x) + Vector.Create(OneBits - SqrtHalf);
        Vector<int> exponent = (bits & Vector.Create(unchecked((int)0xFF800000))) - Vector.Create(OneBits);
        Vector<float> scaled = Vector.AsVectorSingle(Vector.AsVectorInt32(x) - exponent);
        Vector<float> fourth = Vector.AsVectorSingle(Vector.Create(OneBits + (2 << 23)) - exponent);
        Vector<float> f = scaled + Fma(fourth, Vector.Create(0.25f), -1f);
        Vector<float> e = Vector.ConvertToSingle(exponent) * Vector.Create(1.1920929e-7f);
        Vector<float> log = WithSignOf(x, LogFromParts(e, f));

        log = Select(Vector.LessThan(x, Vector.Create(float.PositiveInfinity)), log, x);
        Vector<float> outside = Select(Vector.Equals(x, Vector.Create(-1f)), Vector.Create(float.NegativeInfinity), Vector.Create(float.NaN));
        return Select(Vector.GreaterThan(x, Vector.Create(-1f)), log, outside);
    }

    /// <summary>log(1 + x), without cancellation near zero; error at most 1.75 ulp; -∞ at -1, NaN below.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log1p(Vector<double> x)
    {
        Vector<long> bits = Vector.AsVectorInt64(Vector<double>.One + x) + Vector.Create(OneBitsDouble - SqrtHalfDouble);
        Vector<long> exponent = (bits & Vector.Create(unchecked((long)0xFFF0000000000000))) - Vector.Create(OneBitsDouble);
        Vector<double> scaled = Vector.AsVectorDouble(Vector.AsVectorInt64(x) - exponent);
        Vector<double> fourth = Vector.AsVectorDouble(Vector.Create(OneBitsDouble + (2L << 52)) - exponent);
        Vector<double> f = scaled + Fma(fourth, Vector.Create(0.25), -1d);
        Vector<double> log = WithSignOf(x, LogFromParts(BiasedExponent(bits) - Vector.Create(1023d), f));

        log = Select(Vector.LessThan(x, Vector.Create(double.PositiveInfinity)), log, x);
        Vector<double> outside = Select(Vector.Equals(x, Vector.Create(-1d)), Vector.Create(double.NegativeInfinity), Vector.Create(double.NaN));
        return Select(Vector.GreaterThan(x, Vector.Create(-1d)), log, outside);
    }

    /// <inheritdoc cref="Log1p(Vector{float})"/>
    public static float Log1p(float x) => Log1p(Vector.Create(x))[0];

    /// <inheritdoc cref="Log1p(Vector{double})"/>
    public static double Log1p(double x) => Log1p(Vector.Create(x))[0];
}
