using System.Globalization;
using System.Numerics;

namespace NNGen;

/// <summary>The parts of a stream, each of them a batch.</summary>
/// <param name="stream">The stream.</param>
/// <param name="network">The network that every part must fit.</param>
/// <param name="batchSize">The size of batches made from the parts, or null for the parts as they are.</param>
/// <param name="classWeights">Weights by class number, or empty.</param>
internal sealed class StreamFeed<T>(DataStream<T> stream, NetworkDescription network, int? batchSize, IReadOnlyDictionary<int, double> classWeights) : BatchFeed<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DataStream<T> batches = batchSize is { } size ? stream.Batch(size) : stream;
    private IAsyncEnumerator<Dataset<T>>? reader;
    private Dataset<T>? current;
    private Dataset<T>? next;
    private int[] rows = [];
    private int known;
    private int epoch;
    private int batch;

    public override int Batches => Math.Max(known, batch);

    public override Dataset<T>? Samples => null;

    public override ReadOnlySpan<int> Rows => [];

    public override void Describe(IDictionary<string, string> texts)
    {
        texts["training set"] = "a stream";
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
        reader = batches.ReadEpoch(epoch, cancellationToken).GetAsyncEnumerator(cancellationToken);
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
        if (rows.Length < current!.Count)
        {
            rows = new int[current.Count];
            for (int i = 0; i < rows.Length; i++) { rows[i] = i; }
        }

        buffer.Gather(current, rows.AsSpan(0, current.Count), FitChecks.Weights(current, [], classWeights, "stream"), ranks);
    }

    public override async ValueTask EndEpochAsync()
    {
        if (reader is not null) { await reader.DisposeAsync().ConfigureAwait(false); }
        reader = null;
    }

    private async ValueTask<Dataset<T>?> ReadAsync()
    {
        if (!await reader!.MoveNextAsync().ConfigureAwait(false)) { return null; }
        FitChecks.Fits(network, reader.Current, "stream");
        return reader.Current;
    }
}
