namespace NNGen;

/// <summary>A search was canceled; <see cref="Result"/> holds the trials that were finished.</summary>
public sealed class SearchCanceledException : OperationCanceledException
{
    internal SearchCanceledException(SearchResult result, CancellationToken cancellationToken)
        : base($"The search was canceled; finished trials: {FileText.Number(result.Count)}.", cancellationToken) => Result = result;

    /// <summary>The trials that were finished before.</summary>
    public SearchResult Result { get; }
}
