using System.Numerics;

namespace NNGen;

/// <summary>Creates streams of samples.</summary>
public static class DataStream
{
    /// <summary>A stream whose parts come from a function, such as one that reads file after file.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="open">
    /// Starts an epoch: returns datasets of any sizes, one after another, with the same columns. Its argument cancels reading.
    /// </param>
    /// <returns>The stream; nothing is read yet.</returns>
    public static DataStream<T> Create<T>(Func<CancellationToken, IAsyncEnumerable<Dataset<T>>> open)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(open);
        return new DataStream<T>((_, cancellationToken) => open(cancellationToken));
    }

    /// <summary>
    /// A stream whose parts come from a function that returns other samples in each epoch, such as file after file of a long recording.
    /// </summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="open">
    /// Starts an epoch, whose number, from 1, is its first argument: resumed training starts with the first missing epoch.
    /// Returns datasets of any sizes, one after another, with the same columns. Its second argument cancels reading.
    /// </param>
    /// <returns>The stream; nothing is read yet.</returns>
    public static DataStream<T> Create<T>(Func<int, CancellationToken, IAsyncEnumerable<Dataset<T>>> open)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(open);
        return new DataStream<T>(open);
    }

    /// <summary>A stream whose parts come from a synchronous function, such as an iterator over files.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="open">Starts an epoch: returns datasets of any sizes, one after another, with the same columns.</param>
    /// <returns>The stream; nothing is read yet.</returns>
    public static DataStream<T> Create<T>(Func<IEnumerable<Dataset<T>>> open)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(open);
        return new DataStream<T>((_, _) => DataStream<T>.Parts(open()));
    }

    /// <summary>
    /// A stream for several processes (<see cref="FitOptions.Group"/>): it has a source for each shard of a batch, and a process reads only those of its
    /// shards. Batches, and with <see cref="FitOptions.Shards"/> all bits, do not depend on the number of processes.
    /// </summary>
    /// <remarks>
    /// A batch has as many samples of each source, in the order of the shards: <c>Batch</c> and <see cref="FitOptions.BatchSize"/> must be multiples of
    /// <paramref name="shards"/>. If a source ends before the others, batches have no more samples of it. <c>Map</c>, <c>Shuffle</c> and
    /// <c>Prefetch</c> apply to each source.
    /// </remarks>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="shards">The number of sources, at least 1: <see cref="FitOptions.Shards"/>, or the number of processes without it.</param>
    /// <param name="source">Returns the source of a shard, from 0, such as every eighth file; called at the beginning of an epoch.</param>
    /// <returns>The stream; nothing is read yet.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="shards"/> is below 1.</exception>
    public static DataStream<T> Sharded<T>(int shards, Func<int, DataStream<T>> source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.AtLeast(shards, 1, nameof(shards));
        ArgumentNullException.ThrowIfNull(source);
        return new DataStream<T>(shards, source);
    }

    /// <summary>A stream of one dataset, in its order.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="data">The dataset.</param>
    /// <returns>The stream.</returns>
    public static DataStream<T> From<T>(Dataset<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        return Create<T>(() => [data]);
    }
}
