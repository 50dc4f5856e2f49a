namespace NNGen;

/// <summary>MPI cannot be used, or one of its calls failed; the message says why and what to do.</summary>
public sealed class MpiException : Exception
{
    internal MpiException(string message)
        : base(message)
    {
    }
}
