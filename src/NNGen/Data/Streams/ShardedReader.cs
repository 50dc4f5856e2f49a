using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen;

/// <summary>Reads a stream that has a source for each shard of a batch; each rank reads only those of its shards.</summary>
/// <param name="stream">The stream.</param>
/// <param name="ranks">How batches are divided; null if this process computes whole ones.</param>
/// <param name="agreement">What the ranks tell each other; null without ranks.</param>
internal sealed class ShardedReader<T>(DataStream<T> stream, RankSum? ranks, RankAgreement? agreement)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int first = ranks is null ? 0 : ranks.Rank * ranks.OwnShards;
    private readonly Dataset<T>?[] parts = new Dataset<T>?[ranks?.OwnShards ?? stream.Shards];
    private Dataset<T>? firstPart;

    /// <summary>Reads an epoch. It ends when all sources have; one that ends earlier has no samples in the batches that follow.</summary>
    /// <param name="epoch">Its number, from 1.</param>
    /// <param name="cancellationToken">Cancels reading, on all ranks.</param>
    /// <exception cref="InvalidOperationException">The sources have different columns, or one is null.</exception>
    /// <exception cref="RankFailedException">Another rank has failed.</exception>
    /// <exception cref="OperationCanceledException">A rank was canceled.</exception>
    public async IAsyncEnumerable<StreamPart<T>> ReadEpoch(int epoch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var readers = new IAsyncEnumerator<Dataset<T>>?[parts.Length];
        try
        {
            for (int i = 0; i < readers.Length; i++) { readers[i] = stream.SourceOf(first + i).ReadEpoch(epoch, cancellationToken).GetAsyncEnumerator(cancellationToken); }
            while (true)
            {
                for (int i = 0; i < readers.Length; i++) { parts[i] = await Next(readers, i).ConfigureAwait(false); }
                int[]? counts = agreement is null ? null : CountsOfAll(agreement, cancellationToken);
                if (counts?.All(count => count == 0) ?? parts.All(part => part is null)) { yield break; }
                yield return new StreamPart<T>(Together(), counts);
            }
        }
        finally
        {
            foreach (IAsyncEnumerator<Dataset<T>>? reader in readers)
            {
                if (reader is not null) { await reader.DisposeAsync().ConfigureAwait(false); }
            }
        }
    }

    private async ValueTask<Dataset<T>?> Next(IAsyncEnumerator<Dataset<T>>?[] readers, int i)
    {
        if (readers[i] is not { } reader) { return null; }
        if (!await reader.MoveNextAsync().ConfigureAwait(false))
        {
            readers[i] = null;
            await reader.DisposeAsync().ConfigureAwait(false);
            return null;
        }

        firstPart ??= reader.Current;
        return reader.Current.HasColumnsOf(firstPart) ? reader.Current : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
            $"The source of shard {first + i} has other columns than that of shard {first} (if classes are counted from the labels, give classCount)."));
    }

    /// <summary>Samples of every shard of the next batch, on all ranks.</summary>
    private int[] CountsOfAll(RankAgreement all, CancellationToken cancellationToken)
    {
        all.Prepare();
        all.IsCanceled = cancellationToken.IsCancellationRequested;
        for (int i = 0; i < parts.Length; i++) { all.Metrics[first + i] = parts[i]?.Count ?? 0; }
        all.Exchange(RankMoment.Read);
        if (all.IsCanceled) { throw new OperationCanceledException(cancellationToken); }
        int[] counts = new int[stream.Shards];
        for (int i = 0; i < counts.Length; i++) { counts[i] = (int)all.Metrics[i]; }
        return counts;
    }

    /// <summary>The samples of this rank's shards, in their order; null if there are none.</summary>
    private Dataset<T>? Together()
    {
        Dataset<T>[] own = [.. parts.OfType<Dataset<T>>()];
        if (own.Length < 2) { return own.FirstOrDefault(); }
        var rows = new RowBuffer<T>(own[0].Columns, own.Sum(part => part.Count));
        foreach (Dataset<T> part in own)
        {
            for (int row = 0; row < part.Count; row++) { rows.Add(part, row); }
        }

        return rows.Take();
    }
}

/// <summary>A batch of a stream.</summary>
/// <param name="Samples">The whole batch; with <paramref name="Counts"/>, those of this rank's shards, or null if they have none.</param>
/// <param name="Counts">Samples of every shard; null if each rank takes its part of the whole batch.</param>
internal sealed record StreamPart<T>(Dataset<T>? Samples, int[]? Counts)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
