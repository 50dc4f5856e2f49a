using System.Diagnostics;
using System.Numerics;
using System.Runtime.ExceptionServices;

namespace NNGen;

/// <summary>Epochs and batches: the loop of <c>Fit</c> and <c>FitAsync</c>, for datasets and streams.</summary>
/// <remarks>
/// With a dataset, no await suspends, so the loop runs to its end on the calling thread, and steps allocate nothing after the first.
/// </remarks>
internal sealed partial class FitLoop<TNetwork, T>
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Trainer<TNetwork, T> trainer;
    private readonly BatchFeed<T> feed;
    private readonly FitOptions options;
    private readonly CancellationToken cancellationToken;
    private readonly Evaluator<TNetwork, T>? evaluator;
    private readonly MetricsAccumulator<T> metrics;
    private readonly FitContext<TNetwork, T> context;
    private readonly CallbackList callbacks;
    private readonly Lazy<SortedDictionary<string, string>> identity;
    private readonly IProgress<FitProgress>? progress;
    private readonly RankAgreement? agreement;
    private bool stopsOnNaN;
    private long began;

    /// <param name="trainer">The trainer, whose optimizer state is continued.</param>
    /// <param name="feed">The batches to learn from.</param>
    /// <param name="validation">The validation samples, evaluated after every epoch, or null.</param>
    /// <param name="validationBatch">Samples of a pass over them; the result does not depend on it.</param>
    /// <param name="options">How to train; already checked.</param>
    /// <param name="cancellationToken">Cancels training between two steps.</param>
    /// <exception cref="ArgumentException">A callback or a metric does not fit.</exception>
    public FitLoop(
        Trainer<TNetwork, T> trainer, BatchFeed<T> feed, Dataset<T>? validation, int validationBatch, FitOptions options, CancellationToken cancellationToken)
    {
        this.trainer = trainer;
        this.feed = feed;
        this.options = options;
        this.cancellationToken = cancellationToken;
        trainer.Measure(feed.Samples);
        agreement = feed.Agreement = trainer.Agreement;
        bool isFirst = trainer.Ranks is null or { Rank: 0 };
        progress = isFirst ? options.Progress : null;
        evaluator = validation is null ? null : new(trainer.Passes, validation, Math.Min(validationBatch, validation.Count), options.Metrics, agreement);
        metrics = new MetricsAccumulator<T>(TNetwork.Description, feed.Samples);
        context = new FitContext<TNetwork, T>(
            trainer, () => metrics.Current, options.Epochs, feed.Batches, validation is not null, cancellationToken)
        {
            TrainingMetrics = [.. metrics.Measured],
            ValidationMetrics = [.. evaluator?.Names ?? []],
        };
        callbacks = new CallbackList(isFirst ? options.Callbacks : [], context);
        stopsOnNaN = callbacks.StopsOnNaN;
        int shards = trainer.Ranks is { IsFixed: true } fixedRanks ? fixedRanks.Shards : 0;
        identity = new(() => TrainingIdentity.Of(TNetwork.Description, trainer.Optimizer, feed, validation, options.Seed, options.AccumulateSteps, shards));
    }

    /// <summary>Trains. However it ends, callbacks are called and files are closed before this returns or throws.</summary>
    public async Task<History> Run()
    {
        // Checked before anything is changed or any callback opens a file.
        Checkpoint<T>? checkpoint = agreement is null ? ReadCheckpoint() : ReadCheckpoint(agreement);
        Checkpoint<T>? before = null;
        if (checkpoint is not null)
        {
            before = context.Take();
            context.Restore(checkpoint);
        }

        ExceptionDispatchInfo? failure = null;
        try
        {
            if (agreement is not null) { trainer.ShareState(); }
            callbacks.Raise(TrainingMoment.TrainBegin);
            if (checkpoint is not null) { callbacks.LoadStates(checkpoint.State.Callbacks); }
            before = null;
            Follow(RankMoment.Start);
            trainer.NoiseSeed = options.Seed;
            while (context.StopReason is null && context.Epoch < options.Epochs)
            {
                context.Epoch++;
                await RunEpoch().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException canceled) when (cancellationToken.IsCancellationRequested || agreement is { IsCanceled: true })
        {
            agreement?.Fail(canceled);
            failure = ExceptionDispatchInfo.Capture(new FitCanceledException(context.History, cancellationToken));
        }
        catch (Exception problem)
        {
            agreement?.Fail(problem);
            failure = ExceptionDispatchInfo.Capture(problem);
        }

        trainer.ResetStates(); // the memory may be that of a validation
        CallbackException? atEnd = callbacks.End();

        // A callback could not be resumed, so nothing is: network and optimizer are restored.
        if (before is not null) { context.Restore(before); }
        context.Finish();
        if (agreement is not null) { failure = EndTogether(agreement, failure, atEnd); }
        if (failure is not null && atEnd is not null) { context.AddWarning("End", atEnd.Message); }
        context.TakeWarnings();
        failure?.Throw();
        return atEnd is null ? context.History : throw atEnd;
    }

    private async Task RunEpoch()
    {
        began = Stopwatch.GetTimestamp();
        metrics.Clear();
        trainer.ResetStates();
        context.Batch = 0;
        callbacks.Raise(TrainingMoment.EpochBegin);
        Follow(RankMoment.EpochBegin);
        if (!await RunBatches().ConfigureAwait(false)) { return; }

        callbacks.Raise(TrainingMoment.ValidationBegin);
        Follow(RankMoment.ValidationBegin);
        Metrics? measured = evaluator?.Evaluate(cancellationToken);
        context.History.Add(new EpochResult
        {
            Epoch = context.Epoch,
            Training = metrics.Current,
            Validation = measured,
            LearningRate = trainer.Optimizer.LearningRate,
            Duration = Stopwatch.GetElapsedTime(began),
        });
        context.IsEpochEnd = true;
        callbacks.Raise(TrainingMoment.EpochEnd);
        callbacks.Raise(TrainingMoment.EpochClose);
        context.IsEpochEnd = false;
        context.WriteCheckpoints(callbacks, () => identity.Value);
        Follow(RankMoment.EpochEnd);

        // The last report includes the result of the last files.
        if (context.StopReason is not null || context.Epoch == options.Epochs) { context.Finish(); }
        progress?.Report(Progress(context.History.Last));
    }

    /// <returns>False if training stops in the middle of the epoch, which then is not in the history.</returns>
    private async Task<bool> RunBatches()
    {
        feed.BeginEpoch(context.Epoch, cancellationToken);
        try
        {
            while (await feed.MoveNextAsync().ConfigureAwait(false))
            {
                // Only if another batch follows, the epoch in which a stop was requested is not finished. Ranks stop together, in the step.
                bool isStopped = context.StopReason is not null;
                if (agreement is null)
                {
                    if (isStopped) { return false; }
                    cancellationToken.ThrowIfCancellationRequested();
                }

                context.Batch++;
                context.Batches = feed.Batches;
                if (!isStopped) { callbacks.Raise(TrainingMoment.BatchBegin); }
                bool isUpdate = context.Batch % options.AccumulateSteps == 0 || await feed.IsLastAsync().ConfigureAwait(false);
                if (!TryStep(isUpdate, isStopped)) { return false; }
                callbacks.Raise(TrainingMoment.BatchEnd);
                progress?.Report(Progress(null));
            }

            context.Batches = feed.Batches;
            return true;
        }
        finally
        {
            await feed.EndEpochAsync().ConfigureAwait(false);
        }
    }

    /// <returns>False if the loss or a gradient is not finite and a callback stops training because of it.</returns>
    private bool TryStep(bool isUpdate, bool isStopped)
    {
        feed.Gather(trainer.Buffer, trainer.Ranks);
        agreement?.Prepare(isStopped, trainer.AreParametersChanged, cancellationToken.IsCancellationRequested);

        // Like the order of an epoch, masks and noise depend only on the seed and the position in the training.
        trainer.NoiseStep = context.AllBatches;
        bool isTaken = trainer.TryStepOnBuffer(PassMode.Outputs, isUpdate, out T loss);
        context.BatchLoss = double.CreateChecked(loss);
        if (isTaken)
        {
            context.AllBatches++;
            if (isUpdate) { context.Step++; }
            if (agreement is null) { metrics.Add(trainer.Buffer.View, trainer.Passes.Workspace, trainer.Penalty); }
            else { metrics.Add(agreement.Metrics, trainer.Penalty); }
            return true;
        }

        if (agreement is not null && IsEnding(agreement)) { return false; }

        NonFiniteLossException problem = NonFiniteLossException.For(
            loss,
            trainer.Buffer.View,
            trainer.Network.Parameters,
            trainer.Optimizer.LearningRate,
            RowsOfBuffer(),
            context.Epoch,
            context.Batch,
            context.History,
            trainer.IsSpoiled);
        if (!stopsOnNaN)
        {
            agreement?.End();
            throw problem;
        }

        context.RequestStop(problem.Message);
        return false;
    }

    /// <param name="finished">The epoch that is finished, or null within one.</param>
    private FitProgress Progress(EpochResult? finished) => new()
    {
        Epoch = context.Epoch,
        Epochs = options.Epochs,
        Batch = context.Batch,
        Batches = context.Batches,
        Training = finished?.Training ?? metrics.Current,
        Validation = finished?.Validation,
        Elapsed = finished?.Duration ?? Stopwatch.GetElapsedTime(began),
        Warnings = context.TakeWarnings(),
        IsEpochEnd = finished is not null,
    };
}
