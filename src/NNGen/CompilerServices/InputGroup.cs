using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

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
    public static Vector<float> Load(ref float first) => PortableSingle.LoadGroup(ref first);

    /// <summary>Two inputs, again and again.</summary>
    /// <param name="first">The first of them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Load(ref double first) => PortableDouble.LoadGroup(ref first);

    /// <summary>A vector of equal lanes: the group's first input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> First(Vector<float> group) => PortableSingle.Spread(group, 0);

    /// <summary>A vector of equal lanes: the group's second input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Second(Vector<float> group) => PortableSingle.Spread(group, 1);

    /// <summary>A vector of equal lanes: the group's third input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Third(Vector<float> group) => PortableSingle.Spread(group, 2);

    /// <summary>A vector of equal lanes: the group's fourth input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Fourth(Vector<float> group) => PortableSingle.Spread(group, 3);

    /// <summary>A vector of equal lanes: the group's first input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> First(Vector<double> group) => PortableDouble.Spread(group, 0);

    /// <summary>A vector of equal lanes: the group's second input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Second(Vector<double> group) => PortableDouble.Spread(group, 1);
}
