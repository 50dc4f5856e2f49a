using System.Globalization;
using System.Numerics;

namespace NNGen;

/// <content>Training for some epochs.</content>
public sealed partial class Trainer<TNetwork, T>
{
    /// <summary>Samples per validation pass when training from a stream; the result does not depend on it.</summary>
    private const int StreamValidationBatch = 256;

    /// <summary>Trains for some epochs, as the network's own <c>Fit</c> does, but continues with the optimizer's state.</summary>
    /// <param name="training">The samples to learn from.</param>
    /// <param name="epochs">Number of epochs; at least 1.</param>
    /// <param name="batchSize">Samples per step; at least 1.</param>
    /// <param name="validation">Validation samples, evaluated after every epoch.</param>
    /// <param name="callbacks">Callbacks.</param>
    /// <param name="progress">Called after every batch, on the calling thread.</param>
    /// <param name="cancellationToken">Cancels training between two steps.</param>
    /// <inheritdoc cref="Fit(Dataset{T}, FitOptions, Dataset{T}, CancellationToken)" path="/returns|/exception"/>
    public History Fit(
        Dataset<T> training,
        int epochs = 1,
        int batchSize = FitOptions.DefaultBatchSize,
        Dataset<T>? validation = null,
        IReadOnlyList<Callback>? callbacks = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        Fit(training, FitOptions.Of(epochs, batchSize, null, callbacks, progress), validation, cancellationToken);

    /// <summary>Trains for some epochs, as the network's own <c>Fit</c> does, but continues with the optimizer's state.</summary>
    /// <param name="training">The samples to learn from.</param>
    /// <param name="options">
    /// How to train; optimizer and number of threads are the trainer's. Give each call another <see cref="FitOptions.Seed"/>, or the orders of
    /// the samples repeat.
    /// </param>
    /// <param name="validation">Validation samples, evaluated after every epoch.</param>
    /// <param name="cancellationToken">Cancels training between two steps.</param>
    /// <returns>The results of every epoch.</returns>
    /// <exception cref="ArgumentException">A dataset, a weight or an option does not fit; the message says how.</exception>
    /// <exception cref="InvalidOperationException">The network declares no loss, or is being trained by another call.</exception>
    /// <exception cref="NonFiniteLossException">The loss became infinite or NaN; the message names the step and, if known, the cause.</exception>
    /// <exception cref="FitCanceledException">Training was canceled; the exception holds the history of the finished epochs.</exception>
    /// <exception cref="CallbackException">A callback failed.</exception>
    /// <exception cref="CheckpointMismatchException"><see cref="FitOptions.ResumeFrom"/> belongs to another training.</exception>
    /// <exception cref="SafeTensorsException"><see cref="FitOptions.ResumeFrom"/> is not a checkpoint, or damaged.</exception>
    public History Fit(Dataset<T> training, FitOptions options, Dataset<T>? validation = null, CancellationToken cancellationToken = default)
    {
        FitLoop<TNetwork, T> loop = LoopOf(training, options, validation, cancellationToken);
        Network.Parameters.BeginFit();

        // With a dataset, no await suspends: the task is already completed.
        return Run(loop).GetAwaiter().GetResult();
    }

    /// <summary>Trains as <see cref="Fit(Dataset{T}, FitOptions, Dataset{T}, CancellationToken)"/> does, on a thread of the pool.</summary>
    /// <inheritdoc cref="Fit(Dataset{T}, FitOptions, Dataset{T}, CancellationToken)" path="/param|/returns|/exception"/>
    public Task<History> FitAsync(Dataset<T> training, FitOptions options, Dataset<T>? validation = null, CancellationToken cancellationToken = default) =>
        RunOnPool(LoopOf(training, options, validation, cancellationToken));

    /// <summary>
    /// Trains from a stream, on a thread of the pool, as the network's own <c>FitAsync</c> does, but continues with the optimizer's state.
    /// </summary>
    /// <param name="batches">The samples to learn from; each part is a step, unless <see cref="FitOptions.BatchSize"/> is set.</param>
    /// <param name="options">How to train; optimizer and number of threads are the trainer's.</param>
    /// <param name="validation">Validation samples in memory, evaluated after every epoch.</param>
    /// <param name="cancellationToken">Cancels training between two steps, and reading.</param>
    /// <inheritdoc cref="Fit(Dataset{T}, FitOptions, Dataset{T}, CancellationToken)" path="/returns|/exception"/>
    public Task<History> FitAsync(DataStream<T> batches, FitOptions options, Dataset<T>? validation = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batches);
        Check(options, validation);
        FitChecks.StreamOptions(options);
        FitChecks.Metrics(TNetwork.Description, options.Metrics, validation is not null);
        FitChecks.StreamShards(batches.Shards, ranks);
        var feed = new StreamFeed<T>(batches, TNetwork.Description, options.BatchSize, options.ClassWeights, ranks);
        return RunOnPool(new FitLoop<TNetwork, T>(this, feed, validation, StreamValidationBatch, options, cancellationToken));
    }

    private FitLoop<TNetwork, T> LoopOf(Dataset<T> training, FitOptions options, Dataset<T>? validation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(training);
        Check(options, validation);
        FitChecks.Fits(TNetwork.Description, training, nameof(training));
        T[] weights = FitChecks.Weights(training, options.SampleWeights, options.ClassWeights, "training set");
        (training, validation) = FitChecks.Split(training, validation, options.ValidationFraction);
        FitChecks.Metrics(TNetwork.Description, options.Metrics, validation is not null);
        int batchSize = Math.Min(options.BatchSize ?? FitOptions.DefaultBatchSize, training.Count);
        int last = training.Count % batchSize;
        BatchChecks.Statistics(
            TNetwork.Description, last == 0 ? batchSize : last,
            string.Create(CultureInfo.InvariantCulture, $"with {training.Count} samples the last batch of an epoch has one: choose another batch size than {batchSize}"), "batchSize");
        FitChecks.States(TNetwork.Description, training.Count, batchSize, options);
        if (ranks is not null) { BatchChecks.Shards(TNetwork.Description, last == 0 ? batchSize : last, ranks); }
        var feed = new DatasetFeed<T>(training, weights, batchSize, options.Shuffle, options.Seed);
        return new FitLoop<TNetwork, T>(this, feed, validation, batchSize, options, cancellationToken);
    }

    private void Check(FitOptions options, Dataset<T>? validation)
    {
        ArgumentNullException.ThrowIfNull(options);
        FitChecks.TrainerOptions(options, Optimizer);
        FitChecks.TrainerRanks(options, ranks);
        BatchChecks.RequireLoss(TNetwork.Description);
        if (validation is not null) { FitChecks.Fits(TNetwork.Description, validation, nameof(validation)); }
    }

    private Task<History> RunOnPool(FitLoop<TNetwork, T> loop)
    {
        Network.Parameters.BeginFit();
        return Task.Run(() => Run(loop), CancellationToken.None);
    }

    private async Task<History> Run(FitLoop<TNetwork, T> loop)
    {
        try
        {
            ForgetAccumulated();
            return await loop.Run().ConfigureAwait(false);
        }
        finally
        {
            Network.Parameters.EndFit();
        }
    }
}
