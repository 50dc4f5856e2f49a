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

    /// <summary>As <see cref="OverOutputs"/>, of weights whose rows are inputs: those of a layer that is tied to another one.</summary>
    public static void OverOutputsOfColumns<T>(ref T weights, nint inputs, nint outputs, nint tile, ref T packed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint start = 0; start < outputs; start += tile)
        {
            nint present = Math.Min(tile, outputs - start);
            for (nint i = 0; i < inputs; i++)
            {
                for (nint output = 0; output < present; output++)
                {
                    Unsafe.Add(ref packed, (start * inputs) + (i * tile) + output) = Unsafe.Add(ref weights, (i * outputs) + start + output);
                }
            }
        }
    }

    /// <summary>As <see cref="OverInputs"/>, of weights whose rows are inputs: those of a layer that is tied to another one.</summary>
    public static void OverInputsOfColumns<T>(ref T weights, nint inputs, nint outputs, nint stride, ref T packed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint row = 0; row < outputs; row++)
        {
            for (nint i = 0; i < inputs; i++) { Unsafe.Add(ref packed, (row * stride) + i) = Unsafe.Add(ref weights, (i * outputs) + row); }
        }
    }

    /// <summary>
    /// Weights of a convolution, lanes over filters: group by group, tile by tile, tap by tap, channel by channel, <paramref name="tile"/> filters
    /// together; missing filters are zero.
    /// </summary>
    /// <param name="weights">The weights, <c>[filters, channels of a group, taps]</c>.</param>
    /// <param name="groups">Groups.</param>
    /// <param name="filters">Filters of a group.</param>
    /// <param name="channels">Channels of a group.</param>
    /// <param name="taps">Taps of a window.</param>
    /// <param name="tile">Filters that lie together.</param>
    /// <param name="stride">From one group to the next.</param>
    /// <param name="packed">Receives the weights.</param>
    public static void Windows<T>(ref T weights, nint groups, nint filters, nint channels, nint taps, nint tile, nint stride, ref T packed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Tiles(ref weights, groups, filters, channels * taps, channels, taps, taps, tile, stride, ref packed);

    /// <summary>
    /// Weights of a transposed convolution, lanes over the channels of its result: group by group, tile by tile, tap by tap, filter by filter,
    /// <paramref name="tile"/> channels together; missing channels are zero.
    /// </summary>
    /// <param name="weights">The weights, <c>[filters, channels of a group, taps]</c>; filters are the channels of its source.</param>
    /// <param name="groups">Groups.</param>
    /// <param name="filters">Filters of a group.</param>
    /// <param name="channels">Channels of a group.</param>
    /// <param name="taps">Taps of a window.</param>
    /// <param name="tile">Channels that lie together.</param>
    /// <param name="stride">From one group to the next.</param>
    /// <param name="packed">Receives the weights.</param>
    public static void TransposedWindows<T>(ref T weights, nint groups, nint filters, nint channels, nint taps, nint tile, nint stride, ref T packed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Tiles(ref weights, groups, channels, taps, filters, channels * taps, taps, tile, stride, ref packed);

    /// <summary>Group by group, tile of rows by tile, tap by tap, column by column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tiles<T>(ref T weights, nint groups, nint rows, nint rowStride, nint columns, nint columnStride, nint taps, nint tile, nint stride, ref T packed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint group = 0; group < groups; group++)
        {
            ref T from = ref Unsafe.Add(ref weights, group * rows * columns * taps);
            for (nint start = 0; start < rows; start += tile)
            {
                ref T to = ref Unsafe.Add(ref packed, (group * stride) + (start * columns * taps));
                nint present = Math.Min(tile, rows - start);
                for (nint tap = 0; tap < taps; tap++)
                {
                    for (nint column = 0; column < columns; column++)
                    {
                        for (nint row = 0; row < tile; row++)
                        {
                            Unsafe.Add(ref to, row) = row < present ? Unsafe.Add(ref from, ((start + row) * rowStride) + (column * columnStride) + tap) : T.Zero;
                        }

                        to = ref Unsafe.Add(ref to, tile);
                    }
                }
            }
        }
    }

    /// <summary>Copies the bias.</summary>
    public static void Bias<T>(ref T bias, nint outputs, ref T packed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint i = 0; i < outputs; i++) { Unsafe.Add(ref packed, i) = Unsafe.Add(ref bias, i); }
    }

    /// <summary>Weights of a convolution, filters × channels × taps, as filters × taps × channels.</summary>
    public static void TapsFirst<T>(ref T weights, nint filters, nint channels, nint taps, ref T ordered)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint filter = 0; filter < filters; filter++)
        {
            for (nint tap = 0; tap < taps; tap++)
            {
                for (nint channel = 0; channel < channels; channel++)
                {
                    Unsafe.Add(ref ordered, (((filter * taps) + tap) * channels) + channel) = Unsafe.Add(ref weights, (((filter * channels) + channel) * taps) + tap);
                }
            }
        }
    }

    /// <summary>
    /// The weights of a recurrent cell: for each vector of units the biases, then for each number that arrives, and for each that is carried, a vector for each
    /// gate. Units that are missing in the last vector are zero.
    /// </summary>
    /// <param name="arriving">Weights, gates · units × features.</param>
    /// <param name="carried">Weights, gates · units × units.</param>
    /// <param name="arrivingBias">Gates · units; a null reference if there is none.</param>
    /// <param name="carriedBias">The same.</param>
    /// <param name="features">The numbers that arrive.</param>
    /// <param name="units">The units.</param>
    /// <param name="gates">The gates.</param>
    /// <param name="added">A bit for each gate: whether both products have one sum, and one bias.</param>
    /// <param name="width">The length of a vector.</param>
    /// <param name="packed">Receives the weights.</param>
    public static void Cell<T>(
        ref T arriving, ref T carried, ref T arrivingBias, ref T carriedBias, nint features, nint units, int gates, int added, nint width, ref T packed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T to = ref packed;
        for (nint start = 0; start < units; start += width)
        {
            for (int gate = 0; gate < gates; gate++)
            {
                bool isAdded = (added >> gate & 1) != 0;
                for (nint lane = 0; lane < width; lane++) { Unsafe.Add(ref to, lane) = Bias(ref arrivingBias, gate, start + lane) + (isAdded ? Bias(ref carriedBias, gate, start + lane) : T.Zero); }
                to = ref Unsafe.Add(ref to, width);
                if (isAdded) { continue; }
                for (nint lane = 0; lane < width; lane++) { Unsafe.Add(ref to, lane) = Bias(ref carriedBias, gate, start + lane); }
                to = ref Unsafe.Add(ref to, width);
            }

            Weights(ref arriving, features, start, ref to);
            to = ref Unsafe.Add(ref to, features * gates * width);
            Weights(ref carried, units, start, ref to);
            to = ref Unsafe.Add(ref to, units * gates * width);
        }

        T Bias(ref T bias, int gate, nint unit) => Unsafe.IsNullRef(ref bias) || unit >= units ? T.Zero : Unsafe.Add(ref bias, (gate * units) + unit);

        void Weights(ref T weights, nint inputs, nint start, ref T into)
        {
            for (nint i = 0; i < inputs; i++)
            {
                for (int gate = 0; gate < gates; gate++)
                {
                    for (nint lane = 0; lane < width; lane++)
                    {
                        nint unit = start + lane;
                        Unsafe.Add(ref into, (((i * gates) + gate) * width) + lane) = unit < units ? Unsafe.Add(ref weights, (((gate * units) + unit) * inputs) + i) : T.Zero;
                    }
                }
            }
        }
    }
}
