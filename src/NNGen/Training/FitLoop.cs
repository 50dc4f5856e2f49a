using System.Diagnostics;
using System.Numerics;

namespace NNGen;

/// <summary>Epochs and batches: the loop of <c>Fit</c>. Once warm, a step allocates nothing.</summary>
internal sealed class FitLoop<TNetwork, T>
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Trainer<TNetwork, T> trainer;
    private readonly Dataset<T> training;
    private readonly Evaluator<TNetwork, T>? validation;
    private readonly MetricsAccumulator<T> metrics;
    private readonly T[] weights;
    private readonly int[] order;
    private readonly int batchSize;

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
        this.weights = weights;
        this.batchSize = Math.Min(batchSize, training.Count);
        this.validation = validation is null ? null : new Evaluator<TNetwork, T>(trainer.Passes, validation, this.batchSize, validationMetrics);
        metrics = new MetricsAccumulator<T>(TNetwork.Description, training);
        order = new int[training.Count];
    }

    private int Batches => (training.Count + batchSize - 1) / batchSize;

    /// <param name="epochs">How often the samples are seen.</param>
    /// <param name="shuffle">Whether each epoch has an order of its own.</param>
    /// <param name="seed">What the orders are drawn from.</param>
    /// <param name="progress">Who wants to know, or null.</param>
    /// <param name="cancellationToken">Ends training between two steps.</param>
    public History Run(int epochs, bool shuffle, int seed, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        var history = new History();
        try
        {
            for (int epoch = 1; epoch <= epochs; epoch++)
            {
                Arrange(shuffle, seed, epoch);
                history.Add(RunEpoch(epoch, epochs, progress, cancellationToken));
            }
        }
        catch (OperationCanceledException canceled) when (canceled.CancellationToken == cancellationToken)
        {
            throw new FitCanceledException(history, cancellationToken);
        }

        return history;
    }

    /// <summary>The order of an epoch follows from the seed and its number alone, not from the epochs before.</summary>
    private void Arrange(bool shuffle, int seed, int epoch)
    {
        if (!shuffle && epoch > 1) { return; }
        for (int i = 0; i < order.Length; i++) { order[i] = i; }
        if (!shuffle) { return; }
        var random = new RandomStream(seed, RandomStreams.Epochs + epoch);
        random.Shuffle(order.AsSpan());
    }

    private EpochResult RunEpoch(int epoch, int epochs, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        metrics.Clear();
        for (int batch = 1; batch <= Batches; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Step(epoch, batch);
            progress?.Report(Progress(batch, null, false));
        }

        Metrics? measured = validation?.Evaluate(cancellationToken);
        progress?.Report(Progress(Batches, measured, true));
        return new EpochResult
        {
            Epoch = epoch,
            Training = metrics.Current,
            Validation = measured,
            LearningRate = trainer.Optimizer.LearningRate,
            Duration = Stopwatch.GetElapsedTime(began),
        };

        FitProgress Progress(int batch, Metrics? validationMetrics, bool isEpochEnd) => new()
        {
            Epoch = epoch,
            Epochs = epochs,
            Batch = batch,
            Batches = Batches,
            Training = metrics.Current,
            Validation = validationMetrics,
            Elapsed = Stopwatch.GetElapsedTime(began),
            IsEpochEnd = isEpochEnd,
        };
    }

    private void Step(int epoch, int batch)
    {
        int start = (batch - 1) * batchSize;
        ReadOnlySpan<int> rows = order.AsSpan(start, Math.Min(batchSize, order.Length - start));
        trainer.Buffer.Gather(training, rows, weights);
        if (!trainer.TryStepOnBuffer(PassMode.Outputs, out T loss))
        {
            throw NonFiniteLossException.For(
                loss, trainer.Buffer.View, trainer.Network.Parameters, trainer.Optimizer.LearningRate, rows, epoch, batch);
        }

        metrics.Add(trainer.Buffer.View, trainer.Passes.Tape);
    }
}
