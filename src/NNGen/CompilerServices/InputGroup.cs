using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.CompilerServices;

/// <summary>
/// Inputs of the pass over one sample, 16 bytes at a time in every 128 bits of a vector: one load for all, and a shuffle for each. A vector of equal lanes
/// from memory is a load of its own, and a product that finds its weights in the first-level cache is bound by loads: 64 inputs times 32 outputs took 40
/// instead of 48 ns on Zen 4, with 256- as with 512-bit vectors.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InputGroup
{
    /// <summary>Four inputs, again and again.</summary>
    /// <param name="first">The first of them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Load(ref float first) => Repeat(Vector128.LoadUnsafe(ref first));

    /// <summary>Two inputs, again and again.</summary>
    /// <param name="first">The first of them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Load(ref double first) => Repeat(Vector128.LoadUnsafe(ref first));

    /// <summary>A vector of equal lanes: the group's first input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> First(Vector<float> group) => Spread(group, 0);

    /// <summary>A vector of equal lanes: the group's second input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Second(Vector<float> group) => Spread(group, 1);

    /// <summary>A vector of equal lanes: the group's third input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Third(Vector<float> group) => Spread(group, 2);

    /// <summary>A vector of equal lanes: the group's fourth input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Fourth(Vector<float> group) => Spread(group, 3);

    /// <summary>A vector of equal lanes: the group's first input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> First(Vector<double> group) => Spread(group, 0);

    /// <summary>A vector of equal lanes: the group's second input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Second(Vector<double> group) => Spread(group, 1);

    // The JIT knows the number of lanes, and keeps one branch.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Repeat<T>(Vector128<T> group)
    {
        if (Vector<byte>.Count == 16) { return group.AsVector(); }
        Vector256<T> twice = Vector256.Create(group, group);
        return Vector<byte>.Count == 32 ? twice.AsVector() : Vector512.Create(twice, twice).AsVector();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Spread(Vector<float> group, int i)
    {
        if (Vector<float>.Count == 4) { return Vector128.Shuffle(group.AsVector128(), Vector128.Create(i)).AsVector(); }
        return Vector<float>.Count == 8
            ? Vector256.Shuffle(group.AsVector256(), Vector256.Create(i, i, i, i, i + 4, i + 4, i + 4, i + 4)).AsVector()
            : Vector512.Shuffle(group.AsVector512(), Vector512.Create(
                i, i, i, i, i + 4, i + 4, i + 4, i + 4, i + 8, i + 8, i + 8, i + 8, i + 12, i + 12, i + 12, i + 12)).AsVector();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Spread(Vector<double> group, long i)
    {
        if (Vector<double>.Count == 2) { return Vector128.Shuffle(group.AsVector128(), Vector128.Create(i)).AsVector(); }
        return Vector<double>.Count == 4
            ? Vector256.Shuffle(group.AsVector256(), Vector256.Create(i, i, i + 2, i + 2)).AsVector()
            : Vector512.Shuffle(group.AsVector512(), Vector512.Create(i, i, i + 2, i + 2, i + 4, i + 4, i + 6, i + 6)).AsVector();
    }
}
