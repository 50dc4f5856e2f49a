using System.Numerics;

namespace NNGen;

/// <summary>The batches of a training in their order, from a dataset or a stream.</summary>
internal abstract class BatchFeed<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Batches per epoch; in the first epoch of a stream, the number so far.</summary>
    public abstract int Batches { get; }

    /// <summary>All samples; null if they are not known beforehand.</summary>
    public abstract Dataset<T>? Samples { get; }

    /// <summary>The row numbers of the current batch; empty for a stream.</summary>
    public abstract ReadOnlySpan<int> Rows { get; }

    /// <summary>What the ranks tell each other; null without ranks.</summary>
    public RankAgreement? Agreement { get; set; }

    /// <summary>Adds a description of the samples to the identity of a training.</summary>
    public abstract void Describe(IDictionary<string, string> texts);

    /// <summary>Begins an epoch, before its first batch.</summary>
    /// <param name="epoch">Its number, from 1; the order of the samples depends only on it and the seed.</param>
    /// <param name="cancellationToken">Cancels reading of a stream.</param>
    public abstract void BeginEpoch(int epoch, CancellationToken cancellationToken);

    /// <summary>Advances to the next batch; false at the end of the epoch. For a dataset it completes synchronously.</summary>
    public abstract ValueTask<bool> MoveNextAsync();

    /// <summary>Whether the current batch is the last of its epoch. For a stream, this reads the next part.</summary>
    public abstract ValueTask<bool> IsLastAsync();

    /// <summary>Copies the current batch, or this rank's part of it.</summary>
    public abstract void Gather(BatchBuffer<T> buffer, RankSum? ranks);

    /// <summary>Ends an epoch, finished or not.</summary>
    public abstract ValueTask EndEpochAsync();
}
