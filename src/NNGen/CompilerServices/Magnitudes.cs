using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen.CompilerServices;

/// <summary>
/// Whether numbers are finite, found where they are still in registers. The bits of floating-point numbers without their sign order as their magnitudes
/// do, infinity and NaN above all others, and integers compare in one cycle.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Magnitudes
{
    /// <summary>The larger of two magnitudes, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<int> Larger(Vector<int> largest, Vector<float> values) => Vector.Max(largest, Vector.AsVectorInt32(values) & new Vector<int>(int.MaxValue));

    /// <inheritdoc cref="Larger(Vector{int}, Vector{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<long> Larger(Vector<long> largest, Vector<double> values) => Vector.Max(largest, Vector.AsVectorInt64(values) & new Vector<long>(long.MaxValue));

    /// <summary>Whether a magnitude in every lane is that of a finite number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreFinite(Vector<int> largest) => Vector.LessThanAll(largest, new Vector<int>(0x7F800000));

    /// <inheritdoc cref="AreFinite(Vector{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreFinite(Vector<long> largest) => Vector.LessThanAll(largest, new Vector<long>(0x7FF0000000000000));
}
