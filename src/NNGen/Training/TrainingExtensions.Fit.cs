using System.Numerics;

namespace NNGen;

/// <content>Training from datasets and streams.</content>
public static partial class TrainingExtensions
{
    /// <summary>Trains the network: in every epoch, shuffles the samples and takes a step for each batch.</summary>
    /// <remarks>These are the most common options, with Keras's names; <see cref="FitOptions"/> has all of them.</remarks>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network; its parameters change in place.</param>
    /// <param name="training">The samples to learn from.</param>
    /// <param name="epochs">Number of epochs; at least 1.</param>
    /// <param name="batchSize">Samples per step; at least 1.</param>
    /// <param name="optimizer">The optimizer; <see cref="Adam"/> with its defaults if null.</param>
    /// <param name="validation">Validation samples, evaluated after every epoch.</param>
    /// <param name="callbacks">
    /// Callbacks, such as <see cref="EarlyStopping"/>, <see cref="Checkpoints"/>, <see cref="LearningRateSchedule"/>, ...
    /// </param>
    /// <param name="progress">
    /// Called after every batch, on the calling thread; <c>new ConsoleProgress()</c> draws Keras's progress bar. Nothing is printed if none is given.
    /// </param>
    /// <param name="cancellationToken">Cancels training between two steps.</param>
    /// <inheritdoc cref="Fit{TNetwork, T}(INetwork{TNetwork, T}, Dataset{T}, FitOptions, Dataset{T}, CancellationToken)" path="/returns|/exception"/>
    public static History Fit<TNetwork, T>(
        this INetwork<TNetwork, T> network,
        Dataset<T> training,
        int epochs = 1,
        int batchSize = FitOptions.DefaultBatchSize,
        Optimizer? optimizer = null,
        Dataset<T>? validation = null,
        IReadOnlyList<Callback>? callbacks = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellationToken = default)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        network.Fit(training, FitOptions.Of(epochs, batchSize, optimizer, callbacks, progress), validation, cancellationToken);

