using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen.CompilerServices;

/// <summary>Rewrites weights in the order in which the pass over one sample reads them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Packing
{
    /// <summary>Lanes over outputs: tile by tile, input by input, <paramref name="tile"/> outputs together; missing outputs are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverOutputs<T>(ref T weights, nint inputs, nint outputs, nint tile, ref T packed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint start = 0; start < outputs; start += tile)
        {
            ref T to = ref Unsafe.Add(ref packed, start * inputs);
            nint present = Math.Min(tile, outputs - start);
            Transpose.Block(ref Unsafe.Add(ref weights, start * inputs), inputs, ref to, tile, present, inputs);
        }
    }

    /// <summary>Lanes over inputs: rows, each padded with zeros to <paramref name="stride"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverInputs<T>(ref T weights, nint inputs, nint outputs, nint stride, ref T packed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint row = 0; row < outputs; row++)
        {
            for (nint i = 0; i < inputs; i++) { Unsafe.Add(ref packed, (row * stride) + i) = Unsafe.Add(ref weights, (row * inputs) + i); }
        }
    }

    /// <summary>Copies the bias.</summary>
    public static void Bias<T>(ref T bias, nint outputs, ref T packed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint i = 0; i < outputs; i++) { Unsafe.Add(ref packed, i) = Unsafe.Add(ref bias, i); }
    }
}
