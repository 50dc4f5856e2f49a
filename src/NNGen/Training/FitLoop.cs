using System.Diagnostics;
using System.Numerics;
using System.Runtime.ExceptionServices;

namespace NNGen;

/// <summary>Epochs and batches: the loop of <c>Fit</c>. Once warm, a step allocates nothing.</summary>
internal sealed class FitLoop<TNetwork, T>
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Trainer<TNetwork, T> trainer;
    private readonly Dataset<T> training;
    private readonly Dataset<T>? validation;
    private readonly Evaluator<TNetwork, T>? evaluator;
    private readonly MetricsAccumulator<T> metrics;
    private readonly T[] weights;
    private readonly int[] order;
    private readonly int batchSize;
    private readonly IReadOnlyList<string> metricNames;

    /// <param name="trainer">The trainer, whose optimizer state goes on.</param>
    /// <param name="training">The samples to learn from.</param>
    /// <param name="validation">The samples to measure with after every epoch, or null.</param>
    /// <param name="weights">A weight per training sample (more may follow), or empty.</param>
    /// <param name="batchSize">Samples of a step.</param>
    /// <param name="validationMetrics">Further metrics of the validation samples.</param>
    public FitLoop(
        Trainer<TNetwork, T> trainer,
        Dataset<T> training,
        Dataset<T>? validation,
        T[] weights,
        int batchSize,
        IReadOnlyList<IMetric> validationMetrics)
    {
        this.trainer = trainer;
        this.training = training;
        this.validation = validation;
        this.weights = weights;
        this.batchSize = Math.Min(batchSize, training.Count);
        evaluator = validation is null ? null : new Evaluator<TNetwork, T>(trainer.Passes, validation, this.batchSize, validationMetrics);
        metrics = new MetricsAccumulator<T>(TNetwork.Description, training);
        metricNames = [.. validationMetrics.Select(metric => metric.Name)];
        order = new int[training.Count];
    }

    private int Batches => (training.Count + batchSize - 1) / batchSize;

    /// <summary>Trains; however it ends, callbacks are told and files are closed before this returns or throws.</summary>
    public History Run(FitSettings settings)
    {
        var context = new FitContext<TNetwork, T>(
            trainer, () => metrics.Current, settings.Epochs, Batches, validation is not null, settings.CancellationToken)
        {
            AdditionalMetrics = metricNames,
        };
        var callbacks = new CallbackList(settings.Callbacks, context);
        var identity = new Lazy<SortedDictionary<string, string>>(() => TrainingIdentity.Of(
            TNetwork.Description, trainer.Optimizer, training, validation, weights, batchSize, settings.Shuffle, settings.Seed, settings.AccumulateSteps));

        // Before anything is changed or any callback opens a file.
        Checkpoint<T>? checkpoint = settings.ResumeFrom is { } path
            ? CheckpointFile.Read<T>(path, TNetwork.Description, trainer.Optimizer, identity.Value, callbacks.Names)
            : null;
        Checkpoint<T>? before = null;
        if (checkpoint is not null)
        {
            before = context.Take();
            context.Restore(checkpoint);
        }

        ExceptionDispatchInfo? failure = null;
        try
        {
            callbacks.Raise(TrainingMoment.TrainBegin);
            if (checkpoint is not null) { callbacks.LoadStates(checkpoint.State.Callbacks); }
            before = null;
            trainer.NoiseSeed = settings.Seed;
            Arrange(false, settings.Seed, 0);
            while (context.StopReason is null && context.Epoch < settings.Epochs)
            {
                context.Epoch++;
                if (settings.Shuffle) { Arrange(true, settings.Seed, context.Epoch); }
                RunEpoch(context, callbacks, settings, () => identity.Value);
            }
        }
        catch (OperationCanceledException canceled)
            when (canceled.CancellationToken == settings.CancellationToken && settings.CancellationToken.IsCancellationRequested)
        {
            failure = ExceptionDispatchInfo.Capture(new FitCanceledException(context.History, settings.CancellationToken));
        }
        catch (Exception problem)
        {
            failure = ExceptionDispatchInfo.Capture(problem);
        }

        CallbackException? atEnd = callbacks.End();

        // A callback could not be resumed, so nothing is: network and optimizer are what they were.
        if (before is not null) { context.Restore(before); }
        context.Finish();
        if (failure is not null && atEnd is not null) { context.AddWarning("End", atEnd.Message); }
        context.TakeWarnings();
        failure?.Throw();
        return atEnd is null ? context.History : throw atEnd;
    }

    /// <summary>The order of an epoch follows from the seed and its number alone, not from the epochs before.</summary>
    private void Arrange(bool shuffle, int seed, int epoch)
    {
        for (int i = 0; i < order.Length; i++) { order[i] = i; }
        if (!shuffle) { return; }
        var random = new RandomStream(seed, RandomStreams.Epochs + epoch);
        random.Shuffle(order.AsSpan());
    }

    private void RunEpoch(
        FitContext<TNetwork, T> context, CallbackList callbacks, FitSettings settings, Func<IReadOnlyDictionary<string, string>> identity)
    {
        long began = Stopwatch.GetTimestamp();
        metrics.Clear();
        context.Batch = 0;
        callbacks.Raise(TrainingMoment.EpochBegin);
        while (context.Batch < Batches)
        {
            if (context.StopReason is not null) { return; }
            settings.CancellationToken.ThrowIfCancellationRequested();
            context.Batch++;
            callbacks.Raise(TrainingMoment.BatchBegin);
            if (!TryStep(context, callbacks, settings.AccumulateSteps)) { return; }
            callbacks.Raise(TrainingMoment.BatchEnd);
            settings.Progress?.Report(Progress(null, false));
        }

        callbacks.Raise(TrainingMoment.ValidationBegin);
        Metrics? measured = evaluator?.Evaluate(settings.CancellationToken);
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
        context.WriteCheckpoints(callbacks, identity);

        // The last report shall tell what became of the last files.
        if (context.StopReason is not null || context.Epoch == settings.Epochs) { context.Finish(); }
        settings.Progress?.Report(Progress(measured, true));

        FitProgress Progress(Metrics? validationMetrics, bool isEpochEnd) => new()
        {
            Epoch = context.Epoch,
            Epochs = settings.Epochs,
            Batch = context.Batch,
            Batches = Batches,
            Training = metrics.Current,
            Validation = validationMetrics,
            Elapsed = isEpochEnd ? context.History[^1].Duration : Stopwatch.GetElapsedTime(began),
            Warnings = context.TakeWarnings(),
            IsEpochEnd = isEpochEnd,
        };
    }

    /// <returns>False where the loss or a gradient is not finite and a callback wants training to stop for it.</returns>
    private bool TryStep(FitContext<TNetwork, T> context, CallbackList callbacks, int accumulateSteps)
    {
        int start = (context.Batch - 1) * batchSize;
        ReadOnlySpan<int> rows = order.AsSpan(start, Math.Min(batchSize, order.Length - start));
        trainer.Buffer.Gather(training, rows, weights);

        // Like the order of an epoch, masks and noise follow from the seed and the place in the training alone: nothing to save in a checkpoint.
        trainer.NoiseStep = ((long)(context.Epoch - 1) * Batches) + context.Batch - 1;
        bool isUpdate = context.Batch % accumulateSteps == 0 || context.Batch == Batches;
        bool isTaken = trainer.TryStepOnBuffer(PassMode.Outputs, isUpdate, out T loss);
        context.BatchLoss = double.CreateChecked(loss);
        if (isTaken)
        {
            if (isUpdate) { context.Step++; }
            metrics.Add(trainer.Buffer.View, trainer.Passes.Tape, trainer.Penalty);
            return true;
        }

        NonFiniteLossException problem = NonFiniteLossException.For(
            loss,
            trainer.Buffer.View,
            trainer.Network.Parameters,
            trainer.Optimizer.LearningRate,
            rows,
            context.Epoch,
            context.Batch,
            context.History,
            trainer.IsSpoiled);
        if (!callbacks.StopsOnNaN) { throw problem; }
        context.RequestStop(problem.Message);
        return false;
    }
}
