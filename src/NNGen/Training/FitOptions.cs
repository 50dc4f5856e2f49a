using System.Globalization;
using System.Numerics;

namespace NNGen;

/// <summary>What <c>Fit</c> is rarely asked for.</summary>
/// <typeparam name="T">The element type of the network.</typeparam>
public sealed record FitOptions<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Part of the training samples, taken from their end before any shuffling (as in Keras), to validate with instead of training on:
    /// above 0 and below 1, or 0 for none.
    /// </summary>
    public double ValidationFraction { get; init; }

    /// <summary>Whether the samples are put in a new order before every epoch.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Weights by class number, for samples with classes; those not named weigh 1. Sample weights multiply them. <see cref="NNGen.ClassWeights.Balanced"/> makes classes count alike.</summary>
    public IReadOnlyDictionary<int, double>? ClassWeights { get; init; }

    /// <summary>A weight for each training sample, those at the end that <see cref="ValidationFraction"/> takes away included; or empty.</summary>
    public ReadOnlyMemory<T> SampleWeights { get; init; }

    /// <summary>
    /// Batches whose gradients are averaged before the parameters change: with 4, batches of 32 train as batches of 128 do, in the memory of 32. At least 1, the
    /// default. The last step of an epoch takes the batches that are left, as the last batch may be smaller. (Keras's <c>gradient_accumulation_steps</c> carries them over into
    /// the next epoch.) Masks of <c>[Dropout]</c> are drawn for each batch.
    /// </summary>
    public int AccumulateSteps { get; init; } = 1;

    /// <summary>
    /// A file that <see cref="Checkpoints"/> has written, to go on from; null for a training from the beginning. <c>epochs</c> counts those done
    /// before. The training must be the same (network, optimizer, samples, batch size, seed): it then ends with the same bits as one that was
    /// never stopped. <c>ResumeFrom = Checkpoints.LastIn("run")</c> resumes where there is something to resume.
    /// </summary>
    public string? ResumeFrom { get; init; }

    /// <summary>
    /// Further metrics of the validation samples, measured after every epoch: <c>history[^1].Validation?["f1_score"]</c>. Each is reset first.
    /// </summary>
    public IReadOnlyList<IMetric> Metrics { get; init; } = [];

    /// <summary>
    /// The most threads, the calling one included; -1 takes all processors if a batch is large enough. The results have the same bits on any number.
    /// </summary>
    public int MaxDegreeOfParallelism { get; init; }

    /// <summary>Such as <c>validation fraction 0.2, shuffle, batches of a step 1, degree of parallelism 0</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"validation fraction {ValidationFraction}, {(Shuffle ? "shuffle" : "no shuffle")}, batches of a step {AccumulateSteps}, degree of parallelism {MaxDegreeOfParallelism}{(ResumeFrom is null ? "" : $", resume from {ResumeFrom}")}");
}
