namespace NNGen;

/// <summary>
/// Training ended on this rank because another rank of its <see cref="IProcessGroup"/> failed, or because the ranks do not train the same; the
/// message says which. Rank 0 has written its checkpoints.
/// </summary>
public sealed class RankFailedException : Exception
{
    internal RankFailedException(string message)
        : base(message)
    {
    }
}
