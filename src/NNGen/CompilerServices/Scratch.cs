using System.ComponentModel;
using System.Numerics;

namespace NNGen.CompilerServices;

/// <summary>Memory of a thread that is used during one call, and kept for the next.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Scratch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [ThreadStatic]
    private static AlignedBlock<T> block;

    /// <summary>At least <paramref name="length"/> uninitialized values.</summary>
    public static Span<T> Get(int length)
    {
        if (block.Length < length) { block = new AlignedBlock<T>(length); }
        return block.Span;
    }
}
