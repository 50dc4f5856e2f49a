using System.Numerics;

namespace NNGen;

/// <summary>Training from streams, for data that need not fit into memory.</summary>
public static class StreamTraining
{
    /// <summary>Trains the network: takes a step for each batch of the stream, and does so for some epochs.</summary>
    /// <remarks>
    /// Each part of the stream is one step, so <see cref="DataStream{T}.Batch"/> sets the batch size and
    /// <see cref="DataStream{T}.Shuffle"/> the order:
    /// <c>await net.FitAsync(stream.Shuffle(10_000, seed: 1).Batch(32).Prefetch(), epochs: 5)</c>. The same stream gives the same parameters
    /// on every machine and any number of threads; a dataset's batches in the same order give those of <c>Fit</c>. Training runs on a thread of
    /// the pool, so that the caller's is free. R² of the training part is not measured: it needs the mean of all targets beforehand.
    /// </remarks>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network; its parameters change in place.</param>
    /// <param name="batches">The samples to learn from.</param>
    /// <param name="epochs">How often the stream is read; at least 1.</param>
    /// <param name="optimizer">How parameters follow their gradients; <see cref="Adam"/> with its defaults where none is given.</param>
    /// <param name="validation">Samples to measure with after every epoch, in memory.</param>
    /// <param name="progress">
    /// Told after every batch, on the thread that trains. How many batches an epoch has is known from the second epoch on; in the first it is the
    /// number so far.
    /// </param>
    /// <param name="callbacks">
    /// Who watches and steers, called on the thread that trains. What <see cref="Checkpoints"/> writes can be loaded, but no stream can be
    /// resumed: where it was is known to its source only.
    /// </param>
    /// <param name="maxDegreeOfParallelism">The most threads of a step; -1 takes all processors if a batch is large enough.</param>
    /// <param name="cancellationToken">Ends training between two steps, and the reading.</param>
    /// <returns>What every epoch measured.</returns>
    /// <exception cref="ArgumentException">A part or the validation set does not fit the network; the message says how.</exception>
    /// <exception cref="InvalidOperationException">The network declares no loss or is being trained by another call, or the stream gives no samples.</exception>
    /// <exception cref="NonFiniteLossException">The loss became infinite or not a number; the message says where and, if it can, why.</exception>
    /// <exception cref="CallbackException">A callback failed.</exception>
    /// <exception cref="FitCanceledException">
    /// Training was canceled. The network keeps what it has learned, and the exception holds the history of the finished epochs.
    /// </exception>
    public static async Task<History> FitAsync<TNetwork, T>(
        this INetwork<TNetwork, T> network,
        DataStream<T> batches,
        int epochs = 1,
        Optimizer? optimizer = null,
        Dataset<T>? validation = null,
        IProgress<FitProgress>? progress = null,
        IReadOnlyList<Callback>? callbacks = null,
        int maxDegreeOfParallelism = -1,
        CancellationToken cancellationToken = default)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        optimizer ??= new Adam();
        using var trainer = new Trainer<TNetwork, T>((TNetwork)network, optimizer, maxDegreeOfParallelism: maxDegreeOfParallelism);
        double learningRate = optimizer.LearningRate;
        try
        {
            return await trainer.FitAsync(batches, epochs, validation, progress, callbacks, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // As Fit does: the state is gone, and callbacks may have changed the rate.
            optimizer.LearningRate = learningRate;
        }
    }

    /// <summary>
    /// Trains from a stream as <see cref="FitAsync{TNetwork, T}(INetwork{TNetwork, T}, DataStream{T}, int, Optimizer, Dataset{T}, IProgress{FitProgress}, IReadOnlyList{Callback}, int, CancellationToken)"/>
    /// does, but the optimizer's state goes on from the last step.
    /// </summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="trainer">The trainer; it must not be used otherwise until the task is done.</param>
    /// <param name="batches">The samples to learn from.</param>
    /// <param name="epochs">How often the stream is read; at least 1.</param>
    /// <param name="validation">Samples to measure with after every epoch, in memory.</param>
    /// <param name="progress">Told after every batch, on the thread that trains.</param>
    /// <param name="callbacks">Who watches and steers, called on the thread that trains.</param>
    /// <param name="cancellationToken">Ends training between two steps, and the reading.</param>
    /// <returns>What every epoch measured.</returns>
    /// <exception cref="ArgumentException">A part or the validation set does not fit the network; the message says how.</exception>
    /// <exception cref="InvalidOperationException">The network declares no loss or is being trained by another call, or the stream gives no samples.</exception>
    /// <exception cref="NonFiniteLossException">The loss became infinite or not a number; the message says where and, if it can, why.</exception>
    /// <exception cref="CallbackException">A callback failed.</exception>
    /// <exception cref="FitCanceledException">Training was canceled; the exception holds the history of the finished epochs.</exception>
    public static Task<History> FitAsync<TNetwork, T>(
        this Trainer<TNetwork, T> trainer,
        DataStream<T> batches,
        int epochs = 1,
        Dataset<T>? validation = null,
        IProgress<FitProgress>? progress = null,
        IReadOnlyList<Callback>? callbacks = null,
        CancellationToken cancellationToken = default)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(batches);
        Guard.AtLeast(epochs, 1, nameof(epochs));
        BatchChecks.RequireLoss(TNetwork.Description);
        if (validation is not null) { FitChecks.Fits(TNetwork.Description, validation, nameof(validation)); }
        var loop = new StreamLoop<TNetwork, T>(trainer, batches, validation);
        var settings = new FitSettings(epochs, 1, false, 0, progress, callbacks, null, cancellationToken);
        trainer.Network.Parameters.BeginFit();
        return Task.Run(Run, CancellationToken.None);

        async Task<History> Run()
        {
            try
            {
                return await loop.Run(settings).ConfigureAwait(false);
            }
            finally
            {
                trainer.Network.Parameters.EndFit();
            }
        }
    }
}
