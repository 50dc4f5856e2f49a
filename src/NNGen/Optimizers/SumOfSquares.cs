using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NNGen;

/// <summary>
/// Σ x² in double precision, in an order that is the same on every machine: value i goes to lane i mod 16, and lanes are added pairwise.
/// </summary>
internal static class SumOfSquares
{
    private const int Lanes = 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Vectors of a fixed width: if the machine's are narrower, the runtime splits them without changing a lane.
        Vector256<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        int i = 0;
        if (typeof(T) == typeof(float))
        {
            ref float first = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(values));
            for (; i <= values.Length - Lanes; i += Lanes)
            {
                (Vector256<double> a, Vector256<double> b) = Vector256.Widen(Vector256.LoadUnsafe(ref first, (nuint)i));
                (Vector256<double> c, Vector256<double> d) = Vector256.Widen(Vector256.LoadUnsafe(ref first, (nuint)i + 8));
                sum0 += a * a;
                sum1 += b * b;
                sum2 += c * c;
                sum3 += d * d;
            }
        }
        else if (typeof(T) == typeof(double))
        {
            ref double first = ref Unsafe.As<T, double>(ref MemoryMarshal.GetReference(values));
            for (; i <= values.Length - Lanes; i += Lanes)
            {
                Vector256<double> a = Vector256.LoadUnsafe(ref first, (nuint)i);
                Vector256<double> b = Vector256.LoadUnsafe(ref first, (nuint)i + 4);
                Vector256<double> c = Vector256.LoadUnsafe(ref first, (nuint)i + 8);
                Vector256<double> d = Vector256.LoadUnsafe(ref first, (nuint)i + 12);
                sum0 += a * a;
                sum1 += b * b;
                sum2 += c * c;
                sum3 += d * d;
            }
        }

        Span<double> lanes = stackalloc double[Lanes];
        sum0.CopyTo(lanes);
        sum1.CopyTo(lanes[4..]);
        sum2.CopyTo(lanes[8..]);
        sum3.CopyTo(lanes[12..]);
        for (; i < values.Length; i++)
        {
            double value = double.CreateChecked(values[i]);
            lanes[i & (Lanes - 1)] += value * value;
        }

        for (int half = Lanes / 2; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half; lane++) { lanes[lane] += lanes[lane + half]; }
        }

        return lanes[0];
    }
}
