using System.Numerics;

namespace NNGen;

/// <summary>The samples of one pass, as views of the caller's memory.</summary>
/// <typeparam name="T">The element type of the network.</typeparam>
public readonly ref struct Batch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Number of samples.</summary>
    public required int Size { get; init; }

    /// <summary>Row-major samples, <c>[batch, InputSize]</c>.</summary>
    public required ReadOnlySpan<T> Inputs { get; init; }

    /// <summary>Row-major targets, <c>[batch, OutputSize]</c>; empty when <see cref="Classes"/> is given or no loss is computed.</summary>
    public ReadOnlySpan<T> Targets { get; init; }

    /// <summary>
    /// Class numbers, <c>[batch]</c>, each from 0 to OutputSize - 1 (0 or 1 for a single output), or one for each step or pixel of a sample, of which the
    /// network may ignore some; empty when <see cref="Targets"/> is given.
    /// </summary>
    public ReadOnlySpan<int> Classes { get; init; }

    /// <summary>
    /// A weight per sample, <c>[batch]</c>, or empty for weights of one; negative only if
    /// <see cref="Trainer{TNetwork, T}.AllowNegativeWeights"/> is set. The loss is the sum of weighted losses divided by the batch size.
    /// </summary>
    public ReadOnlySpan<T> SampleWeights { get; init; }

    /// <summary>For a caller's own loss: its gradient with respect to the outputs, <c>[batch, OutputSize]</c>; otherwise empty.</summary>
    public ReadOnlySpan<T> OutputGradients { get; init; }

    /// <summary>With <see cref="PassMode.Training"/>: the seed of masks and noise. A <see cref="Trainer{TNetwork, T}"/> sets it.</summary>
    public long NoiseSeed { get; init; }

    /// <summary>
    /// With <see cref="PassMode.Training"/>: which masks and noise of that seed, not negative. A <see cref="Trainer{TNetwork, T}"/> counts its
    /// passes.
    /// </summary>
    public long NoiseStep { get; init; }

    /// <summary>Samples of the batch of which these are a part; 0 if they are all of it. The mean loss is that of the whole batch.</summary>
    internal int WholeSize { get; init; }

    /// <summary>The place of the first sample in the whole batch: masks and noise depend on it.</summary>
    internal int Place { get; init; }

    /// <summary>Samples of the whole batch.</summary>
    internal int Whole => WholeSize > 0 ? WholeSize : Size;

    /// <summary>Steps of the whole batch that count, if the network ignores some; 0 if they have not been counted.</summary>
    internal long CountedSteps { get; init; }

    /// <summary>A run of the samples, as a part of the whole batch.</summary>
    internal Batch<T> Part(int start, int count) => this with
    {
        Size = count,
        Inputs = Slice(Inputs, Size, start, count),
        Targets = Slice(Targets, Size, start, count),
        Classes = Slice(Classes, Size, start, count),
        SampleWeights = Slice(SampleWeights, Size, start, count),
        OutputGradients = Slice(OutputGradients, Size, start, count),
        WholeSize = Whole,
        Place = Place + start,
    };

    /// <summary>Rows of values that are given for every sample, or for none.</summary>
    private static ReadOnlySpan<TValue> Slice<TValue>(ReadOnlySpan<TValue> values, int samples, int start, int count) =>
        values.IsEmpty ? values : values.Slice(values.Length / samples * start, values.Length / samples * count);
}
