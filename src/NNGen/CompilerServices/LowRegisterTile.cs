using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen.CompilerServices;

/// <summary>
/// <see cref="RegisterTile{V, S, T, R}"/> for one or two rows: the JIT keeps structs of up to four fields in registers by other means than larger ones, of which only a few fields are used.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
/// <typeparam name="S">Its operations.</typeparam>
/// <typeparam name="T">Its elements.</typeparam>
/// <typeparam name="R">How many rows.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct LowRegisterTile<V, S, T, R>
    where V : struct
    where S : struct, ISimd<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where R : struct, ITileRows
{
    private V a0, b0, a1, b1;

    /// <summary>Starts each row with a number, such as a bias.</summary>
    /// <param name="start">The first row's number; the others follow.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Start(ref T start)
    {
        a0 = b0 = S.Create(start);
        if (R.Count > 1) { a1 = b1 = S.Create(Unsafe.Add(ref start, 1)); }
    }

    /// <summary>Starts with zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Start()
    {
        a0 = b0 = S.Zero;
        if (R.Count > 1) { a1 = b1 = S.Zero; }
    }

    /// <summary>Continues with sums from memory.</summary>
    /// <param name="sums">The first row's two vectors.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(ref T sums, nint stride)
    {
        nint width = S.Count;
        a0 = S.Load(ref sums);
        b0 = S.Load(ref sums, width);
        if (R.Count > 1) { a1 = S.Load(ref sums, stride); b1 = S.Load(ref sums, stride + width); }
    }

    /// <summary>Adds an outer product: a number for each row times two vectors.</summary>
    /// <param name="rows">The first row's number.</param>
    /// <param name="stride">Elements from one row's number to the next.</param>
    /// <param name="columns">The two vectors.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MultiplyAdd(ref T rows, nint stride, ref T columns)
    {
        V xa = S.Load(ref columns), xb = S.Load(ref columns, S.Count);
        V w0 = S.Create(rows);
        a0 = S.MultiplyAdd(w0, xa, a0);
        b0 = S.MultiplyAdd(w0, xb, b0);
        if (R.Count > 1)
        {
            V w1 = S.Create(Unsafe.Add(ref rows, stride));
            a1 = S.MultiplyAdd(w1, xa, a1);
            b1 = S.MultiplyAdd(w1, xb, b1);
        }
    }

    /// <summary>Adds the sums of another tile: low tiles take turns, so that no addition waits for the one before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in LowRegisterTile<V, S, T, R> other)
    {
        a0 = S.Add(a0, other.a0);
        b0 = S.Add(b0, other.b0);
        if (R.Count > 1) { a1 = S.Add(a1, other.a1); b1 = S.Add(b1, other.b1); }
    }

    /// <summary>Replaces each sum by a formula of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<F>()
        where F : struct, IFormula<V>
    {
        a0 = F.Of(a0);
        b0 = F.Of(b0);
        if (R.Count > 1) { a1 = F.Of(a1); b1 = F.Of(b1); }
    }

    /// <summary>Replaces each sum by a formula of it and of a value that was kept.</summary>
    /// <param name="saved">The first row's two vectors of kept values.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<F>(ref T saved, nint stride)
        where F : struct, IFormulaOfTwo<V>
    {
        nint width = S.Count;
        a0 = F.Of(a0, S.Load(ref saved));
        b0 = F.Of(b0, S.Load(ref saved, width));
        if (R.Count > 1) { a1 = F.Of(a1, S.Load(ref saved, stride)); b1 = F.Of(b1, S.Load(ref saved, stride + width)); }
    }

    /// <summary>Writes the sums.</summary>
    /// <param name="place">Where the first row's two vectors belong.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref T place, nint stride)
    {
        nint width = S.Count;
        StoreRow(a0, b0, ref place, 0, width);
        if (R.Count > 1) { StoreRow(a1, b1, ref place, stride, width); }
    }

    /// <summary>
    /// Writes rows that are shorter than two vectors: what a row writes too much is the start of the next one, which is written after it; the last row ends in time.
    /// </summary>
    /// <param name="place">Where the first row belongs.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    /// <param name="count">Elements of a row, at most two vectors.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref T place, nint stride, nint count)
    {
        nint width = S.Count;
        if (R.Count > 1) { StoreRow(a0, b0, ref place, 0, width); }
        (V a, V b) = R.Count == 1 ? (a0, b0) : (a1, b1);
        nint last = (R.Count - 1) * stride;
        if (count == 2 * width) { StoreRow(a, b, ref place, last, width); }
        else { PackedColumns.StorePart<V, S, T>(a, b, ref Unsafe.Add(ref place, last), count); }
    }

    /// <summary>The sum of the first row's two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly V FirstRow() => S.Add(a0, b0);

    /// <summary>The sum of all vectors: not finite where one of them is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly V Sum()
    {
        V sum = S.Add(a0, b0);
        if (R.Count > 1) { sum = S.Add(sum, S.Add(a1, b1)); }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow(V a, V b, ref T place, nint offset, nint width)
    {
        S.Store(a, ref place, offset);
        S.Store(b, ref place, offset + width);
    }
}
