using System.Numerics;

namespace NNGen;

/// <summary>A batch's own memory: rows gathered from a dataset, or a copy of a caller's batch for other threads to read.</summary>
internal sealed class BatchBuffer<T> : BatchSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkDescription description;
    private int size;
    private AlignedBlock<T> inputs = new(0);
    private AlignedBlock<T> targets = new(0);
    private AlignedBlock<T> outputGradients = new(0);
    private int[] classes = [];
    private T[] sampleWeights = [];
    private bool hasTargets;
    private bool hasClasses;
    private bool hasWeights;
    private bool hasOutputGradients;

    public BatchBuffer(NetworkDescription description) => this.description = description;

    public long NoiseSeed { get; set; }

    public long NoiseStep { get; set; }

    public override Batch<T> View => new()
    {
        Size = size,
        Inputs = inputs.Span[..(size * description.InputSize)],
        Targets = hasTargets ? targets.Span[..(size * description.OutputSize)] : default,
        Classes = hasClasses ? classes.AsSpan(0, size) : default,
        SampleWeights = hasWeights ? sampleWeights.AsSpan(0, size) : default,
        OutputGradients = hasOutputGradients ? outputGradients.Span[..(size * description.OutputSize)] : default,
        NoiseSeed = NoiseSeed,
        NoiseStep = NoiseStep,
    };

    /// <summary>Copies a batch.</summary>
    public void CopyFrom(in Batch<T> batch)
    {
        size = batch.Size;
        Copy(batch.Inputs, ref inputs);
        hasTargets = Copy(batch.Targets, ref targets);
        hasOutputGradients = Copy(batch.OutputGradients, ref outputGradients);
        hasClasses = Copy(batch.Classes, ref classes);
        hasWeights = Copy(batch.SampleWeights, ref sampleWeights);
    }

    /// <summary>Gathers rows of a dataset, which fits the network.</summary>
    /// <param name="dataset">Where the rows are.</param>
    /// <param name="rows">Their numbers, in the order in which they shall lie here.</param>
    /// <param name="weights">A weight for each sample of the dataset, or empty.</param>
    public void Gather(Dataset<T> dataset, ReadOnlySpan<int> rows, ReadOnlySpan<T> weights)
    {
        size = rows.Length;
        hasTargets = dataset.TargetCount > 0;
        hasClasses = !hasTargets;
        hasWeights = weights.Length > 0;
        hasOutputGradients = false;

        Reserve(ref inputs, size * description.InputSize);
        GatherRows(dataset.Features, description.InputSize, rows, inputs.Span);
        if (hasTargets)
        {
            Reserve(ref targets, size * description.OutputSize);
            GatherRows(dataset.Targets, description.OutputSize, rows, targets.Span);
        }
        else
        {
            Reserve(ref classes, size);
            GatherRows(dataset.Classes, 1, rows, classes);
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

    private static bool Copy(ReadOnlySpan<T> source, ref AlignedBlock<T> destination)
    {
        Reserve(ref destination, source.Length);
        source.CopyTo(destination.Span);
        return source.Length > 0;
    }

    private static bool Copy<TValue>(ReadOnlySpan<TValue> source, ref TValue[] destination)
    {
        Reserve(ref destination, source.Length);
        source.CopyTo(destination);
        return source.Length > 0;
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
