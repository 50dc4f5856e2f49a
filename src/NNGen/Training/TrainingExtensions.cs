using System.Numerics;

namespace NNGen;

/// <summary>Training and evaluation, for every network.</summary>
public static partial class TrainingExtensions
{
    /// <summary>Evaluates the network on samples; the network is not changed.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="dataset">The samples.</param>
    /// <param name="batchSize">Samples of a pass, at least 1; the result does not depend on it.</param>
    /// <param name="maxDegreeOfParallelism">
    /// The maximum number of threads, including the calling one; -1 uses as many as are fastest if a batch is large enough.
    /// </param>
    /// <param name="cancellationToken">Cancels the evaluation between two passes.</param>
    /// <returns>The mean loss and the metrics that suit it.</returns>
    /// <exception cref="ArgumentException">The dataset does not fit the network.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was canceled.</exception>
    public static Metrics Evaluate<TNetwork, T>(
        this INetwork<TNetwork, T> network,
        Dataset<T> dataset,
        int batchSize = 256,
        int maxDegreeOfParallelism = -1,
        CancellationToken cancellationToken = default)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dataset);
        Guard.AtLeast(batchSize, 1, nameof(batchSize));
        FitChecks.Fits(TNetwork.Description, dataset, nameof(dataset));
        using var passes = new PassRunner<TNetwork, T>((TNetwork)network, maxDegreeOfParallelism);
        return new Evaluator<TNetwork, T>(passes, dataset, Math.Min(batchSize, dataset.Count)).Evaluate(cancellationToken);
    }

    /// <summary>Creates a trainer, for a custom training loop.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network to train.</param>
    /// <param name="optimizer">The optimizer; <see cref="Adam"/> with its defaults if null.</param>
    /// <param name="maxBatchSize">The batch size for which memory is allocated at once, or 0.</param>
    /// <param name="maxDegreeOfParallelism">
    /// The maximum number of threads, including the calling one; -1 uses as many as are fastest if a batch is large enough.
    /// </param>
    /// <returns>A trainer; dispose it when done.</returns>
    public static Trainer<TNetwork, T> CreateTrainer<TNetwork, T>(
        this INetwork<TNetwork, T> network, Optimizer? optimizer = null, int maxBatchSize = 0, int maxDegreeOfParallelism = -1)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        return new Trainer<TNetwork, T>((TNetwork)network, optimizer ?? new Adam(), maxBatchSize, maxDegreeOfParallelism);
    }
}
