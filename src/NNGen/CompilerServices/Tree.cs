using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.CompilerServices;

/// <summary>Adds lanes in one fixed tree: lane i with lane i + half, again and again, whatever the width of a vector.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Tree
{
    /// <summary>The sum of 128 bytes of lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum<T>(ref T lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(double) ? (T)(object)Sum(ref Unsafe.As<T, double>(ref lanes)) : (T)(object)Sum(ref Unsafe.As<T, float>(ref lanes));

    /// <summary>The sum of 32 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(ref float lanes) =>
        Sum((Vector256.LoadUnsafe(ref lanes) + Vector256.LoadUnsafe(ref lanes, 16)) + (Vector256.LoadUnsafe(ref lanes, 8) + Vector256.LoadUnsafe(ref lanes, 24)));

    /// <summary>The sum of 16 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(ref double lanes) =>
        Sum((Vector256.LoadUnsafe(ref lanes) + Vector256.LoadUnsafe(ref lanes, 8)) + (Vector256.LoadUnsafe(ref lanes, 4) + Vector256.LoadUnsafe(ref lanes, 12)));

    /// <summary>
    /// The product of a row of weights and the inputs, summed in 128 bytes of lanes that stay in registers: from memory, where they had to be written first, the last layer of
    /// 20-32-32-1 took 3 ns longer.
    /// </summary>
    /// <param name="start">What the first lanes start with: the bias, and zeros up to the widest vector.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="weights">As many weights.</param>
    /// <param name="length">How many, in whole 128 bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Dot(ref float start, ref float inputs, ref float weights, nint length)
    {
        nint width = Vector<float>.Count;
        Vector<float> a = Vector.LoadUnsafe(ref start), b = Vector<float>.Zero, c = b, d = b, e = b, f = b, g = b, h = b;
        for (nint i = 0; i < length; i += 32)
        {
            ref float x = ref Unsafe.Add(ref inputs, i);
            ref float w = ref Unsafe.Add(ref weights, i);
            a = Add(ref x, ref w, 0, a);
            b = Add(ref x, ref w, width, b);
            if (width > 8) { continue; }
            c = Add(ref x, ref w, 2 * width, c);
            d = Add(ref x, ref w, 3 * width, d);
            if (width > 4) { continue; }
            e = Add(ref x, ref w, 4 * width, e);
            f = Add(ref x, ref w, 5 * width, f);
            g = Add(ref x, ref w, 6 * width, g);
            h = Add(ref x, ref w, 7 * width, h);
        }

        if (width > 8)
        {
            Vector512<float> sum = (a + b).AsVector512();
            return Sum(sum.GetLower() + sum.GetUpper());
        }

        return width > 4
            ? Sum(((a + c) + (b + d)).AsVector256())
            : Sum(Vector256.Create(((a + e) + (c + g)).AsVector128(), ((b + f) + (d + h)).AsVector128()));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector<float> Add(ref float x, ref float w, nint at, Vector<float> sum) =>
            Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref Unsafe.Add(ref x, at)), Vector.LoadUnsafe(ref Unsafe.Add(ref w, at)), sum);
    }

    /// <inheritdoc cref="Dot(ref float, ref float, ref float, nint)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Dot(ref double start, ref double inputs, ref double weights, nint length)
    {
        nint width = Vector<double>.Count;
        Vector<double> a = Vector.LoadUnsafe(ref start), b = Vector<double>.Zero, c = b, d = b, e = b, f = b, g = b, h = b;
        for (nint i = 0; i < length; i += 16)
        {
            ref double x = ref Unsafe.Add(ref inputs, i);
            ref double w = ref Unsafe.Add(ref weights, i);
            a = Add(ref x, ref w, 0, a);
            b = Add(ref x, ref w, width, b);
            if (width > 4) { continue; }
            c = Add(ref x, ref w, 2 * width, c);
            d = Add(ref x, ref w, 3 * width, d);
            if (width > 2) { continue; }
            e = Add(ref x, ref w, 4 * width, e);
            f = Add(ref x, ref w, 5 * width, f);
            g = Add(ref x, ref w, 6 * width, g);
            h = Add(ref x, ref w, 7 * width, h);
        }

        if (width > 4)
        {
            Vector512<double> sum = (a + b).AsVector512();
            return Sum(sum.GetLower() + sum.GetUpper());
        }

        return width > 2
            ? Sum(((a + c) + (b + d)).AsVector256())
            : Sum(Vector256.Create(((a + e) + (c + g)).AsVector128(), ((b + f) + (d + h)).AsVector128()));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector<double> Add(ref double x, ref double w, nint at, Vector<double> sum) =>
            Vector.MultiplyAddEstimate(Vector.LoadUnsafe(ref Unsafe.Add(ref x, at)), Vector.LoadUnsafe(ref Unsafe.Add(ref w, at)), sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum(Vector256<float> lanes)
    {
        Vector128<float> c = lanes.GetLower() + lanes.GetUpper();
        c += Vector128.Shuffle(c, Vector128.Create(2, 3, 0, 1));
        return c[0] + c[1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum(Vector256<double> lanes)
    {
        Vector128<double> c = lanes.GetLower() + lanes.GetUpper();
        return c[0] + c[1];
    }
}
