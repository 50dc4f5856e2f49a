using System.Diagnostics;
using System.Numerics;

namespace NNGen;

/// <summary>Epochs and batches of a stream.</summary>
internal sealed class StreamLoop<TNetwork, T>(
    Trainer<TNetwork, T> trainer, DataStream<T> batches, Dataset<T>? validation, IProgress<FitProgress>? progress)
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Samples of a validation pass; the result does not depend on it.</summary>
    private const int ValidationBatch = 256;

    private readonly Evaluator<TNetwork, T>? evaluator =
        validation is null ? null : new(trainer.Passes, validation, Math.Min(ValidationBatch, validation.Count));

    private MetricsAccumulator<T>? metrics;
    private int[] rows = [];
    private int batchesOfEpoch;

    private Metrics Current => metrics!.Current with { RSquared = double.NaN };

    public async Task<History> Run(int epochs, CancellationToken cancellationToken)
    {
        var history = new History();
        try
        {
            for (int epoch = 1; epoch <= epochs; epoch++)
            {
                history.Add(await RunEpoch(epoch, epochs, cancellationToken).ConfigureAwait(false));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new FitCanceledException(history, cancellationToken);
        }

        return history;
    }

    private async Task<EpochResult> RunEpoch(int epoch, int epochs, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        int batch = 0;
        metrics?.Clear();
        await foreach (Dataset<T> part in batches.ReadEpoch(epoch, cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Step(part, epoch, ++batch);
            batchesOfEpoch = Math.Max(batchesOfEpoch, batch);
            progress?.Report(Progress(null, isEpochEnd: false));
        }

        if (batch == 0) { throw new InvalidOperationException($"The stream gave no samples in epoch {epoch} (does its source begin anew with each epoch?)."); }
        batchesOfEpoch = batch;
        Metrics? measured = evaluator?.Evaluate(cancellationToken);
        progress?.Report(Progress(measured, isEpochEnd: true));
        return new EpochResult
        {
            Epoch = epoch,
            Training = Current,
            Validation = measured,
            LearningRate = trainer.Optimizer.LearningRate,
            Duration = Stopwatch.GetElapsedTime(began),
        };

        FitProgress Progress(Metrics? validationMetrics, bool isEpochEnd) => new()
        {
            Epoch = epoch,
            Epochs = epochs,
            Batch = batch,
            Batches = batchesOfEpoch,
            Training = Current,
            Validation = validationMetrics,
            Elapsed = Stopwatch.GetElapsedTime(began),
            IsEpochEnd = isEpochEnd,
        };
    }

    private void Step(Dataset<T> part, int epoch, int batch)
    {
        FitChecks.Fits(TNetwork.Description, part, "stream");
        metrics ??= new MetricsAccumulator<T>(TNetwork.Description, part);
        if (rows.Length < part.Count)
        {
            rows = new int[part.Count];
            for (int i = 0; i < rows.Length; i++) { rows[i] = i; }
        }

        trainer.Buffer.Gather(part, rows.AsSpan(0, part.Count), []);
        if (!trainer.TryStepOnBuffer(PassMode.Outputs, out T loss))
        {
            throw NonFiniteLossException.For(
                loss, trainer.Buffer.View, trainer.Network.Parameters, trainer.Optimizer.LearningRate, [], epoch, batch);
        }

        metrics.Add(trainer.Buffer.View, trainer.Passes.Tape);
    }
}
