using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.ExceptionServices;

namespace NNGen;

/// <summary>Epochs and batches of a stream.</summary>
internal sealed class StreamLoop<TNetwork, T>(Trainer<TNetwork, T> trainer, DataStream<T> batches, Dataset<T>? validation)
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Samples of a validation pass; the result does not depend on it.</summary>
    private const int ValidationBatch = 256;

    /// <summary>What a checkpoint says of the samples, so that no training takes it for its own.</summary>
    private static readonly Dictionary<string, string> identity = new() { ["training set"] = "a stream" };

    private readonly Evaluator<TNetwork, T>? evaluator =
        validation is null ? null : new(trainer.Passes, validation, Math.Min(ValidationBatch, validation.Count));

    private MetricsAccumulator<T>? metrics;
    private int[] rows = [];

    private Metrics Current => metrics is null ? new Metrics { Count = 0 } : metrics.Current with { RSquared = double.NaN };

    /// <summary>Trains; however it ends, callbacks are told and files are closed before this returns or throws.</summary>
    public async Task<History> Run(FitSettings settings)
    {
        var context = new FitContext<TNetwork, T>(
            trainer, () => Current, settings.Epochs, 0, validation is not null, settings.CancellationToken);
        var callbacks = new CallbackList(settings.Callbacks, context);
        ExceptionDispatchInfo? failure = null;
        try
        {
            callbacks.Raise(TrainingMoment.TrainBegin);
            while (context.StopReason is null && context.Epoch < settings.Epochs)
            {
                context.Epoch++;
                await RunEpoch(context, callbacks, settings).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (settings.CancellationToken.IsCancellationRequested)
        {
            failure = ExceptionDispatchInfo.Capture(new FitCanceledException(context.History, settings.CancellationToken));
        }
        catch (Exception problem)
        {
            failure = ExceptionDispatchInfo.Capture(problem);
        }

        CallbackException? atEnd = callbacks.End();
        context.Finish();
        if (failure is not null && atEnd is not null) { context.AddWarning("End", atEnd.Message); }
        context.TakeWarnings();
        failure?.Throw();
        return atEnd is null ? context.History : throw atEnd;
    }

    private async Task RunEpoch(FitContext<TNetwork, T> context, CallbackList callbacks, FitSettings settings)
    {
        long began = Stopwatch.GetTimestamp();
        metrics?.Clear();
        context.Batch = 0;
        callbacks.Raise(TrainingMoment.EpochBegin);
        await foreach (Dataset<T> part in batches.ReadEpoch(context.Epoch, settings.CancellationToken).ConfigureAwait(false))
        {
            // Only the next part tells that the epoch in which a stop was requested is not finished.
            if (context.StopReason is not null) { return; }
            settings.CancellationToken.ThrowIfCancellationRequested();
            FitChecks.Fits(TNetwork.Description, part, "stream");
            context.Batch++;
            context.Batches = Math.Max(context.Batches, context.Batch);
            callbacks.Raise(TrainingMoment.BatchBegin);
            if (!TryStep(part, context, callbacks)) { return; }
            callbacks.Raise(TrainingMoment.BatchEnd);
            settings.Progress?.Report(Progress(null, isEpochEnd: false));
        }

        if (context.Batch == 0)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The stream gave no samples in epoch {context.Epoch} (does its source begin anew with each epoch?)."));
        }

        context.Batches = context.Batch;
        Metrics? measured = evaluator?.Evaluate(settings.CancellationToken);
        context.History.Add(new EpochResult
        {
            Epoch = context.Epoch,
            Training = Current,
            Validation = measured,
            LearningRate = trainer.Optimizer.LearningRate,
            Duration = Stopwatch.GetElapsedTime(began),
        });
        context.IsEpochEnd = true;
        callbacks.Raise(TrainingMoment.EpochEnd);
        callbacks.Raise(TrainingMoment.EpochClose);
        context.IsEpochEnd = false;
        context.WriteCheckpoints(callbacks, () => identity);
        if (context.StopReason is not null || context.Epoch == settings.Epochs) { context.Finish(); }
        settings.Progress?.Report(Progress(measured, isEpochEnd: true));

        FitProgress Progress(Metrics? validationMetrics, bool isEpochEnd) => new()
        {
            Epoch = context.Epoch,
            Epochs = settings.Epochs,
            Batch = context.Batch,
            Batches = context.Batches,
            Training = Current,
            Validation = validationMetrics,
            Elapsed = isEpochEnd ? context.History[^1].Duration : Stopwatch.GetElapsedTime(began),
            Warnings = context.TakeWarnings(),
            IsEpochEnd = isEpochEnd,
        };
    }

    /// <returns>False where the loss or a gradient is not finite and a callback wants training to stop for it.</returns>
    private bool TryStep(Dataset<T> part, FitContext<TNetwork, T> context, CallbackList callbacks)
    {
        metrics ??= new MetricsAccumulator<T>(TNetwork.Description, part);
        if (rows.Length < part.Count)
        {
            rows = new int[part.Count];
            for (int i = 0; i < rows.Length; i++) { rows[i] = i; }
        }

        trainer.Buffer.Gather(part, rows.AsSpan(0, part.Count), []);
        bool isTaken = trainer.TryStepOnBuffer(PassMode.Outputs, isUpdate: true, out T loss);
        context.BatchLoss = double.CreateChecked(loss);
        if (isTaken)
        {
            context.Step++;
            metrics.Add(trainer.Buffer.View, trainer.Passes.Tape, trainer.Penalty);
            return true;
        }

        NonFiniteLossException problem = NonFiniteLossException.For(
            loss, trainer.Buffer.View, trainer.Network.Parameters, trainer.Optimizer.LearningRate, [], context.Epoch, context.Batch, context.History,
            trainer.IsSpoiled);
        if (!callbacks.StopsOnNaN) { throw problem; }
        context.RequestStop(problem.Message);
        return false;
    }
}
