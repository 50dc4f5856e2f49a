using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen.CompilerServices;

/// <summary>Element-wise functions that <see cref="Vector"/> does not have.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Elementwise
{
    /// <summary>−1, 0 or 1 in each lane; NaN where the lane is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sign<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector.ConditionalSelect(
            Vector.GreaterThan(x, Vector<T>.Zero),
            Vector<T>.One,
            Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), -Vector<T>.One, x));
}
