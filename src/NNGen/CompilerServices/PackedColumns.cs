using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NNGen.CompilerServices;

/// <summary>
/// Copies of a few columns of a batch, as wide as a panel and contiguous: a product that reads them many times then has no strided access
/// and does not read past the end of a row.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PackedColumns
{
    /// <summary>
    /// Copies columns of row-major samples; samples that the batch does not have are zero, columns that a row does not have are undefined.
    /// </summary>
    /// <param name="rows">The first sample.</param>
    /// <param name="stride">Values of a sample.</param>
    /// <param name="samples">Samples in the batch.</param>
    /// <param name="column">First column.</param>
    /// <param name="columns">How many columns, at most a panel's width.</param>
    /// <param name="packed">Receives the copy.</param>
    /// <param name="panels">Its length in panels of samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromRows<T>(ref T rows, nint stride, nint samples, nint column, nint columns, ref T packed, nint panels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint width = Workspace<T>.PanelWidth;
        ref T from = ref Unsafe.Add(ref rows, column);
        ref T to = ref packed;

        // Whole vectors as long as they end inside the batch: their lanes after the columns are not used.
        nint room = (samples * stride) - column - width;
        nint whole = room < 0 ? 0 : Math.Min(samples, (room / stride) + 1);
        VectorLoops<T>.Current.CopyRuns(ref from, stride, whole, ref to);
        from = ref Unsafe.Add(ref from, whole * stride);
        to = ref Unsafe.Add(ref to, whole * width);
        for (nint s = whole; s < samples; s++)
        {
            for (nint i = 0; i < width; i++) { Unsafe.Add(ref to, i) = i < columns ? Unsafe.Add(ref from, i) : T.Zero; }
            from = ref Unsafe.Add(ref from, stride);
            to = ref Unsafe.Add(ref to, width);
        }

        MemoryMarshal.CreateSpan(ref to, checked((int)(((panels * width) - samples) * width))).Clear();
    }

    /// <summary>Copies features of panels into columns.</summary>
    /// <param name="source">The first panel.</param>
    /// <param name="features">Values of a sample.</param>
    /// <param name="column">First feature.</param>
    /// <param name="columns">How many features, at most a panel's width.</param>
    /// <param name="packed">Receives the copy.</param>
    /// <param name="panels">How many panels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromPanels<T>(ref T source, nint features, nint column, nint columns, ref T packed, nint panels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint width = Workspace<T>.PanelWidth;
        if (columns < width) { MemoryMarshal.CreateSpan(ref packed, checked((int)(panels * width * width))).Clear(); }

        for (nint p = 0; p < panels; p++)
        {
            Transpose.Block(
                ref Unsafe.Add(ref source, ((p * features) + column) * width), width, ref Unsafe.Add(ref packed, p * width * width), width, columns, width);
        }
    }

    /// <summary>Stores the first lanes of two vectors.</summary>
    public static void StorePart<V, S, T>(V first, V second, ref T destination, nint count)
        where V : struct
        where S : struct, ISimd<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> both = stackalloc T[128 / Unsafe.SizeOf<T>()];
        ref T start = ref MemoryMarshal.GetReference(both);
        S.Store(first, ref start);
        S.Store(second, ref start, S.Count);
        both[..(int)count].CopyTo(MemoryMarshal.CreateSpan(ref destination, (int)count));
    }
}
