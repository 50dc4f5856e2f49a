using System.Numerics;

namespace NNGen;

/// <summary>Samples that every thread can access: a <see cref="Batch{T}"/> itself cannot leave the stack of its caller.</summary>
internal abstract class BatchSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The seed of masks and noise, and which of them.</summary>
    public long NoiseSeed { get; set; }

    /// <inheritdoc cref="Batch{T}.NoiseStep"/>
    public long NoiseStep { get; set; }

    /// <inheritdoc cref="Batch{T}.CountedSteps"/>
    public long CountedSteps { get; set; }

    /// <summary>The samples, as a new view for the calling thread.</summary>
    public abstract Batch<T> View { get; }
}

/// <summary>A run of another source's samples.</summary>
internal sealed class BatchPart<T> : BatchSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public BatchSource<T>? Source { get; set; }

    public int Start { get; set; }

    public int Count { get; set; }

    public override Batch<T> View => Source!.View.Part(Start, Count) with { NoiseSeed = NoiseSeed, NoiseStep = NoiseStep };
}

/// <summary>A run of a dataset's samples, read in place.</summary>
internal sealed class DatasetWindow<T>(Dataset<T> dataset) : BatchSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Start { get; set; }

    public int Count { get; set; }

    public override Batch<T> View => new()
    {
        Size = Count,
        Inputs = dataset.Features.Slice(Start * dataset.FeatureCount, Count * dataset.FeatureCount),
        Targets = dataset.TargetCount > 0 ? dataset.Targets.Slice(Start * dataset.TargetCount, Count * dataset.TargetCount) : default,
        Classes = dataset.TargetCount > 0 ? default : dataset.Labels.Slice(Start * dataset.LabelsPerSample, Count * dataset.LabelsPerSample),
        CountedSteps = CountedSteps,
    };
}
