using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen.CompilerServices;

/// <summary>
/// The accumulators of every product: up to 6 rows × 2 vectors that stay in registers while rows of numbers times columns of vectors are added.
/// </summary>
/// <remarks>
/// 6 rows are 12 sums, 2 loads and 6 broadcasts for 12 multiply-adds. As fast as 12 local variables: the JIT promotes the fields to these.
/// </remarks>
/// <typeparam name="V">The vector.</typeparam>
/// <typeparam name="S">Its operations.</typeparam>
/// <typeparam name="T">Its elements.</typeparam>
/// <typeparam name="R">How many rows.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct RegisterTile<V, S, T, R>
    where V : struct
    where S : struct, ISimd<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where R : struct, ITileRows
{
    private V a0, b0, a1, b1, a2, b2, a3, b3, a4, b4, a5, b5;

    /// <summary>Starts each row with a number, such as a bias.</summary>
    /// <param name="start">The first row's number; the others follow.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Start(ref T start)
    {
        a0 = b0 = S.Create(start);
        if (R.Count > 1) { a1 = b1 = S.Create(Unsafe.Add(ref start, 1)); }
        if (R.Count > 2) { a2 = b2 = S.Create(Unsafe.Add(ref start, 2)); }
        if (R.Count > 3) { a3 = b3 = S.Create(Unsafe.Add(ref start, 3)); }
        if (R.Count > 4) { a4 = b4 = S.Create(Unsafe.Add(ref start, 4)); }
        if (R.Count > 5) { a5 = b5 = S.Create(Unsafe.Add(ref start, 5)); }
    }

    /// <summary>Starts with zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Start()
    {
        a0 = b0 = S.Zero;
        if (R.Count > 1) { a1 = b1 = S.Zero; }
        if (R.Count > 2) { a2 = b2 = S.Zero; }
        if (R.Count > 3) { a3 = b3 = S.Zero; }
        if (R.Count > 4) { a4 = b4 = S.Zero; }
        if (R.Count > 5) { a5 = b5 = S.Zero; }
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
        if (R.Count > 2) { a2 = S.Load(ref sums, 2 * stride); b2 = S.Load(ref sums, (2 * stride) + width); }
        if (R.Count > 3) { a3 = S.Load(ref sums, 3 * stride); b3 = S.Load(ref sums, (3 * stride) + width); }
        if (R.Count > 4) { a4 = S.Load(ref sums, 4 * stride); b4 = S.Load(ref sums, (4 * stride) + width); }
        if (R.Count > 5) { a5 = S.Load(ref sums, 5 * stride); b5 = S.Load(ref sums, (5 * stride) + width); }
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

        if (R.Count > 2)
        {
            V w2 = S.Create(Unsafe.Add(ref rows, 2 * stride));
            a2 = S.MultiplyAdd(w2, xa, a2);
            b2 = S.MultiplyAdd(w2, xb, b2);
        }

        if (R.Count > 3)
        {
            V w3 = S.Create(Unsafe.Add(ref rows, 3 * stride));
            a3 = S.MultiplyAdd(w3, xa, a3);
            b3 = S.MultiplyAdd(w3, xb, b3);
        }

        if (R.Count > 4)
        {
            V w4 = S.Create(Unsafe.Add(ref rows, 4 * stride));
            a4 = S.MultiplyAdd(w4, xa, a4);
            b4 = S.MultiplyAdd(w4, xb, b4);
        }

        if (R.Count > 5)
        {
            V w5 = S.Create(Unsafe.Add(ref rows, 5 * stride));
            a5 = S.MultiplyAdd(w5, xa, a5);
            b5 = S.MultiplyAdd(w5, xb, b5);
        }
    }

    /// <summary>Adds outer products, one after the other: of a number for each row with two vectors each.</summary>
    /// <param name="count">The number of products.</param>
    /// <param name="rows">The first row's number in the first product.</param>
    /// <param name="stride">Elements from one row's number to the next.</param>
    /// <param name="step">Elements from one product's numbers to those of the next.</param>
    /// <param name="columns">The two vectors of the first product.</param>
    /// <param name="columnStep">Elements from one product's vectors to those of the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProducts(nint count, ref T rows, nint stride, nint step, ref T columns, nint columnStep)
    {
        for (nint i = 0; i < count; i++)
        {
            MultiplyAdd(ref rows, stride, ref columns);
            columns = ref Unsafe.Add(ref columns, columnStep);
            rows = ref Unsafe.Add(ref rows, step);
        }
    }

    /// <summary>Adds outer products, one for each sample of panels: of its gradients with two vectors of packed columns.</summary>
    /// <param name="samples">The number of samples; whole panels are read.</param>
    /// <param name="gradients">The first row's gradient of the first sample.</param>
    /// <param name="features">The number of gradients of a sample.</param>
    /// <param name="columns">The columns of the first sample.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddSamples(nint samples, ref T gradients, nint features, ref T columns)
    {
        nint panel = 2 * S.Count;
        for (nint p = 0; p < samples; p += panel)
        {
            AddProducts(panel, ref Unsafe.Add(ref gradients, p * features), panel, 1, ref Unsafe.Add(ref columns, p * panel), panel);
        }
    }

    /// <summary>Adds the sums of another tile: tiles with few rows alternate, so that no addition waits for the one before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in RegisterTile<V, S, T, R> other)
    {
        a0 = S.Add(a0, other.a0);
        b0 = S.Add(b0, other.b0);
        if (R.Count > 1) { a1 = S.Add(a1, other.a1); b1 = S.Add(b1, other.b1); }
        if (R.Count > 2) { a2 = S.Add(a2, other.a2); b2 = S.Add(b2, other.b2); }
        if (R.Count > 3) { a3 = S.Add(a3, other.a3); b3 = S.Add(b3, other.b3); }
        if (R.Count > 4) { a4 = S.Add(a4, other.a4); b4 = S.Add(b4, other.b4); }
        if (R.Count > 5) { a5 = S.Add(a5, other.a5); b5 = S.Add(b5, other.b5); }
    }

    /// <summary>Replaces each sum by a formula of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<F>()
        where F : struct, IFormula<V>
    {
        a0 = F.Of(a0);
        b0 = F.Of(b0);
        if (R.Count > 1) { a1 = F.Of(a1); b1 = F.Of(b1); }
        if (R.Count > 2) { a2 = F.Of(a2); b2 = F.Of(b2); }
        if (R.Count > 3) { a3 = F.Of(a3); b3 = F.Of(b3); }
        if (R.Count > 4) { a4 = F.Of(a4); b4 = F.Of(b4); }
        if (R.Count > 5) { a5 = F.Of(a5); b5 = F.Of(b5); }
    }

    /// <summary>Replaces each sum by a formula of it and of a saved value.</summary>
    /// <param name="saved">The first row's two vectors of saved values.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<F>(ref T saved, nint stride)
        where F : struct, IFormulaOfTwo<V>
    {
        nint width = S.Count;
        a0 = F.Of(a0, S.Load(ref saved));
        b0 = F.Of(b0, S.Load(ref saved, width));
        if (R.Count > 1) { a1 = F.Of(a1, S.Load(ref saved, stride)); b1 = F.Of(b1, S.Load(ref saved, stride + width)); }
        if (R.Count > 2) { a2 = F.Of(a2, S.Load(ref saved, 2 * stride)); b2 = F.Of(b2, S.Load(ref saved, (2 * stride) + width)); }
        if (R.Count > 3) { a3 = F.Of(a3, S.Load(ref saved, 3 * stride)); b3 = F.Of(b3, S.Load(ref saved, (3 * stride) + width)); }
        if (R.Count > 4) { a4 = F.Of(a4, S.Load(ref saved, 4 * stride)); b4 = F.Of(b4, S.Load(ref saved, (4 * stride) + width)); }
        if (R.Count > 5) { a5 = F.Of(a5, S.Load(ref saved, 5 * stride)); b5 = F.Of(b5, S.Load(ref saved, (5 * stride) + width)); }
    }

    /// <summary>Writes the sums.</summary>
    /// <param name="place">The destination of the first row's two vectors.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref T place, nint stride)
    {
        nint width = S.Count;
        StoreRow(a0, b0, ref place, 0, width);
        if (R.Count > 1) { StoreRow(a1, b1, ref place, stride, width); }
        if (R.Count > 2) { StoreRow(a2, b2, ref place, 2 * stride, width); }
        if (R.Count > 3) { StoreRow(a3, b3, ref place, 3 * stride, width); }
        if (R.Count > 4) { StoreRow(a4, b4, ref place, 4 * stride, width); }
        if (R.Count > 5) { StoreRow(a5, b5, ref place, 5 * stride, width); }
    }

    /// <summary>
    /// Writes rows that are shorter than two vectors: the excess of a row is overwritten by the next one; the last row writes no excess.
    /// </summary>
    /// <param name="place">The destination of the first row.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    /// <param name="count">Elements of a row, at most two vectors.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref T place, nint stride, nint count)
    {
        nint width = S.Count;
        if (R.Count > 1) { StoreRow(a0, b0, ref place, 0, width); }
        if (R.Count > 2) { StoreRow(a1, b1, ref place, stride, width); }
        if (R.Count > 3) { StoreRow(a2, b2, ref place, 2 * stride, width); }
        if (R.Count > 4) { StoreRow(a3, b3, ref place, 3 * stride, width); }
        if (R.Count > 5) { StoreRow(a4, b4, ref place, 4 * stride, width); }
        (V a, V b) = R.Count switch
        {
            1 => (a0, b0),
            2 => (a1, b1),
            3 => (a2, b2),
            4 => (a3, b3),
            5 => (a4, b4),
            _ => (a5, b5),
        };
        nint last = (R.Count - 1) * stride;
        if (count == 2 * width) { StoreRow(a, b, ref place, last, width); }
        else { PackedColumns.StorePart<V, S, T>(a, b, ref Unsafe.Add(ref place, last), count); }
    }

    /// <summary>Writes rows that are shorter than two vectors, and nothing after any of them.</summary>
    /// <param name="place">Where the first row belongs.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    /// <param name="count">Elements of a row, at most two vectors.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreParts(ref T place, nint stride, nint count)
    {
        if (count == 2 * S.Count)
        {
            Store(ref place, stride);
            return;
        }

        PackedColumns.StorePart<V, S, T>(a0, b0, ref place, count);
        if (R.Count > 1) { PackedColumns.StorePart<V, S, T>(a1, b1, ref Unsafe.Add(ref place, stride), count); }
        if (R.Count > 2) { PackedColumns.StorePart<V, S, T>(a2, b2, ref Unsafe.Add(ref place, 2 * stride), count); }
        if (R.Count > 3) { PackedColumns.StorePart<V, S, T>(a3, b3, ref Unsafe.Add(ref place, 3 * stride), count); }
        if (R.Count > 4) { PackedColumns.StorePart<V, S, T>(a4, b4, ref Unsafe.Add(ref place, 4 * stride), count); }
        if (R.Count > 5) { PackedColumns.StorePart<V, S, T>(a5, b5, ref Unsafe.Add(ref place, 5 * stride), count); }
    }

    /// <summary>The sum of the first row's two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly V FirstRow() => S.Add(a0, b0);

    /// <summary>The sum of all vectors: not finite if one of them is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly V Sum()
    {
        V sum = S.Add(a0, b0);
        if (R.Count > 1) { sum = S.Add(sum, S.Add(a1, b1)); }
        if (R.Count > 2) { sum = S.Add(sum, S.Add(a2, b2)); }
        if (R.Count > 3) { sum = S.Add(sum, S.Add(a3, b3)); }
        if (R.Count > 4) { sum = S.Add(sum, S.Add(a4, b4)); }
        if (R.Count > 5) { sum = S.Add(sum, S.Add(a5, b5)); }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow(V a, V b, ref T place, nint offset, nint width)
    {
        S.Store(a, ref place, offset);
        S.Store(b, ref place, offset + width);
    }
}
