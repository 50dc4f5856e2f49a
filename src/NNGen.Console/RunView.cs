namespace NNGen;

/// <summary>The state of a run.</summary>
internal enum RunState
{
    Waiting,
    Running,
    Done,
    Stopped,
    Canceled,
    Failed,

    /// <summary>The table was closed before it was told that the run had ended.</summary>
    Unfinished,
}

/// <summary>One row's values at one moment; drawn by whichever thread draws next.</summary>
internal sealed record RunView
{
    public required string Name { get; init; }

    public RunState State { get; init; }

    public int Epoch { get; init; }

    public int Epochs { get; init; }

    public int Batch { get; init; }

    /// <summary>0 while unknown.</summary>
    public int Batches { get; init; }

    /// <summary>Of the epoch so far.</summary>
    public Metrics? Training { get; init; }

    /// <summary>Of the last finished epoch.</summary>
    public Metrics? Validation { get; init; }

    public double? LearningRate { get; init; }

    public TimeSpan? Elapsed { get; init; }

    public TimeSpan? Left { get; init; }

    public bool HasEnded => State > RunState.Running;
}
