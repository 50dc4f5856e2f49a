using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen.CompilerServices;

/// <summary>Element-wise functions that <see cref="Vector"/> does not have.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Elementwise
{
    /// <inheritdoc cref="ISimd{V, T}.Sign"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sign(Vector<float> x) => PortableSingle.Sign(x);

    /// <inheritdoc cref="ISimd{V, T}.Sign"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Sign(Vector<double> x) => PortableDouble.Sign(x);

    /// <inheritdoc cref="ISimd{V, T}.ExpOfMagnitude"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> ExpOfMagnitude(Vector<float> x) => PortableSingle.ExpOfMagnitude(x);

    /// <inheritdoc cref="ISimd{V, T}.ExpOfMagnitude"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> ExpOfMagnitude(Vector<double> x) => PortableDouble.ExpOfMagnitude(x);

    /// <inheritdoc cref="ISimd{V, T}.Log1pOfUnit"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log1pOfUnit(Vector<float> x) => PortableSingle.Log1pOfUnit(x);

    /// <inheritdoc cref="ISimd{V, T}.Log1pOfUnit"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log1pOfUnit(Vector<double> x) => PortableDouble.Log1pOfUnit(x);
}
