namespace NNGen;

/// <summary>
/// Training was canceled between two steps. The network keeps what it has learned so far and is ready for use;
/// <see cref="History"/> holds the finished epochs.
/// </summary>
public sealed class FitCanceledException : OperationCanceledException
{
    internal FitCanceledException(History history, CancellationToken cancellationToken)
        : base($"Training was canceled; finished epochs: {history.Count}.", cancellationToken) => History = history;

    /// <summary>The finished epochs.</summary>
    public History History { get; }
}
