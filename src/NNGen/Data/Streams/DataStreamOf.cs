using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using static NNGen.FileText;

namespace NNGen;

/// <summary>
/// Samples that need not fit into memory: read again in each epoch, part by part. Steps are chained as in TensorFlow's
/// <c>tf.data</c>: <c>stream.Shuffle(10_000, seed: 1).Batch(32).Prefetch()</c>.
/// </summary>
/// <remarks>
/// Order and batches depend only on the source and the seeds, not on the sizes of the parts or the number of threads. A stream is
/// immutable; each step returns a new one.
/// </remarks>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class DataStream<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Func<int, CancellationToken, IAsyncEnumerable<Dataset<T>>> open;

    private readonly Func<int, DataStream<T>>? sourceOf;

    internal DataStream(Func<int, CancellationToken, IAsyncEnumerable<Dataset<T>>> open) => this.open = open;

    /// <summary>A stream with a source for each shard; read as a whole, their parts are put together.</summary>
    internal DataStream(int shards, Func<int, DataStream<T>> sourceOf)
    {
        (Shards, this.sourceOf) = (shards, sourceOf);
        open = (epoch, cancellationToken) => Together(epoch, cancellationToken);
    }

    /// <summary>The number of sources, of which each gives a shard of every batch; 0 for a stream without shards.</summary>
    internal int Shards { get; }

    /// <summary>Reads the samples of one epoch, part by part.</summary>
    /// <param name="epoch">Its number, from 1: it determines the order of a shuffled stream.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <returns>The parts; batches, if <see cref="Batch"/> was called.</returns>
    /// <exception cref="InvalidOperationException">While reading: a part has other columns than the first.</exception>
    public IAsyncEnumerable<Dataset<T>> ReadEpoch(int epoch = 1, CancellationToken cancellationToken = default)
    {
        Guard.AtLeast(epoch, 1, nameof(epoch));
        return Checked(epoch, cancellationToken);
    }

    /// <summary>Transforms every part, for example <c>stream.Map(scaler.Transform)</c>.</summary>
    /// <param name="map">The function; it must transform every sample separately, because parts may have any size.</param>
    /// <returns>A new stream.</returns>
    public DataStream<T> Map(Func<Dataset<T>, Dataset<T>> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (Shards > 0) { return Each(source => source.Map(map)); }
        return new DataStream<T>((epoch, cancellationToken) => Mapped(ReadEpoch(epoch, cancellationToken), map));
    }

    /// <summary>
    /// Shuffles the samples in each epoch. A buffer holds <paramref name="bufferSize"/> samples; each new sample replaces one drawn at random,
    /// which is returned. With a buffer as large as the data, every order is equally likely; a smaller one mixes only samples that are close,
    /// so the source should not be sorted by class.
    /// </summary>
    /// <param name="bufferSize">Samples in the buffer; at least 1.</param>
    /// <param name="seed">The same seed gives the same orders on every machine.</param>
    /// <returns>A new stream.</returns>
    public DataStream<T> Shuffle(int bufferSize, int seed)
    {
        Guard.AtLeast(bufferSize, 1, nameof(bufferSize));
        if (Shards > 0) { return Each(source => source.Shuffle(bufferSize, seed)); }
        return new DataStream<T>((epoch, cancellationToken) =>
            Shuffled(ReadEpoch(epoch, cancellationToken), bufferSize, new RandomStream(seed, RandomStreams.Streams + epoch)));
    }

    /// <summary>Cuts the samples into batches of one size; the last of an epoch may be smaller.</summary>
    /// <param name="size">Samples of a batch; at least 1.</param>
    /// <returns>A new stream.</returns>
    public DataStream<T> Batch(int size)
    {
        Guard.AtLeast(size, 1, nameof(size));
        if (Shards > 0)
        {
            return size % Shards == 0 ? Each(source => source.Batch(size / Shards)) : throw new ArgumentException(
                $"Batches of {Number(size)} samples cannot be divided evenly into the {Number(Shards)} shards of the stream (choose a multiple of {Number(Shards)}).", nameof(size));
        }

        return new DataStream<T>((epoch, cancellationToken) => Batched(ReadEpoch(epoch, cancellationToken), size));
    }

    /// <summary>Reads ahead on another thread, so that reading and training overlap.</summary>
    /// <param name="count">How many parts (batches, after <see cref="Batch"/>) may wait; at least 1.</param>
    /// <returns>A new stream, with the same samples in the same order.</returns>
    public DataStream<T> Prefetch(int count = 4)
    {
        Guard.AtLeast(count, 1, nameof(count));
        if (Shards > 0) { return Each(source => source.Prefetch(count)); }
        return new DataStream<T>((epoch, cancellationToken) => Prefetched(epoch, count, cancellationToken));
    }

    /// <summary>The source of a shard, from 0.</summary>
    internal DataStream<T> SourceOf(int shard) => sourceOf!(shard)
        ?? throw new InvalidOperationException($"The source of shard {Number(shard)} of the stream is null.");

    internal static async IAsyncEnumerable<Dataset<T>> Parts(IEnumerable<Dataset<T>> parts)
    {
        foreach (Dataset<T> part in parts) { yield return part; }
        await Task.CompletedTask.ConfigureAwait(false);
    }

    private DataStream<T> Each(Func<DataStream<T>, DataStream<T>> step) => new(Shards, shard => step(SourceOf(shard)));

    private async IAsyncEnumerable<Dataset<T>> Together(int epoch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new ShardedReader<T>(this, ranks: null, agreement: null);
        await foreach (StreamPart<T> part in reader.ReadEpoch(epoch, cancellationToken).ConfigureAwait(false)) { yield return part.Samples!; }
    }

    private async IAsyncEnumerable<Dataset<T>> Checked(int epoch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Dataset<T>? first = null;
        int number = 0;
        await foreach (Dataset<T> part in open(epoch, cancellationToken).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            first ??= part ?? throw new InvalidOperationException("The first part of the stream is null.");
            number++;
            if (part is null || !part.HasColumnsOf(first))
            {
                throw new InvalidOperationException(
                    $"Part {Number(number)} of the stream {(part is null ? "is null" : "has " + Columns(part))}, but the first part has {Columns(first)} "
                    + "(if classes are counted from the labels, give classCount).");
            }

            yield return part;
        }

        static string Columns(Dataset<T> part) => $"{Number(part.FeatureCount)} features and "
            + (part.HasLabels ? $"{Number(part.ClassCount)} classes" : $"{Number(part.TargetCount)} targets");
    }

    private static async IAsyncEnumerable<Dataset<T>> Mapped(IAsyncEnumerable<Dataset<T>> source, Func<Dataset<T>, Dataset<T>> map)
    {
        await foreach (Dataset<T> part in source.ConfigureAwait(false)) { yield return map(part); }
    }

    private static async IAsyncEnumerable<Dataset<T>> Shuffled(IAsyncEnumerable<Dataset<T>> source, int size, RandomStream random)
    {
        RowBuffer<T>? waiting = null;
        RowBuffer<T>? leaving = null;
        await foreach (Dataset<T> part in source.ConfigureAwait(false))
        {
            waiting ??= new RowBuffer<T>(part.Columns, size);
            if (leaving is null || leaving.Capacity < part.Count) { leaving = new RowBuffer<T>(part.Columns, part.Count); }
            for (int row = 0; row < part.Count; row++)
            {
                if (waiting.Count < size)
                {
                    waiting.Add(part, row);
                    continue;
                }

                int drawn = random.NextInt32(size);
                leaving.Add(waiting, drawn);
                waiting.Set(drawn, part, row);
            }

            if (leaving.Count > 0) { yield return leaving.Take(); }
        }

        if (waiting is null) { yield break; }
        int[] order = new int[waiting.Count];
        for (int i = 0; i < order.Length; i++) { order[i] = i; }
        random.Shuffle(order.AsSpan());
        yield return waiting.Take().SelectRows(order);
    }

    private static async IAsyncEnumerable<Dataset<T>> Batched(IAsyncEnumerable<Dataset<T>> source, int size)
    {
        RowBuffer<T>? waiting = null;
        await foreach (Dataset<T> part in source.ConfigureAwait(false))
        {
            int row = 0;
            while (row < part.Count)
            {
                // Whole batches of a part are views of it.
                if ((waiting is null || waiting.Count == 0) && part.Count - row >= size)
                {
                    yield return part.Slice(row, size);
                    row += size;
                    continue;
                }

                waiting ??= new RowBuffer<T>(part.Columns, size);
                waiting.Add(part, row++);
                if (waiting.Count == size) { yield return waiting.Take(); }
            }
        }

        if (waiting is { Count: > 0 }) { yield return waiting.Take(); }
    }

    private async IAsyncEnumerable<Dataset<T>> Prefetched(int epoch, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Channel<Dataset<T>> channel = Channel.CreateBounded<Dataset<T>>(
            new BoundedChannelOptions(count) { SingleReader = true, SingleWriter = true });
        using CancellationTokenSource reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task reader = Task.Run(() => Read(channel.Writer, reading.Token), CancellationToken.None);
        try
        {
            await foreach (Dataset<T> part in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false)) { yield return part; }
        }
        finally
        {
            // Stopping early also stops the reader, and files are closed when this returns.
            await reading.CancelAsync().ConfigureAwait(false);
            await reader.ConfigureAwait(false);
        }

        async Task Read(ChannelWriter<Dataset<T>> writer, CancellationToken token)
        {
            try
            {
                await foreach (Dataset<T> part in ReadEpoch(epoch, token).ConfigureAwait(false))
                {
                    await writer.WriteAsync(part, token).ConfigureAwait(false);
                }

                writer.Complete();
            }
            catch (Exception problem)
            {
                // Rethrown when the next part is awaited.
                writer.TryComplete(problem);
            }
        }
    }
}
