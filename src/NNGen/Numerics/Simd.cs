using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen;

/// <summary>The vectors that networks are computed with in this process; every result has the same bits with any of them.</summary>
/// <remarks>
/// .NET gives <see cref="Vector{T}"/> 256 bits also on processors with units of 512 bits. There NNGen takes <see cref="Vector512{T}"/>. The
/// <see cref="AppContext"/> switch <c>NNGen.Simd.Wide</c> decides otherwise: in <c>runtimeconfig.json</c> or a project's
/// <c>RuntimeHostConfigurationOption</c>, or by <see cref="AppContext.SetSwitch"/> before anything of NNGen has run. With <c>true</c> on a processor without
/// such units everything is still right, but slow: .NET computes each operation in parts.
/// </remarks>
public static class Simd
{
    /// <summary>Whether vectors are <see cref="Vector512{T}"/>; otherwise they are <see cref="Vector{T}"/>. Decided once, when it is first read.</summary>
    public static bool IsWide { get; } = AppContext.TryGetSwitch("NNGen.Simd.Wide", out bool isWide)
        ? isWide
        : Vector512.IsHardwareAccelerated && Vector<byte>.Count < Vector512<byte>.Count;

    /// <summary>Bits of a vector: 128, 256 or 512.</summary>
    public static int VectorBits => 8 * (IsWide ? Vector512<byte>.Count : Vector<byte>.Count);

    /// <summary>Samples of a panel: two vectors.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PanelWidth<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        2 * (IsWide ? Vector512<T>.Count : Vector<T>.Count);
}
