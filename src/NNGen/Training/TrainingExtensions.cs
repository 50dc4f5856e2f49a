using System.Numerics;

namespace NNGen;

/// <summary>Training and measuring, for every network.</summary>
public static partial class TrainingExtensions
{
    /// <summary>Trains the network: shuffles the samples, takes a step for each batch of them, and does so for some epochs.</summary>
    /// <remarks>
    /// The same seed gives the same parameters on every machine and any number of threads. The last batch of an epoch may be smaller than
    /// the others and counts as a step like them (as in Keras). Each call starts with a fresh optimizer state, and leaves the optimizer with the
    /// learning rate that it had, whatever callbacks have made of it; to go on with a state, use <see cref="Trainer{TNetwork, T}.Fit"/>.
    /// </remarks>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network; its parameters change in place.</param>
    /// <param name="training">The samples to learn from.</param>
    /// <param name="epochs">How often every sample is seen; at least 1.</param>
    /// <param name="batchSize">Samples of a step; at least 1.</param>
    /// <param name="optimizer">How parameters follow their gradients; <see cref="Adam"/> with its defaults where none is given.</param>
    /// <param name="validation">Samples to measure with after every epoch.</param>
    /// <param name="progress">
    /// Told after every batch, on the calling thread; <c>new ConsoleProgress()</c> draws Keras's progress bar. Nothing is printed where none is given.
    /// </param>
    /// <param name="callbacks">Who watches and steers: <see cref="EarlyStopping"/>, <see cref="Checkpoints"/>, <see cref="LearningRateSchedule"/>, ...</param>
    /// <param name="seed">What the order of the samples is drawn from.</param>
    /// <param name="options">What is rarely asked for: a validation fraction, weights, threads.</param>
    /// <param name="cancellationToken">Ends training between two steps.</param>
    /// <returns>What every epoch measured.</returns>
    /// <exception cref="ArgumentException">A dataset, a weight or an option does not fit; the message says how.</exception>
    /// <exception cref="InvalidOperationException">The network declares no loss, or another <c>Fit</c> is training it.</exception>
    /// <exception cref="NonFiniteLossException">The loss became infinite or not a number; the message says where and, if it can, why.</exception>
    /// <exception cref="FitCanceledException">
    /// Training was canceled. The network keeps what it has learned, and the exception holds the history of the finished epochs.
    /// </exception>
    /// <exception cref="CallbackException">A callback failed. The network keeps what it has learned.</exception>
    /// <exception cref="CheckpointMismatchException"><see cref="FitOptions{T}.ResumeFrom"/> is of another training.</exception>
    /// <exception cref="SafeTensorsException"><see cref="FitOptions{T}.ResumeFrom"/> is no checkpoint, or damaged.</exception>
    public static History Fit<TNetwork, T>(
        this INetwork<TNetwork, T> network,
        Dataset<T> training,
        int epochs = 1,
        int batchSize = 32,
        Optimizer? optimizer = null,
        Dataset<T>? validation = null,
        IProgress<FitProgress>? progress = null,
        IReadOnlyList<Callback>? callbacks = null,
        int seed = 0,
        FitOptions<T>? options = null,
        CancellationToken cancellationToken = default)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        optimizer ??= new Adam();
        double learningRate = optimizer.LearningRate;
        using var trainer = new Trainer<TNetwork, T>((TNetwork)network, optimizer, maxDegreeOfParallelism: options?.MaxDegreeOfParallelism ?? 0);
        try
        {
            return trainer.Fit(training, epochs, batchSize, validation, progress, callbacks, seed, options, cancellationToken);
        }
        finally
        {
            // The state is gone, and an optimizer without its state is what it was when it was made.
            optimizer.LearningRate = learningRate;
        }
    }

    /// <summary>Measures the network on samples; it does not change.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="dataset">The samples.</param>
    /// <param name="batchSize">Samples of a pass, at least 1; the result does not depend on it.</param>
    /// <param name="maxDegreeOfParallelism">The most threads, the calling one included; -1 takes all processors if a batch is large enough.</param>
    /// <param name="cancellationToken">Ends measuring between two passes.</param>
    /// <returns>The mean loss and the metrics that suit it.</returns>
    /// <exception cref="ArgumentException">The dataset does not fit the network.</exception>
    /// <exception cref="OperationCanceledException">Measuring was canceled.</exception>
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

    /// <summary>Makes a trainer, for a training loop of your own.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network to train.</param>
    /// <param name="optimizer">How parameters follow their gradients; <see cref="Adam"/> with its defaults where none is given.</param>
    /// <param name="maxBatchSize">The batch size to make memory for at once, or 0.</param>
    /// <param name="maxDegreeOfParallelism">The most threads, the calling one included; -1 takes all processors if a batch is large enough.</param>
    /// <returns>A trainer; dispose of it when done.</returns>
    public static Trainer<TNetwork, T> CreateTrainer<TNetwork, T>(
        this INetwork<TNetwork, T> network, Optimizer? optimizer = null, int maxBatchSize = 0, int maxDegreeOfParallelism = -1)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        return new Trainer<TNetwork, T>((TNetwork)network, optimizer ?? new Adam(), maxBatchSize, maxDegreeOfParallelism);
    }
}
