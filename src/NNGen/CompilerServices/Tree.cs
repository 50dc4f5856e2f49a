using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.CompilerServices;

/// <summary>Adds 128 bytes of lanes, 32 floats or 16 doubles, in one fixed tree: lane i with lane i + half, again and again, whatever the width of a vector.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Tree
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
    /// The product of a row of weights and the inputs, summed in 128 bytes of lanes that stay in registers: from memory, where they had to be written first, the last layer of
    /// 20-32-32-1 took 3 ns longer.
    /// </summary>
    /// <param name="start">What the first lanes start with: the bias, and zeros up to the widest vector.</param>
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

    /// <inheritdoc cref="Dot{V, S, T}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Dot<T>(ref T start, ref T inputs, ref T weights, nint length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint width = Vector<T>.Count;
        Vector<T> a = Vector.LoadUnsafe(ref start), b = Vector<T>.Zero, c = b, d = b, e = b, f = b, g = b, h = b;
        for (nint i = 0; i < length; i += 128 / Unsafe.SizeOf<T>())
        {
            ref T x = ref Unsafe.Add(ref inputs, i);
            ref T w = ref Unsafe.Add(ref weights, i);
            a = Add(ref x, ref w, 0, a);
            b = Add(ref x, ref w, width, b);
            if (Vector<byte>.Count == 64) { continue; }
            c = Add(ref x, ref w, 2 * width, c);
            d = Add(ref x, ref w, 3 * width, d);
            if (Vector<byte>.Count == 32) { continue; }
            e = Add(ref x, ref w, 4 * width, e);
            f = Add(ref x, ref w, 5 * width, f);
            g = Add(ref x, ref w, 6 * width, g);
            h = Add(ref x, ref w, 7 * width, h);
        }

        if (Vector<byte>.Count == 64)
        {
            Vector512<T> sum = (a + b).AsVector512();
            return Sum(sum.GetLower() + sum.GetUpper());
        }

        return Vector<byte>.Count == 32
            ? Sum(((a + c) + (b + d)).AsVector256())
            : Sum(Vector256.Create(((a + e) + (c + g)).AsVector128(), ((b + f) + (d + h)).AsVector128()));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector<T> Add(ref T x, ref T w, nint at, Vector<T> sum) => typeof(T) == typeof(double)
            ? Vector.MultiplyAddEstimate(Load<double>(ref x, at), Load<double>(ref w, at), sum.As<T, double>()).As<double, T>()
            : Vector.MultiplyAddEstimate(Load<float>(ref x, at), Load<float>(ref w, at), sum.As<T, float>()).As<float, T>();

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector<TValue> Load<TValue>(ref T place, nint at) => Vector.LoadUnsafe(ref Unsafe.Add(ref place, at)).As<T, TValue>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Sum<T>(Vector256<T> lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector128<T> c = lanes.GetLower() + lanes.GetUpper();
        if (typeof(T) == typeof(float)) { c += Vector128.Shuffle(c.AsSingle(), Vector128.Create(2, 3, 0, 1)).As<float, T>(); }
        return c[0] + c[1];
    }
}
