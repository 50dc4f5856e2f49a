using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen;

/// <summary>The vectors that this process uses for networks; every result has the same bits with any of them.</summary>
/// <remarks>
/// <see cref="Vector{T}"/> has 256 bits in .NET also on processors with 512-bit units. There NNGen uses <see cref="Vector512{T}"/>. The
/// <see cref="AppContext"/> switch <c>NNGen.Simd.Wide</c> overrides this: in <c>runtimeconfig.json</c> or a project's
/// <c>RuntimeHostConfigurationOption</c>, or by <see cref="AppContext.SetSwitch"/> before any NNGen code runs. With <c>true</c> on a processor
/// without such units, results are still correct, but slow: .NET computes each operation in parts.
/// </remarks>
public static class Simd
{
    /// <summary>
    /// Whether vectors are <see cref="Vector512{T}"/>; otherwise they are <see cref="Vector{T}"/>. Determined once, when it is first read.
    /// </summary>
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
