using System.Globalization;
using System.Numerics;

namespace NNGen;

/// <summary>The parts of a stream, each of them a batch.</summary>
/// <param name="stream">The stream.</param>
/// <param name="network">The network that every part must fit.</param>
/// <param name="batchSize">The size of batches made from the parts, or null for the parts as they are.</param>
/// <param name="classWeights">Weights by class number, or empty.</param>
/// <param name="ranks">How batches are divided; null if this process computes whole ones.</param>
internal sealed class StreamFeed<T>(
    DataStream<T> stream, NetworkDescription network, int? batchSize, IReadOnlyDictionary<int, double> classWeights, RankSum? ranks) : BatchFeed<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DataStream<T> batches = batchSize is { } size ? stream.Batch(size) : stream;
    private IAsyncEnumerator<StreamPart<T>>? reader;
    private StreamPart<T>? current;
    private StreamPart<T>? next;
    private int[] rows = [];
    private int known;
    private int epoch;
    private int batch;

    public override int Batches => Math.Max(known, batch);

    public override Dataset<T>? Samples => null;

    public override ReadOnlySpan<int> Rows => [];

    public override void Describe(IDictionary<string, string> texts)
    {
        texts["training set"] = stream.Shards == 0 ? "a stream" : $"a stream of {FileText.Number(stream.Shards)} shards";
        texts["batch size"] = batchSize is { } size ? FileText.Number(size) : "as it comes";
        texts["class weights"] = classWeights.Count == 0
            ? "none"
            : string.Join(", ", classWeights.OrderBy(pair => pair.Key).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}: {pair.Value:R}")));
    }

    public override void BeginEpoch(int epoch, CancellationToken cancellationToken)
    {
        this.epoch = epoch;
        batch = 0;
        current = next = null;
        IAsyncEnumerable<StreamPart<T>> parts = batches.Shards > 0 && ranks is not null
            ? new ShardedReader<T>(batches, ranks, Agreement).ReadEpoch(epoch, cancellationToken)
            : Whole(batches.ReadEpoch(epoch, cancellationToken));
        reader = parts.GetAsyncEnumerator(cancellationToken);
    }

    public override async ValueTask<bool> MoveNextAsync()
    {
        current = next ?? await ReadAsync().ConfigureAwait(false);
        next = null;
        if (current is not null)
        {
            batch++;
            return true;
        }

        if (batch == 0)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"The stream gave no samples in epoch {epoch} (does its source start again in each epoch?)."));
        }

        known = batch;
        return false;
    }

    public override async ValueTask<bool> IsLastAsync()
    {
        next ??= await ReadAsync().ConfigureAwait(false);
        return next is null;
    }

    public override void Gather(BatchBuffer<T> buffer, RankSum? ranks)
    {
        Dataset<T>? samples = current!.Samples;
        int count = samples?.Count ?? 0;
        if (rows.Length < count)
        {
            rows = new int[count];
            for (int i = 0; i < rows.Length; i++) { rows[i] = i; }
        }

        T[] weights = samples is null ? [] : FitChecks.Weights(samples, [], classWeights, "stream");
        if (current.Counts is null)
        {
            buffer.Gather(samples!, rows.AsSpan(0, count), weights, ranks);
            return;
        }

        ranks!.Divide(current.Counts);
        buffer.GatherPart(samples, rows.AsSpan(0, count), weights, ranks.StartOf(0, ranks.Rank * ranks.OwnShards), current.Counts.Sum());
    }

    public override async ValueTask EndEpochAsync()
    {
        if (reader is not null) { await reader.DisposeAsync().ConfigureAwait(false); }
        reader = null;
        ranks?.Divide(null);
    }

    private static async IAsyncEnumerable<StreamPart<T>> Whole(IAsyncEnumerable<Dataset<T>> parts)
    {
        await foreach (Dataset<T> part in parts.ConfigureAwait(false)) { yield return new(part, null); }
    }

    private async ValueTask<StreamPart<T>?> ReadAsync()
    {
        if (!await reader!.MoveNextAsync().ConfigureAwait(false)) { return null; }
        if (reader.Current.Samples is { } samples) { FitChecks.Fits(network, samples, "stream"); }
        return reader.Current;
    }
}
