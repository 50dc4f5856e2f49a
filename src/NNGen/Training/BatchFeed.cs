using System.Numerics;

namespace NNGen;

/// <summary>The batches of a training in their order: those of a dataset, or the parts of a stream.</summary>
internal abstract class BatchFeed<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Batches per epoch; of a stream, which tells it at the end of the first epoch, those so far.</summary>
    public abstract int Batches { get; }

    /// <summary>All samples; null if they are not known beforehand.</summary>
    public abstract Dataset<T>? Samples { get; }

    /// <summary>Which samples of the dataset the current batch has; empty for a stream.</summary>
    public abstract ReadOnlySpan<int> Rows { get; }

    /// <summary>Adds to the identity of a training what it learns from.</summary>
    public abstract void Describe(IDictionary<string, string> texts);

    /// <summary>Begins an epoch, before its first batch.</summary>
    /// <param name="epoch">Its number, from 1; the order of the samples follows from it and the seed alone.</param>
    /// <param name="cancellationToken">Ends the reading of a stream.</param>
    public abstract void BeginEpoch(int epoch, CancellationToken cancellationToken);

    /// <summary>Goes to the next batch; false at the end of the epoch. Of a dataset it never waits.</summary>
    public abstract ValueTask<bool> MoveNextAsync();

    /// <summary>Whether the current batch is the last of its epoch. Of a stream this reads the next part.</summary>
    public abstract ValueTask<bool> IsLastAsync();

    /// <summary>Copies the current batch.</summary>
    public abstract void Gather(BatchBuffer<T> buffer);

    /// <summary>Ends an epoch, finished or not.</summary>
    public abstract ValueTask EndEpochAsync();
}
