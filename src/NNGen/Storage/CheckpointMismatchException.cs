using static NNGen.FileText;

namespace NNGen;

/// <summary>A checkpoint belongs to another training than the one to resume; nothing was changed.</summary>
public sealed class CheckpointMismatchException : FormatException
{
    /// <summary>Creates an exception with a default message.</summary>
    public CheckpointMismatchException()
        : this("The checkpoint belongs to another training.")
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What differs.</param>
    public CheckpointMismatchException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What differs.</param>
    /// <param name="innerException">The exception that revealed the problem.</param>
    public CheckpointMismatchException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal CheckpointMismatchException(string file, string network, IReadOnlyList<string> differences)
        : base(
            $"{file} is a checkpoint of another training than this one of {network}; nothing was changed. "
            + $"{Number(differences.Count)} difference{(differences.Count == 1 ? "" : "s")} (to begin a new training with its parameters, "
            + $"use Parameters.Load instead of ResumeFrom):\n- {string.Join("\n- ", differences)}") =>
        Differences = differences;

    /// <summary>Every difference, a line each.</summary>
    public IReadOnlyList<string> Differences { get; } = [];
}
