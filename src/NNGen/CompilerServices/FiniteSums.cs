using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen.CompilerServices;

/// <summary>
/// Whether numbers are finite, seen by a sum over them: infinity and NaN stay in a sum, and it costs one addition for each number, on units that multiply-adds leave
/// idle. A sum that is not finite may only have overflowed; then the numbers are looked at.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FiniteSums
{
    /// <summary>Whether a sum in every lane is finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsFinite<T>(Vector<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.LessThanAll(Vector.Abs(sum), Vector.Create(T.PositiveInfinity));

    /// <summary>Whether numbers that were added to a sum are all finite.</summary>
    /// <param name="sum">The sum, in any lanes.</param>
    /// <param name="values">The first of the numbers.</param>
    /// <param name="count">How many there are.</param>
    public static bool AreFinite<V, S, T>(V sum, ref T values, nint count)
        where V : struct
        where S : struct, ISimd<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => S.IsFinite(sum) || Lanes.AllFinite(ref values, checked((int)count));

    /// <summary>Whether numbers that were added to a sum are all finite.</summary>
    /// <param name="sum">The sum, in any lanes.</param>
    /// <param name="values">The first of the numbers.</param>
    /// <param name="count">How many there are.</param>
    public static bool AreFinite<T>(Vector<T> sum, ref T values, nint count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => IsFinite(sum) || Lanes.AllFinite(ref values, checked((int)count));
}
