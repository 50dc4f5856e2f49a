using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen.CompilerServices;

/// <summary>Moves samples between rows in the caller's memory and panels, where every feature of a panel's samples is one row.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Panels
{
    /// <summary>Samples to panels: fills the panels from <paramref name="firstPanel"/> on, with zeros for samples that a batch does not have.</summary>
    /// <param name="rows">All samples of the batch, row-major.</param>
    /// <param name="features">Values of a sample.</param>
    /// <param name="samples">Samples in the batch.</param>
    /// <param name="firstPanel">First panel to fill.</param>
    /// <param name="panels">How many panels.</param>
    /// <param name="destination">The first panel's memory.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Load<T>(ReadOnlySpan<T> rows, nint features, nint samples, nint firstPanel, nint panels, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint width = Tape<T>.PanelWidth;
        ref T source = ref System.Runtime.InteropServices.MemoryMarshal.GetReference(rows);
        for (nint p = 0; p < panels; p++)
        {
            nint start = (firstPanel + p) * width;
            nint present = Math.Min(width, samples - start);
            Transpose.Block(ref Unsafe.Add(ref source, start * features), features, ref Unsafe.Add(ref destination, p * features * width), width, present, features);
            for (nint s = present; s < width; s++)
            {
                for (nint i = 0; i < features; i++) { Unsafe.Add(ref destination, (((p * features) + i) * width) + s) = T.Zero; }
            }
        }
    }

    /// <summary>Panels to rows.</summary>
    /// <param name="source">The first panel's memory.</param>
    /// <param name="features">Values of a sample.</param>
    /// <param name="samples">Samples in the batch.</param>
    /// <param name="firstPanel">First panel to copy.</param>
    /// <param name="panels">How many panels.</param>
    /// <param name="rows">All samples of the batch, row-major.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Store<T>(ref T source, nint features, nint samples, nint firstPanel, nint panels, Span<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint width = Tape<T>.PanelWidth;
        ref T destination = ref System.Runtime.InteropServices.MemoryMarshal.GetReference(rows);
        for (nint p = 0; p < panels; p++)
        {
            nint start = (firstPanel + p) * width;
            nint present = Math.Min(width, samples - start);
            Transpose.Block(ref Unsafe.Add(ref source, p * features * width), width, ref Unsafe.Add(ref destination, start * features), features, features, present);
        }
    }

    /// <summary>Targets to panels: given values, or class numbers as one-hot (as themselves where there is one output).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LoadTargets<T>(in Batch<T> batch, nint outputs, nint firstPanel, nint panels, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (batch.Classes.IsEmpty)
        {
            Load(batch.Targets, outputs, batch.Size, firstPanel, panels, ref destination);
            return;
        }

        nint width = Tape<T>.PanelWidth;
        System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref destination, checked((int)(panels * outputs * width))).Clear();
        for (nint s = 0; s < panels * width; s++)
        {
            nint sample = (firstPanel * width) + s;
            if (sample >= batch.Size) { break; }

            int number = batch.Classes[(int)sample];
            nint p = s / width;
            nint feature = outputs == 1 ? 0 : number;
            Unsafe.Add(ref destination, (((p * outputs) + feature) * width) + (s % width)) = outputs == 1 ? T.CreateTruncating(number) : T.One;
        }
    }

    /// <summary>Sample weights to panels, as they are and divided by the batch size; zero for samples that a batch does not have.</summary>
    public static void LoadWeights<T>(in Batch<T> batch, nint firstPanel, nint panels, ref T weights, ref T scales)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint width = Tape<T>.PanelWidth;
        T share = T.One / T.CreateChecked(batch.Size);
        for (nint s = 0; s < panels * width; s++)
        {
            nint sample = (firstPanel * width) + s;
            T weight = sample >= batch.Size ? T.Zero : batch.SampleWeights.IsEmpty ? T.One : batch.SampleWeights[(int)sample];
            Unsafe.Add(ref weights, s) = weight;
            Unsafe.Add(ref scales, s) = weight * share;
        }
    }

    /// <summary>Sums each of some features over all samples, in the samples' order.</summary>
    /// <param name="source">The first panel.</param>
    /// <param name="features">Values of a sample.</param>
    /// <param name="panels">How many panels.</param>
    /// <param name="first">First feature.</param>
    /// <param name="end">One past the last feature.</param>
    /// <param name="sums">Receives the sums, from feature 0 on.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumSamples<T>(ref T source, nint features, nint panels, nint first, nint end, ref T sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint width = Tape<T>.PanelWidth;
        nint i = first;

        // Four sums at a time: each is a chain of additions in order, together they hide its latency.
        for (; i + 4 <= end; i += 4)
        {
            T a = T.Zero, b = T.Zero, c = T.Zero, d = T.Zero;
            for (nint p = 0; p < panels; p++)
            {
                ref T x = ref Unsafe.Add(ref source, ((p * features) + i) * width);
                for (nint s = 0; s < width; s++)
                {
                    a += Unsafe.Add(ref x, s);
                    b += Unsafe.Add(ref x, s + width);
                    c += Unsafe.Add(ref x, s + (2 * width));
                    d += Unsafe.Add(ref x, s + (3 * width));
                }
            }

            Unsafe.Add(ref sums, i) = a;
            Unsafe.Add(ref sums, i + 1) = b;
            Unsafe.Add(ref sums, i + 2) = c;
            Unsafe.Add(ref sums, i + 3) = d;
        }

        for (; i < end; i++)
        {
            T a = T.Zero;
            for (nint p = 0; p < panels; p++)
            {
                ref T x = ref Unsafe.Add(ref source, ((p * features) + i) * width);
                for (nint s = 0; s < width; s++) { a += Unsafe.Add(ref x, s); }
            }

            Unsafe.Add(ref sums, i) = a;
        }
    }
}
