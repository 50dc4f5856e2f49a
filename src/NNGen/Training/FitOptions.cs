using System.Collections.ObjectModel;
using System.Globalization;

namespace NNGen;

/// <summary>
/// How <c>Fit</c> and <c>FitAsync</c> train: <c>net.Fit(train, new FitOptions { Epochs = 20, ValidationFraction = 0.1 })</c>. The same options
/// are for networks of any element type, datasets and streams; an option that streams do not support is an error.
/// </summary>
public sealed record FitOptions
{
    /// <summary>Keras's default.</summary>
    internal const int DefaultBatchSize = 32;

    /// <summary>Number of epochs, including those before training was resumed; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Epochs
    {
        get;
        init
        {
            Guard.AtLeast(value, 1, nameof(Epochs));
            field = value;
        }
    } = 1;

    /// <summary>
    /// Samples per step, at least 1; null for 32 with a dataset, and for the parts of a stream as they are. The last batch of an epoch may be
    /// smaller.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? BatchSize
    {
        get;
        init
        {
            if (value is { } size) { Guard.AtLeast(size, 1, nameof(BatchSize)); }
            field = value;
        }
    }

    /// <summary>The optimizer; null for <see cref="Adam"/> with its defaults.</summary>
    public Optimizer? Optimizer { get; init; }

    /// <summary>
    /// Fraction of the training samples, taken from their end before any shuffling (as in Keras), for validation instead of training:
    /// above 0 and below 1, or 0 for none. Not for streams.
    /// </summary>
    public double ValidationFraction { get; init; }

    /// <summary>Callbacks, such as <see cref="EarlyStopping"/>, <see cref="Checkpoints"/>, <see cref="LearningRateSchedule"/>, ...</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>
    /// Further metrics of the validation samples, measured after every epoch: <c>history["val_f1_score"]</c>. Each is reset first.
    /// </summary>
    public IReadOnlyList<IMetric> Metrics { get; init; } = [];

    /// <summary>
    /// Called after every batch, on the thread that trains; <c>new ConsoleProgress()</c> draws Keras's progress bar. Null prints nothing.
    /// </summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>The seed of the order of a dataset's samples, and of the masks and noise of layers.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// Whether the samples of a dataset are shuffled before every epoch. A stream determines its own order
    /// (<see cref="DataStream{T}.Shuffle"/>), so this does not affect it, as in Keras.
    /// </summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>
    /// Weights by class number, for samples with classes; others have weight 1. Sample weights are multiplied by them.
    /// <see cref="NNGen.ClassWeights.Balanced"/> gives all classes the same total weight.
    /// </summary>
    public IReadOnlyDictionary<int, double> ClassWeights { get; init; } = ReadOnlyDictionary<int, double>.Empty;

    /// <summary>
    /// A weight for each sample of the training dataset, including those at the end that <see cref="ValidationFraction"/> removes; or empty. Not
    /// for streams.
    /// </summary>
    public IReadOnlyList<double> SampleWeights { get; init; } = [];

    /// <summary>
    /// Batches whose gradients are averaged before the parameters change: with 4, batches of 32 train like batches of 128, with the memory of 32.
    /// At least 1, the default. The last step of an epoch takes the remaining batches, as the last batch may be smaller. (Keras's
    /// <c>gradient_accumulation_steps</c> carries them over into the next epoch.) Masks of <c>[Dropout]</c> are drawn for each batch.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int AccumulateSteps
    {
        get;
        init
        {
            Guard.AtLeast(value, 1, nameof(AccumulateSteps));
            field = value;
        }
    } = 1;

    /// <summary>
    /// A file written by <see cref="Checkpoints"/> from which to resume; null to train from the beginning. <see cref="Epochs"/> includes those
    /// done before. The training must be the same (network, optimizer, samples, batch size, seed): the result then has the same bits as without
    /// the interruption. <c>ResumeFrom = Checkpoints.LastIn("run")</c> resumes if there is something to resume.
    /// </summary>
    /// <remarks>
    /// A checkpoint is taken between two epochs, so no part of a stream is skipped: it is read from the first missing epoch on, and
    /// <see cref="DataStream{T}.Shuffle"/> draws the order of that epoch. A source that returns other samples in each epoch gets its number
    /// by <see cref="DataStream.Create{T}(Func{int, CancellationToken, IAsyncEnumerable{Dataset{T}}})"/>. That a stream gives the same samples
    /// again is not checked.
    /// </remarks>
    public string? ResumeFrom { get; init; }

    /// <summary>
    /// The maximum number of threads, including the calling one; -1 uses as many as are fastest if a batch is large enough. The results have the same
    /// bits with any number.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither -1 nor from 1 to 1,024.</exception>
    public int MaxDegreeOfParallelism
    {
        get;
        init
        {
            Guard.MaxDegree(value, nameof(MaxDegreeOfParallelism));
            field = value;
        }
    } = -1;

    /// <summary>
    /// The processes that share every batch, such as those of <c>NNGen.Mpi</c>; null for this one alone. <see cref="BatchSize"/> is that of all
    /// ranks together: each computes its part, and their gradients are added. All ranks call <c>Fit</c> with the same samples and options; callbacks,
    /// progress and <see cref="ResumeFrom"/> are those of rank 0, whose parameters are the first.
    /// </summary>
    public IProcessGroup? Group { get; init; }

    /// <summary>
    /// In how many shards a batch is cut, 0 or a power of two up to 1,024. Shards are separate passes, whose gradients are added in one fixed
    /// order: 1, 2, 4, ... ranks of a <see cref="Group"/>, up to the number of shards, and one process without a group, then end with the same bits. A
    /// shard should have at least as many samples as a panel (<see cref="Workspace{T}.PanelWidth"/>), or lanes stay empty. 0 makes one part per rank;
    /// then the last bits depend on the number of ranks. A batch normalization uses the statistics of each shard, or of each rank's part.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither 0 nor a power of two up to 1,024.</exception>
    public int Shards
    {
        get;
        init
        {
            Guard.Shards(value, nameof(Shards));
            field = value;
        }
    }

    /// <summary>Returns a text such as <c>20 epochs, batches of 32, Adam, seed 0</c>, followed by settings that are not the default.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Epochs} epochs, batches of {BatchSize ?? DefaultBatchSize}, {(Optimizer ?? new Adam()).GetType().Name}, seed {Seed}")
        + (ValidationFraction == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", validation fraction {ValidationFraction}"))
        + (Shuffle ? "" : ", no shuffle")
        + (AccumulateSteps == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", {AccumulateSteps} batches per step"))
        + (MaxDegreeOfParallelism == -1 ? "" : string.Create(CultureInfo.InvariantCulture, $", at most {MaxDegreeOfParallelism} threads"))
        + (Group is null ? "" : string.Create(CultureInfo.InvariantCulture, $", {Group.Size} ranks"))
        + (Shards == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {Shards} shards"))
        + (ResumeFrom is null ? "" : $", resume from {ResumeFrom}");

    /// <summary>The options of the short overloads.</summary>
    internal static FitOptions Of(
        int epochs, int? batchSize, Optimizer? optimizer, IReadOnlyList<Callback>? callbacks, IProgress<FitProgress>? progress)
    {
        Guard.AtLeast(epochs, 1, nameof(epochs));
        if (batchSize is { } size) { Guard.AtLeast(size, 1, nameof(batchSize)); }
        return new FitOptions { Epochs = epochs, BatchSize = batchSize, Optimizer = optimizer, Callbacks = callbacks ?? [], Progress = progress };
    }
}
