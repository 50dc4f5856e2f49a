using System.ComponentModel;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NNGen.CompilerServices;

/// <summary>Gradients of parameters that several layers share; called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SharedGradients
{
    /// <summary>Adds the gradient of a further use.</summary>
    /// <param name="from">The first of its numbers.</param>
    /// <param name="to">The gradient of the uses so far.</param>
    /// <returns>Whether the sums are finite.</returns>
    public static bool Add<T>(ref T from, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> source = MemoryMarshal.CreateReadOnlySpan(ref from, to.Length);
        int i = 0;
        for (; i <= to.Length - Vector<T>.Count; i += Vector<T>.Count) { (new Vector<T>(to[i..]) + new Vector<T>(source[i..])).CopyTo(to[i..]); }
        for (; i < to.Length; i++) { to[i] += source[i]; }
        return Lanes.AllFinite(to);
    }
}
