using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NNGen;

/// <summary>Horizontal operations of generated code: the order of every sum is fixed, so the bits do not depend on the width of vectors.</summary>
/// <remarks>
/// Sums run in 16 lanes of <see cref="float"/> (8 of <see cref="double"/>): lane i takes the elements i, i + 16, i + 32 … in order; at the
/// end lanes i and i + 8 are added, then i and i + 4, i + 2, i + 1. The lanes are four 128-bit vectors on every machine: the four accumulators
/// hide the latency of additions as well as one accumulator of 512 bits does.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes
{
    /// <summary>Sum of the elements; 0 for none.</summary>
    /// <param name="values">The elements.</param>
    public static float Sum(ReadOnlySpan<float> values) => SumOf(values);

    /// <inheritdoc cref="Sum(ReadOnlySpan{float})"/>
    public static double Sum(ReadOnlySpan<double> values) => SumOf(values);

    /// <summary>Sum of the products of two sequences, by multiply-adds; 0 for none.</summary>
    /// <param name="left">The first sequence.</param>
    /// <param name="right">The second sequence, of the same length.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right) => DotOf(left, right);

    /// <inheritdoc cref="Dot(ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right) => DotOf(left, right);

    /// <summary>The largest element; NaN if one is NaN, -∞ for none.</summary>
    /// <param name="values">The elements.</param>
    public static float Max(ReadOnlySpan<float> values) => MaxOf(values, float.NegativeInfinity);

    /// <inheritdoc cref="Max(ReadOnlySpan{float})"/>
    public static double Max(ReadOnlySpan<double> values) => MaxOf(values, double.NegativeInfinity);

    /// <summary>Whether no element is NaN or infinite.</summary>
    /// <param name="values">The elements.</param>
    public static bool AllFinite<T>(ReadOnlySpan<T> values)
        where T : struct, IFloatingPointIeee754<T> => AllFiniteOf(values);

    /// <summary>Whether no element is NaN or infinite; for a constant number of elements.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="count">How many there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllFinite<T>(ref T start, int count)
        where T : struct, IFloatingPointIeee754<T> => typeof(T) == typeof(float)
            ? AllBelow(ref Unsafe.As<T, int>(ref start), (nuint)count, int.MaxValue, 0x7F800000)
            : AllBelow(ref Unsafe.As<T, long>(ref start), (nuint)count, long.MaxValue, 0x7FF0000000000000);

    /// <summary>The index of the first NaN or infinity, or -1.</summary>
    /// <param name="values">The elements.</param>
    public static int IndexOfNonFinite<T>(ReadOnlySpan<T> values)
        where T : struct, IFloatingPointIeee754<T> => IndexOfNonFiniteOf(values);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T SumOf<T>(ReadOnlySpan<T> values)
        where T : struct, IFloatingPointIeee754<T>
    {
        ref T start = ref MemoryMarshal.GetReference(values);
        nuint length = (nuint)values.Length;
        nuint width = (nuint)Vector128<T>.Count;
        Vector128<T> a = Vector128<T>.Zero, b = a, c = a, d = a;
        nuint i = 0;
        for (; i + (4 * width) <= length; i += 4 * width)
        {
            a += Vector128.LoadUnsafe(ref start, i);
            b += Vector128.LoadUnsafe(ref start, i + width);
            c += Vector128.LoadUnsafe(ref start, i + (2 * width));
            d += Vector128.LoadUnsafe(ref start, i + (3 * width));
        }

        if (i < length)
        {
            a += LoadOrZero(ref start, i, length);
            b += LoadOrZero(ref start, i + width, length);
            c += LoadOrZero(ref start, i + (2 * width), length);
            d += LoadOrZero(ref start, i + (3 * width), length);
        }

        return AddLanes(a, b, c, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T DotOf<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : struct, IFloatingPointIeee754<T>
    {
        if (left.Length != right.Length)
        {
            throw new ArgumentException($"Expected {left.Length} values as in the left sequence, got {right.Length}.", nameof(right));
        }

        ref T x = ref MemoryMarshal.GetReference(left);
        ref T y = ref MemoryMarshal.GetReference(right);
        nuint length = (nuint)left.Length;
        nuint width = (nuint)Vector128<T>.Count;
        Vector128<T> a = Vector128<T>.Zero, b = a, c = a, d = a;
        nuint i = 0;
        for (; i + (4 * width) <= length; i += 4 * width)
        {
            a = MultiplyAdd(Vector128.LoadUnsafe(ref x, i), Vector128.LoadUnsafe(ref y, i), a);
            b = MultiplyAdd(Vector128.LoadUnsafe(ref x, i + width), Vector128.LoadUnsafe(ref y, i + width), b);
            c = MultiplyAdd(Vector128.LoadUnsafe(ref x, i + (2 * width)), Vector128.LoadUnsafe(ref y, i + (2 * width)), c);
            d = MultiplyAdd(Vector128.LoadUnsafe(ref x, i + (3 * width)), Vector128.LoadUnsafe(ref y, i + (3 * width)), d);
        }

        if (i < length)
        {
            a = MultiplyAdd(LoadOrZero(ref x, i, length), LoadOrZero(ref y, i, length), a);
            b = MultiplyAdd(LoadOrZero(ref x, i + width, length), LoadOrZero(ref y, i + width, length), b);
            c = MultiplyAdd(LoadOrZero(ref x, i + (2 * width), length), LoadOrZero(ref y, i + (2 * width), length), c);
            d = MultiplyAdd(LoadOrZero(ref x, i + (3 * width), length), LoadOrZero(ref y, i + (3 * width), length), d);
        }

        return AddLanes(a, b, c, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T MaxOf<T>(ReadOnlySpan<T> values, T lowest)
        where T : struct, IFloatingPointIeee754<T>
    {
        // A maximum does not depend on the order, so the machine's vector width can be used.
        ref T start = ref MemoryMarshal.GetReference(values);
        nuint length = (nuint)values.Length;
        nuint width = (nuint)Vector<T>.Count;
        Vector<T> a = Vector.Create(lowest), b = a;
        nuint i = 0;
        for (; i + (2 * width) <= length; i += 2 * width)
        {
            a = Vector.Max(a, Vector.LoadUnsafe(ref start, i));
            b = Vector.Max(b, Vector.LoadUnsafe(ref start, i + width));
        }

        a = Vector.Max(a, b);
        T max = lowest;
        if (i > 0)
        {
            for (int lane = 0; lane < Vector<T>.Count; lane++) { max = T.Max(max, a[lane]); }
        }

        for (; i < length; i++) { max = T.Max(max, Unsafe.Add(ref start, i)); }
        return max;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AllFiniteOf<T>(ReadOnlySpan<T> values)
        where T : struct, IFloatingPointIeee754<T> => AllFinite(ref MemoryMarshal.GetReference(values), values.Length);

    /// <summary>
    /// Whether the magnitudes of all numbers are below a limit: the bits of floating-point numbers have the order of their magnitudes, with
    /// infinity and NaN above all others, and comparing integers takes one cycle.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AllBelow<TBits>(ref TBits start, nuint length, TBits withoutSign, TBits limit)
        where TBits : struct, IBinaryInteger<TBits>
    {
        nuint width = (nuint)Vector<TBits>.Count;
        if (length < width)
        {
            bool below = true;
            for (nuint i = 0; i < length; i++) { below &= (Unsafe.Add(ref start, i) & withoutSign) < limit; }
            return below;
        }

        // In pairs, then the last two again, which may overlap the previous ones.
        var mask = new Vector<TBits>(withoutSign);
        Vector<TBits> a = Vector<TBits>.Zero, b = a;
        for (nuint i = 0; i + (2 * width) <= length; i += 2 * width)
        {
            a = Vector.Max(a, Vector.LoadUnsafe(ref start, i) & mask);
            b = Vector.Max(b, Vector.LoadUnsafe(ref start, i + width) & mask);
        }

        if (length >= 2 * width) { a = Vector.Max(a, Vector.LoadUnsafe(ref start, length - (2 * width)) & mask); }
        else { a = Vector.Max(a, Vector.LoadUnsafe(ref start, 0) & mask); }

        a = Vector.Max(Vector.Max(a, b), Vector.LoadUnsafe(ref start, length - width) & mask);
        return Vector.LessThanAll(a, new Vector<TBits>(limit));
    }

    private static int IndexOfNonFiniteOf<T>(ReadOnlySpan<T> values)
        where T : struct, IFloatingPointIeee754<T>
    {
        const int BlockLength = 4096;
        for (int start = 0; start < values.Length; start += BlockLength)
        {
            ReadOnlySpan<T> block = values.Slice(start, Math.Min(BlockLength, values.Length - start));
            if (AllFiniteOf(block)) { continue; }
            int i = 0;
            while (T.IsFinite(block[i])) { i++; }
            return start + i;
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> MultiplyAdd<T>(Vector128<T> x, Vector128<T> y, Vector128<T> sum)
        where T : struct, IFloatingPointIeee754<T>
    {
        // There is no generic multiply-add for vectors; the JIT removes the untaken branch.
        if (typeof(T) == typeof(float)) { return Vector128.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), sum.AsSingle()).As<float, T>(); }
        return Vector128.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), sum.AsDouble()).As<double, T>();
    }

    /// <summary>The elements from <paramref name="index"/> on, padded with zeros, which do not change a lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> LoadOrZero<T>(ref T start, nuint index, nuint length)
        where T : struct, IFloatingPointIeee754<T>
    {
        if (index >= length) { return Vector128<T>.Zero; }
        if (index + (nuint)Vector128<T>.Count <= length) { return Vector128.LoadUnsafe(ref start, index); }
        Vector128<T> result = Vector128.CreateScalar(Unsafe.Add(ref start, index));
        for (nuint i = 1; index + i < length; i++) { result = result.WithElement((int)i, Unsafe.Add(ref start, index + i)); }
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T AddLanes<T>(Vector128<T> a, Vector128<T> b, Vector128<T> c, Vector128<T> d)
        where T : struct, IFloatingPointIeee754<T>
    {
        // Adds lanes that are half the lanes apart, then a quarter, and so on: a holds the first lanes, d the last.
        Vector128<T> sum = (a + c) + (b + d);
        return Vector128<T>.Count == 4
            ? (sum.GetElement(0) + sum.GetElement(2)) + (sum.GetElement(1) + sum.GetElement(3))
            : sum.GetElement(0) + sum.GetElement(1);
    }
}