    /// <summary>Trains the network: in every epoch, shuffles the samples and takes a step for each batch.</summary>
    /// <remarks>
    /// The same seed gives the same parameters on every machine and with any number of threads. The last batch of an epoch may be smaller than
    /// the others and counts as a step like them (as in Keras). Each call starts with a fresh optimizer state, and restores the optimizer's
    /// learning rate, which callbacks may have changed; to continue with a state, use
    /// <see cref="Trainer{TNetwork, T}.Fit(Dataset{T}, FitOptions, Dataset{T}, CancellationToken)"/>.
    /// </remarks>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network; its parameters change in place.</param>
    /// <param name="training">The samples to learn from.</param>
    /// <param name="options">How to train.</param>
    /// <param name="validation">Validation samples, evaluated after every epoch.</param>
    /// <param name="cancellationToken">Cancels training between two steps.</param>
    /// <returns>The results of every epoch.</returns>
    /// <exception cref="ArgumentException">A dataset, a weight or an option does not fit; the message says how.</exception>
    /// <exception cref="InvalidOperationException">
    /// The network declares no loss, or another call is training it; or a stream gives no samples.
    /// </exception>
    /// <exception cref="NonFiniteLossException">The loss became infinite or NaN; the message names the step and, if known, the cause.</exception>
    /// <exception cref="FitCanceledException">
    /// Training was canceled. The network keeps what it has learned, and the exception holds the history of the finished epochs.
    /// </exception>
    /// <exception cref="CallbackException">A callback failed. The network keeps what it has learned.</exception>
    /// <exception cref="CheckpointMismatchException"><see cref="FitOptions.ResumeFrom"/> belongs to another training.</exception>
    /// <exception cref="SafeTensorsException"><see cref="FitOptions.ResumeFrom"/> is not a checkpoint, or damaged.</exception>
    public static History Fit<TNetwork, T>(
        this INetwork<TNetwork, T> network,
        Dataset<T> training,
        FitOptions options,
        Dataset<T>? validation = null,
        CancellationToken cancellationToken = default)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var own = new OwnTrainer<TNetwork, T>(network, options);
        return own.Trainer.Fit(training, own.Options, validation, cancellationToken);
    }

    /// <summary>Trains as <c>Fit</c> does, on a thread of the pool, without blocking the caller's; callbacks and progress are called there.</summary>
    /// <inheritdoc cref="Fit{TNetwork, T}(INetwork{TNetwork, T}, Dataset{T}, FitOptions, Dataset{T}, CancellationToken)" path="/typeparam|/param|/returns|/exception"/>
    public static async Task<History> FitAsync<TNetwork, T>(
        this INetwork<TNetwork, T> network,
        Dataset<T> training,
        FitOptions options,
        Dataset<T>? validation = null,
        CancellationToken cancellationToken = default)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var own = new OwnTrainer<TNetwork, T>(network, options);
        return await own.Trainer.FitAsync(training, own.Options, validation, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Trains the network from a stream: in every epoch, takes a step for each part of it.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network; its parameters change in place.</param>
    /// <param name="batches">The samples to learn from.</param>
    /// <param name="epochs">How often the stream is read; at least 1.</param>
    /// <param name="batchSize">Samples per step, at least 1; null for the parts of the stream as they are.</param>
    /// <param name="optimizer">The optimizer; <see cref="Adam"/> with its defaults if null.</param>
    /// <param name="validation">Validation samples in memory, evaluated after every epoch.</param>
    /// <param name="callbacks">Callbacks, called on the thread that trains.</param>
    /// <param name="progress">Called after every batch, on the thread that trains.</param>
    /// <param name="cancellationToken">Cancels training between two steps, and reading.</param>
    /// <inheritdoc cref="FitAsync{TNetwork, T}(INetwork{TNetwork, T}, DataStream{T}, FitOptions, Dataset{T}, CancellationToken)" path="/remarks|/returns|/exception"/>
    public static Task<History> FitAsync<TNetwork, T>(
        this INetwork<TNetwork, T> network,
        DataStream<T> batches,
        int epochs = 1,
        int? batchSize = null,
        Optimizer? optimizer = null,
        Dataset<T>? validation = null,
        IReadOnlyList<Callback>? callbacks = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellationToken = default)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        network.FitAsync(batches, FitOptions.Of(epochs, batchSize, optimizer, callbacks, progress), validation, cancellationToken);

    /// <summary>Trains the network from a stream: in every epoch, takes a step for each part of it.</summary>
    /// <remarks>
    /// Each part of the stream is one step, so <see cref="DataStream{T}.Batch"/> sets the batch size, as <see cref="FitOptions.BatchSize"/> does, and
    /// <see cref="DataStream{T}.Shuffle"/> the order:
    /// <c>await net.FitAsync(stream.Shuffle(10_000, seed: 1).Batch(32).Prefetch(), epochs: 5)</c>. The same stream gives the same parameters
    /// on every machine and with any number of threads; a dataset's batches in the same order give those of <c>Fit</c>. Training runs on a thread of
    /// the pool. The number of batches per epoch is known at the end of the first; until then, progress reports the number so far. R² of the
    /// training samples is not measured: it needs the mean of all targets in advance.
    /// </remarks>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network; its parameters change in place.</param>
    /// <param name="batches">The samples to learn from.</param>
    /// <param name="options">
    /// How to train; <see cref="FitOptions.ValidationFraction"/> and <see cref="FitOptions.SampleWeights"/> are only for datasets.
    /// </param>
    /// <param name="validation">Validation samples in memory, evaluated after every epoch.</param>
    /// <param name="cancellationToken">Cancels training between two steps, and reading.</param>
    /// <inheritdoc cref="Fit{TNetwork, T}(INetwork{TNetwork, T}, Dataset{T}, FitOptions, Dataset{T}, CancellationToken)" path="/returns|/exception"/>
    public static async Task<History> FitAsync<TNetwork, T>(
        this INetwork<TNetwork, T> network,
        DataStream<T> batches,
        FitOptions options,
        Dataset<T>? validation = null,
        CancellationToken cancellationToken = default)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var own = new OwnTrainer<TNetwork, T>(network, options);
        return await own.Trainer.FitAsync(batches, own.Options, validation, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The trainer of one call. It restores the optimizer's learning rate, because the optimizer's state is discarded.</summary>
    private sealed class OwnTrainer<TNetwork, T> : IDisposable
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly double learningRate;

        public OwnTrainer(INetwork<TNetwork, T> network, FitOptions options)
        {
            ArgumentNullException.ThrowIfNull(network);
            ArgumentNullException.ThrowIfNull(options);
            Optimizer optimizer = options.Optimizer ?? new Adam();
            learningRate = optimizer.LearningRate;
            Trainer = new Trainer<TNetwork, T>(
                (TNetwork)network, optimizer, options.Group, options.Shards, maxDegreeOfParallelism: options.MaxDegreeOfParallelism);
            Options = options with { Optimizer = null, MaxDegreeOfParallelism = -1, Group = null, Shards = 0 };
        }

        public Trainer<TNetwork, T> Trainer { get; }

        /// <summary>The options without those that the trainer was created with.</summary>
        public FitOptions Options { get; }

        public void Dispose()
        {
            Trainer.Dispose();
            Trainer.Optimizer.LearningRate = learningRate;
        }
    }
}
