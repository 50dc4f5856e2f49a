using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace NNGen.CompilerServices;

/// <summary>
/// Prefetches memory while the processor multiplies. Samples exceed L2: waiting for 256 of them took an eighth of the forward pass of 784-128-10.
/// Does nothing if .NET has no such instruction for the processor (Arm64).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Prefetch
{
    /// <summary>Prefetches the cache line at an offset in values from a reference; the address need not be valid.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Line<T>(ref T place, nint offset)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Sse.IsSupported) { Sse.Prefetch0((T*)Unsafe.AsPointer(ref place) + offset); }
    }

    /// <summary>Prefetches the cache line of an address, which need not be valid.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Line(nint address)
    {
        if (Sse.IsSupported) { Sse.Prefetch0((void*)address); }
    }

    /// <summary>
    /// The address at which a product over a group of panels starts to prefetch the samples of the next group, one line per iteration of its inner
    /// loop. After a batch, it prefetches what follows in memory: the next batch, if the caller processes the data in order.
    /// </summary>
    /// <param name="rows">All samples of the batch, row-major.</param>
    /// <param name="features">Values of a sample.</param>
    /// <param name="first">The group's first panel.</param>
    /// <param name="panels">Panels of the group.</param>
    /// <param name="tiles">How often the product iterates over the features of a panel.</param>
    /// <param name="step">Bytes from one address to the next.</param>
    public static unsafe nint NextRows<T>(ReadOnlySpan<T> rows, nint features, nint first, nint panels, nint tiles, out nint step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint width = Workspace<T>.PanelWidth;
        step = Math.Min((width + tiles - 1) / tiles * Unsafe.SizeOf<T>(), 64);
        nint start = Math.Min((first + panels) * width * features, rows.Length);
        return (nint)((T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(rows)) + start);
    }

    /// <summary>
    /// Prefetches some columns of some rows, from their last value backwards: their first line may already be cached with the columns before
    /// them.
    /// </summary>
    /// <param name="rows">The columns' first value.</param>
    /// <param name="stride">Values of a row.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="first">The first row.</param>
    /// <param name="end">One past the last row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Columns<T>(ref T rows, nint stride, nint columns, nint first, nint end)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint s = first; s < end; s++)
        {
            ref T row = ref Unsafe.Add(ref rows, s * stride);
            for (nint i = columns - 1; i >= 0; i -= 64 / Unsafe.SizeOf<T>()) { Line(ref row, i); }
        }
    }
}
