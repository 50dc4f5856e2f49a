using System.Numerics;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>A batch's own memory: rows gathered from a dataset.</summary>
internal sealed class BatchBuffer<T> : BatchSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkDescription description;
    private int size;
    private int place;
    private int wholeSize;
    private int labelsPerSample = 1;
    private AlignedBlock<T> inputs = new(0);
    private AlignedBlock<T> targets = new(0);
    private int[] classes = [];
    private T[] sampleWeights = [];
    private bool hasTargets;
    private bool hasClasses;
    private bool hasWeights;

    public BatchBuffer(NetworkDescription description) => this.description = description;

    public override Batch<T> View => new()
    {
        Size = size,
        Inputs = inputs.Span[..(size * description.InputSize)],
        Targets = hasTargets ? targets.Span[..(size * description.OutputSize)] : default,
        Classes = hasClasses ? classes.AsSpan(0, size * labelsPerSample) : default,
        SampleWeights = hasWeights ? sampleWeights.AsSpan(0, size) : default,
        NoiseSeed = NoiseSeed,
        NoiseStep = NoiseStep,
        CountedSteps = CountedSteps,
        Place = place,
        WholeSize = wholeSize,
    };

    /// <summary>Gathers this rank's part of a batch.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="rows">The row numbers of the whole batch.</param>
    /// <param name="weights">A weight for each sample of the dataset, or empty.</param>
    /// <param name="ranks">How batches are divided, or null for the whole batch.</param>
    public void Gather(Dataset<T> dataset, ReadOnlySpan<int> rows, ReadOnlySpan<T> weights, RankSum? ranks = null)
    {
        (int start, int count) = ranks?.PartOf(rows.Length) ?? (0, rows.Length);
        Gather(dataset, rows.Slice(start, count), weights);
        (place, wholeSize) = (start, rows.Length);
        CountedSteps = 0;
        if (description.IgnoreIndex is not { } ignored || !hasClasses) { return; }
        foreach (int row in rows) { CountedSteps += IgnoredSteps.Count(dataset.Labels.Slice(row * labelsPerSample, labelsPerSample), ignored); }
    }

    /// <summary>Gathers samples of which other ranks have the others.</summary>
    /// <param name="dataset">This rank's, in the order of <paramref name="rows"/>; null if it has none of this batch.</param>
    /// <param name="rows">The row numbers.</param>
    /// <param name="weights">A weight for each sample of the dataset, or empty.</param>
    /// <param name="first">The place of the first of them in the whole batch.</param>
    /// <param name="whole">Samples of the whole batch.</param>
    public void GatherPart(Dataset<T>? dataset, ReadOnlySpan<int> rows, ReadOnlySpan<T> weights, int first, int whole)
    {
        if (description.IgnoreIndex is not null)
        {
            throw new NotSupportedException(
                $"{description.Name} ignores steps, and no rank knows how many steps of the others count (train on a dataset, or on a stream without shards).");
        }

        CountedSteps = 0;
        if (dataset is null) { size = 0; }
        else { Gather(dataset, rows, weights); }

        (place, wholeSize) = (first, whole);
    }

    /// <summary>Gathers rows of a dataset, which fits the network.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="rows">The row numbers, in the order of the batch.</param>
    /// <param name="weights">A weight for each sample of the dataset, or empty.</param>
    private void Gather(Dataset<T> dataset, ReadOnlySpan<int> rows, ReadOnlySpan<T> weights)
    {
        size = rows.Length;
        hasTargets = dataset.TargetCount > 0;
        hasClasses = !hasTargets;
        labelsPerSample = Math.Max(1, dataset.LabelsPerSample);
        hasWeights = weights.Length > 0;

        Reserve(ref inputs, size * description.InputSize);
        GatherRows(dataset.Features, description.InputSize, rows, inputs.Span);
        if (hasTargets)
        {
            Reserve(ref targets, size * description.OutputSize);
            GatherRows(dataset.Targets, description.OutputSize, rows, targets.Span);
        }
        else
        {
            Reserve(ref classes, size * labelsPerSample);
            GatherRows(dataset.Labels, labelsPerSample, rows, classes);
        }

        if (hasWeights)
        {
            Reserve(ref sampleWeights, size);
            GatherRows(weights, 1, rows, sampleWeights);
        }
    }

    private static void GatherRows<TValue>(ReadOnlySpan<TValue> source, int width, ReadOnlySpan<int> rows, Span<TValue> destination)
    {
        if (width == 1)
        {
            for (int i = 0; i < rows.Length; i++) { destination[i] = source[rows[i]]; }
            return;
        }

        for (int i = 0; i < rows.Length; i++) { source.Slice(rows[i] * width, width).CopyTo(destination[(i * width)..]); }
    }

    private static void Reserve(ref AlignedBlock<T> block, int length)
    {
        if (block.Span.Length < length) { block = new AlignedBlock<T>(length); }
    }

    private static void Reserve<TValue>(ref TValue[] array, int length)
    {
        if (array.Length < length) { array = new TValue[length]; }
    }
}
