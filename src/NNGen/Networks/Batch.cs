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
    /// Class numbers, <c>[batch]</c>, each from 0 to OutputSize - 1 (0 or 1 for a single output); empty when <see cref="Targets"/> is given.
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
}
