using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NNGen.CompilerServices;

/// <summary>Memory of a thread that is used for the length of one call, and kept for the next.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Scratch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [ThreadStatic]
    private static AlignedBlock<T> block;

    /// <summary>At least <paramref name="length"/> values, of which nothing is known.</summary>
    public static Span<T> Get(int length)
    {
        if (block.Length < length) { block = new AlignedBlock<T>(length); }
        return block.Span;
    }

    /// <summary>
    /// Memory on the stack from its first whole cache line on. A vector that crosses two lines goes slowly from the store that wrote it to the
    /// loads that follow, and where a stack starts is luck: one sample of 20-32-32-1 took 43, 63 or 77 ns with 512-bit vectors, from run to run.
    /// </summary>
    /// <param name="stack">Memory that cannot move, with all but one value of a cache line to spare.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Align(Span<T> stack)
    {
        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref MemoryMarshal.GetReference(stack));
        return stack[(int)((-address & (AlignedBlock<T>.Alignment - 1)) / Unsafe.SizeOf<T>())..];
    }
}
