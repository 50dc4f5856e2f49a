using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace NNGen.CompilerServices;

/// <summary>Moves samples between rows in the caller's memory and panels, where every feature of a panel's samples is one row.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Panels
{
    /// <summary>
    /// Columns that are moved, and checked on request, while they are in the first-level cache: 8 KiB of samples, and as much of the widest
    /// panel.
    /// </summary>
    private const int Columns = 64;

    /// <summary>Inputs to panels; the workspace records whether one of them was infinite or NaN.</summary>
    /// <remarks>
    /// A separate pass through memory for the check took a twentieth of a training step with 256 samples of 784; here it takes a hundredth.
    /// </remarks>
    /// <param name="rows">All samples of the batch, row-major; those of the next may follow.</param>
    /// <param name="features">Values of a sample.</param>
    /// <param name="samples">Samples in the batch.</param>
    /// <param name="firstPanel">First panel to fill.</param>
    /// <param name="panels">How many panels.</param>
    /// <param name="workspace">The workspace that the panels belong to.</param>
    /// <param name="destination">The first panel's memory.</param>
    /// <param name="team">The threads that share the columns of long samples.</param>
    public static void LoadInputs<T>(ReadOnlySpan<T> rows, nint features, nint samples, nint firstPanel, nint panels, Workspace<T> workspace, ref T destination, Team team)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!Load(rows, features, samples, firstPanel, panels, ref destination, team, check: true)) { workspace.HasNonFiniteInputs = true; }
    }

    /// <summary>
    /// Looks for inputs that are not finite if the sums of a product are not: a sum over all inputs is finite only if all of them are, and checking
    /// one sum per sample is cheaper than checking all its inputs.
    /// </summary>
    /// <param name="rows">All samples of the batch, row-major; those of the next may follow.</param>
    /// <param name="features">Values of a sample.</param>
    /// <param name="samples">Samples in the batch.</param>
    /// <param name="firstPanel">The product's first panel.</param>
    /// <param name="panels">How many panels.</param>
    /// <param name="workspace">The workspace that records it.</param>
    public static void CheckInputs<T>(ReadOnlySpan<T> rows, int features, int samples, int firstPanel, int panels, Workspace<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int start = firstPanel * Workspace<T>.PanelWidth;
        int end = Math.Min(samples, start + (panels * Workspace<T>.PanelWidth));
        if (!Lanes.AllFinite(rows[(start * features)..(end * features)])) { workspace.HasNonFiniteInputs = true; }
    }

    /// <summary>
    /// Samples to panels: fills the panels from <paramref name="firstPanel"/> on, with zeros for samples that a batch does not have.
    /// </summary>
    /// <param name="rows">All samples of the batch, row-major.</param>
    /// <param name="features">Values of a sample.</param>
    /// <param name="samples">Samples in the batch.</param>
    /// <param name="firstPanel">First panel to fill.</param>
    /// <param name="panels">How many panels.</param>
    /// <param name="destination">The first panel's memory.</param>
    /// <param name="team">The threads that share the columns of long samples.</param>
    public static void Load<T>(ReadOnlySpan<T> rows, nint features, nint samples, nint firstPanel, nint panels, ref T destination, Team team)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Load(rows, features, samples, firstPanel, panels, ref destination, team, check: false);

    /// <summary>Samples to panels; false if a checked value is not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Load<T>(ReadOnlySpan<T> rows, nint features, nint samples, nint firstPanel, nint panels, ref T destination, Team team, bool check)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint width = Workspace<T>.PanelWidth;
        ref T source = ref MemoryMarshal.GetReference(rows);
        if (features < 2 * Columns)
        {
            if (!team.Leads) { return true; }
            nint whole = 0;
            if (typeof(T) == typeof(float) && Avx2.IsSupported && features == 2)
            {
                whole = Math.Clamp((samples / width) - firstPanel, 0, panels);
                Transpose.Pairs(
                    ref Unsafe.As<T, float>(ref Unsafe.Add(ref source, firstPanel * width * 2)), ref Unsafe.As<T, float>(ref destination), width, whole);
            }

            for (nint p = whole; p < panels; p++)
            {
                nint start = (firstPanel + p) * width;
                LoadColumns(ref Unsafe.Add(ref source, start * features), features, features, samples - start, ref Unsafe.Add(ref destination, p * features * width));
            }

            return !check || Lanes.AllFinite(ref destination, checked((int)(panels * features * width)));
        }

        bool finite = true;
        int blocks = (int)(features / Columns);
        (nint first, nint end) = (team.First(blocks), team.End(blocks));
        for (nint p = 0; p < panels; p++)
        {
            nint start = (firstPanel + p) * width;
            for (nint block = first; block < end; block++)
            {
                // The last block takes the remainder.
                nint column = block * Columns, columns = block == blocks - 1 ? features - column : Columns;
                ref T to = ref Unsafe.Add(ref destination, ((p * features) + column) * width);
                LoadColumns(ref Unsafe.Add(ref source, (start * features) + column), features, columns, samples - start, ref to);
                if (check) { finite &= Lanes.AllFinite(ref to, (int)(columns * width)); }
            }
        }

        return finite;
    }

    /// <summary>Some columns of a panel, with zeros for samples that the batch does not have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadColumns<T>(ref T rows, nint features, nint columns, nint samples, ref T panel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint width = Workspace<T>.PanelWidth;
        nint present = Math.Min(width, samples);
        Transpose.Block(ref rows, features, ref panel, width, present, columns);
        for (nint s = present; s < width; s++)
        {
            for (nint i = 0; i < columns; i++) { Unsafe.Add(ref panel, (i * width) + s) = T.Zero; }
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
        nint width = Workspace<T>.PanelWidth;
        ref T destination = ref MemoryMarshal.GetReference(rows);
        for (nint p = 0; p < panels; p++)
        {
            nint start = (firstPanel + p) * width;
            nint present = Math.Min(width, samples - start);
            Transpose.Block(ref Unsafe.Add(ref source, p * features * width), width, ref Unsafe.Add(ref destination, start * features), features, features, present);
        }
    }

    /// <summary>Targets to panels: given values, or class numbers as one-hot rows (as numbers if there is one output).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LoadTargets<T>(in Batch<T> batch, nint outputs, nint positions, nint firstPanel, nint panels, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (batch.Classes.IsEmpty)
        {
            Load(batch.Targets, outputs, batch.Size, firstPanel, panels, ref destination, default);
            return;
        }

        nint width = Workspace<T>.PanelWidth;
        nint from = firstPanel * width;
        nint present = Math.Min(panels * width, batch.Size - from);
        ref int classes = ref Unsafe.Add(ref MemoryMarshal.GetReference(batch.Classes), from);
        MemoryMarshal.CreateSpan(ref destination, checked((int)(panels * outputs * width))).Clear();
        if (outputs == 1)
        {
            nint next = 0;
            if (typeof(T) == typeof(float))
            {
                ref float values = ref Unsafe.As<T, float>(ref destination);
                for (; next + Vector<int>.Count <= present; next += Vector<int>.Count)
                {
                    Vector.ConvertToSingle(Vector.LoadUnsafe(ref Unsafe.Add(ref classes, next))).StoreUnsafe(ref Unsafe.Add(ref values, next));
                }
            }

            for (; next < present; next++) { Unsafe.Add(ref destination, next) = T.CreateTruncating(Unsafe.Add(ref classes, next)); }
            return;
        }

        if (positions > 1)
        {
            // A class for each pixel or step.
            nint each = outputs / positions;
            classes = ref Unsafe.Add(ref MemoryMarshal.GetReference(batch.Classes), from * positions);
            for (nint s = 0; s < present; s++)
            {
                for (nint position = 0; position < positions; position++)
                {
                    nint feature = (position * each) + Unsafe.Add(ref classes, (s * positions) + position);
                    Unsafe.Add(ref destination, (((s / width * outputs) + feature) * width) + (s % width)) = T.One;
                }
            }

            return;
        }

        for (nint s = 0; s < present; s++)
        {
            Unsafe.Add(ref destination, (((s / width * outputs) + Unsafe.Add(ref classes, s)) * width) + (s % width)) = T.One;
        }
    }

    /// <summary>Sample weights to panels, as they are and divided by the batch size; zero for samples that a batch does not have.</summary>
    public static void LoadWeights<T>(in Batch<T> batch, nint firstPanel, nint panels, ref T weights, ref T scales)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = Workspace<T>.PanelWidth;
        int from = checked((int)firstPanel * width);
        Span<T> weight = MemoryMarshal.CreateSpan(ref weights, checked((int)panels * width));
        Span<T> scale = MemoryMarshal.CreateSpan(ref scales, weight.Length);
        int present = Math.Min(weight.Length, batch.Size - from);
        T share = T.One / T.CreateChecked(batch.Whole);
        if (batch.SampleWeights.IsEmpty)
        {
            weight[..present].Fill(T.One);
            scale[..present].Fill(share);
        }
        else
        {
            batch.SampleWeights.Slice(from, present).CopyTo(weight);
            for (int s = 0; s < present; s++) { scale[s] = weight[s] * share; }
        }

        weight[present..].Clear();
        scale[present..].Clear();
    }

    /// <summary>
    /// Sums each of some features over all samples: in 32 lanes (16 of doubles), sample s in lane s mod 32 whatever the width of a vector,
    /// which are then added pairwise.
    /// </summary>
    /// <param name="source">The first panel.</param>
    /// <param name="features">Values of a sample.</param>
    /// <param name="panels">How many panels.</param>
    /// <param name="first">First feature.</param>
    /// <param name="end">One past the last feature.</param>
    /// <param name="sums">Receives the sums, from feature 0 on.</param>
    /// <returns>Whether all sums are finite.</returns>
    public static bool SumSamples<T>(ref T source, nint features, nint panels, nint first, nint end, ref T sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        SumPixels(ref source, 1, features, panels, first, end, ref sums);

    /// <summary>
    /// Sums each of some channels over all pixels and samples: in 32 lanes (16 of doubles), sample s in lane s mod 32 whatever the width of a vector,
    /// which are then added pairwise.
    /// </summary>
    /// <param name="source">The first panel.</param>
    /// <param name="pixels">Pixels of a sample.</param>
    /// <param name="channels">Channels of a pixel.</param>
    /// <param name="panels">How many panels.</param>
    /// <param name="first">First channel.</param>
    /// <param name="end">One past the last channel.</param>
    /// <param name="sums">Receives the sums, from channel 0 on.</param>
    /// <returns>Whether all sums are finite.</returns>
    public static bool SumPixels<T>(ref T source, nint pixels, nint channels, nint panels, nint first, nint end, ref T sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        VectorLoops<T>.Current.SumPixels(ref source, pixels, channels, panels, first, end, ref sums);

    /// <summary>Begins with what the batch before ended with, or with zeros.</summary>
    /// <param name="initial">Receives what the first panel begins with.</param>
    /// <param name="final">What it ended with.</param>
    /// <param name="size">Values of a sample.</param>
    /// <param name="firstPanel">The first panel.</param>
    /// <param name="panels">How many panels.</param>
    /// <param name="workspace">The workspace that the panels belong to.</param>
    public static void CarryOver<T>(ref T initial, ref T final, int size, int firstPanel, int panels, Workspace<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = Workspace<T>.PanelWidth;
        Span<T> begin = MemoryMarshal.CreateSpan(ref initial, panels * size * width);
        if (!workspace.IsCarrying)
        {
            begin.Clear();
            return;
        }

        MemoryMarshal.CreateReadOnlySpan(ref final, begin.Length).CopyTo(begin);
        ReadOnlySpan<bool> resets = workspace.Resets;
        for (int i = 0; i < panels * width; i++)
        {
            int sample = (firstPanel * width) + i;
            if (sample >= resets.Length || !resets[sample]) { continue; }
            for (int value = 0; value < size; value++) { begin[((((i / width) * size) + value) * width) + (i % width)] = T.Zero; }
        }
    }
}
