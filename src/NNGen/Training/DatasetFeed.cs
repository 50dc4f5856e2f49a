using System.Numerics;

namespace NNGen;

/// <summary>The batches of a dataset. A step allocates nothing.</summary>
/// <param name="samples">The samples.</param>
/// <param name="weights">A weight per sample (more may follow), or empty.</param>
/// <param name="batchSize">Samples of a batch, at most all.</param>
/// <param name="shuffle">Whether each epoch has a separate order.</param>
/// <param name="seed">The seed of the orders.</param>
internal sealed class DatasetFeed<T>(Dataset<T> samples, T[] weights, int batchSize, bool shuffle, int seed) : BatchFeed<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] order = new int[samples.Count];
    private int batch;

    public override int Batches => (samples.Count + batchSize - 1) / batchSize;

    public override Dataset<T>? Samples => samples;

    public override ReadOnlySpan<int> Rows
    {
        get
        {
            int start = (batch - 1) * batchSize;
            return order.AsSpan(start, Math.Min(batchSize, order.Length - start));
        }
    }

    public override void Describe(IDictionary<string, string> texts)
    {
        texts["training set"] = TrainingIdentity.Of(samples);
        texts["batch size"] = FileText.Number(batchSize);
        texts["shuffle"] = shuffle ? "yes" : "no";
        texts["sample weights"] = weights.Length == 0 ? "none" : TrainingIdentity.Of(weights);
    }

    public override void BeginEpoch(int epoch, CancellationToken cancellationToken)
    {
        batch = 0;
        for (int i = 0; i < order.Length; i++) { order[i] = i; }
        if (shuffle) { new RandomStream(seed, RandomStreams.Epochs + epoch).Shuffle(order.AsSpan()); }
    }

    public override ValueTask<bool> MoveNextAsync()
    {
        if (batch == Batches) { return new(false); }
        batch++;
        return new(true);
    }

    public override ValueTask<bool> IsLastAsync() => new(batch == Batches);

    public override void Gather(BatchBuffer<T> buffer, RankSum? ranks) => buffer.Gather(samples, Rows, weights, ranks);

    public override ValueTask EndEpochAsync() => default;
}
