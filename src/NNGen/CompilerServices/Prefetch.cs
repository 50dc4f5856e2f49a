using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace NNGen.CompilerServices;

/// <summary>
/// Asks for memory before it is read, so that it arrives while the processor multiplies. Samples come from far away: waiting for 256 of them
/// took an eighth of the forward pass of 784-128-10. Where the processor has no such instruction in .NET (Arm64), nothing happens.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Prefetch
{
    /// <summary>Asks for the cache line of a place some values behind another; it need not exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Line<T>(ref T place, nint offset)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Sse.IsSupported) { Sse.Prefetch0((T*)Unsafe.AsPointer(ref place) + offset); }
    }

    /// <summary>Asks for the cache line of an address; nothing need be there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Line(nint address)
    {
        if (Sse.IsSupported) { Sse.Prefetch0((void*)address); }
    }

    /// <summary>
    /// Where a product over a group of panels, which asks for one address in each round of its inner loop, starts to ask for the samples of the next group. Behind
    /// a batch it asks for what follows in memory: the next batch, for a caller who walks through the data in their order.
    /// </summary>
    /// <param name="rows">All samples of the batch, row-major.</param>
    /// <param name="features">Values of a sample.</param>
    /// <param name="first">The group's first panel.</param>
    /// <param name="panels">Panels of the group.</param>
    /// <param name="tiles">How often the product walks through the features of a panel.</param>
    /// <param name="step">Bytes from one address to the next.</param>
    public static unsafe nint NextRows<T>(ReadOnlySpan<T> rows, nint features, nint first, nint panels, nint tiles, out nint step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint width = Workspace<T>.PanelWidth;
        step = Math.Min((width + tiles - 1) / tiles * Unsafe.SizeOf<T>(), 64);
        nint start = Math.Min((first + panels) * width * features, rows.Length);
        return (nint)((T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(rows)) + start);
    }

    /// <summary>Asks for some columns of some rows, from their last value backwards: the line that they start in may have come with the columns before them.</summary>
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
