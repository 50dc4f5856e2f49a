using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.CompilerServices;

/// <summary>
/// Adds 128 bytes of lanes, 32 floats or 16 doubles, in a fixed order: lane i with lane i + half, repeatedly, whatever the width of a vector.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FixedLanes
{
    /// <summary>The sum of 128 bytes of lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum<T>(ref T lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nuint width = (nuint)Vector256<T>.Count;
        return Sum(
            (Vector256.LoadUnsafe(ref lanes) + Vector256.LoadUnsafe(ref lanes, 2 * width))
            + (Vector256.LoadUnsafe(ref lanes, width) + Vector256.LoadUnsafe(ref lanes, 3 * width)));
    }

    /// <summary>
    /// The product of a row of weights and the inputs, summed in 128 bytes of lanes that stay in registers. Through memory, the last layer of
    /// 20-32-32-1 took 3 ns longer.
    /// </summary>
    /// <param name="start">The initial values of the first lanes: the bias, and zeros up to the widest vector.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="weights">As many weights.</param>
    /// <param name="length">How many, in whole 128 bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Dot<V, S, T>(ref T start, ref T inputs, ref T weights, nint length)
        where V : struct
        where S : struct, ISimd<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The JIT knows the number of lanes, and keeps one branch.
        nint width = S.Count, bytes = width * Unsafe.SizeOf<T>();
        V a = S.Load(ref start), b = S.Zero, c = b, d = b, e = b, f = b, g = b, h = b;
        for (nint i = 0; i < length; i += 128 / Unsafe.SizeOf<T>())
        {
            ref T x = ref Unsafe.Add(ref inputs, i);
            ref T w = ref Unsafe.Add(ref weights, i);
            a = S.MultiplyAdd(S.Load(ref x), S.Load(ref w), a);
            b = S.MultiplyAdd(S.Load(ref x, width), S.Load(ref w, width), b);
            if (bytes == 64) { continue; }
            c = S.MultiplyAdd(S.Load(ref x, 2 * width), S.Load(ref w, 2 * width), c);
            d = S.MultiplyAdd(S.Load(ref x, 3 * width), S.Load(ref w, 3 * width), d);
            if (bytes == 32) { continue; }
            e = S.MultiplyAdd(S.Load(ref x, 4 * width), S.Load(ref w, 4 * width), e);
            f = S.MultiplyAdd(S.Load(ref x, 5 * width), S.Load(ref w, 5 * width), f);
            g = S.MultiplyAdd(S.Load(ref x, 6 * width), S.Load(ref w, 6 * width), g);
            h = S.MultiplyAdd(S.Load(ref x, 7 * width), S.Load(ref w, 7 * width), h);
        }

        if (bytes == 64)
        {
            Vector512<T> sum = Unsafe.BitCast<V, Vector512<T>>(S.Add(a, b));
            return Sum(sum.GetLower() + sum.GetUpper());
        }

        if (bytes == 32) { return Sum(Unsafe.BitCast<V, Vector256<T>>(S.Add(S.Add(a, c), S.Add(b, d)))); }
        return Sum(Vector256.Create(
            Unsafe.BitCast<V, Vector128<T>>(S.Add(S.Add(a, e), S.Add(c, g))), Unsafe.BitCast<V, Vector128<T>>(S.Add(S.Add(b, f), S.Add(d, h)))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Sum<T>(Vector256<T> lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector128<T> c = lanes.GetLower() + lanes.GetUpper();
        if (typeof(T) == typeof(float)) { c += Vector128.Shuffle(c.AsSingle(), Vector128.Create(2, 3, 0, 1)).As<float, T>(); }
        return c[0] + c[1];
    }

    /// <summary>Adds to a block of elements the sum of 128 bytes of lanes each: row by row, column by column, layer by layer.</summary>
    /// <param name="to">The first element.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="rowStride">Elements from one row to the next.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="columnStride">Elements from one column to the next.</param>
    /// <param name="layers">Layers.</param>
    /// <param name="layerStride">Elements from one layer to the next.</param>
    /// <param name="lanes">The lanes of all sums, one sum after the other.</param>
    public static void AddSums<T>(ref T to, nint rows, nint rowStride, nint columns, nint columnStride, nint layers, nint layerStride, ref T lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint row = 0; row < rows; row++)
        {
            for (nint column = 0; column < columns; column++)
            {
                for (nint layer = 0; layer < layers; layer++)
                {
                    Unsafe.Add(ref to, (row * rowStride) + (column * columnStride) + (layer * layerStride)) += Sum(ref lanes);
                    lanes = ref Unsafe.Add(ref lanes, 128 / Unsafe.SizeOf<T>());
                }
            }
        }
    }
}
