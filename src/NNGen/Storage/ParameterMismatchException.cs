using static NNGen.FileText;

namespace NNGen;

/// <summary>A file's tensors do not match the network's parameters; the network is unchanged.</summary>
public sealed class ParameterMismatchException : FormatException
{
    /// <summary>Creates an exception with a default message.</summary>
    public ParameterMismatchException()
        : this("The file's tensors do not match the network's parameters.")
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What differs.</param>
    public ParameterMismatchException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What differs.</param>
    /// <param name="innerException">The exception that revealed the problem.</param>
    public ParameterMismatchException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal ParameterMismatchException(string file, string network, IReadOnlyList<string> differences, string? remedy = null)
        : base(
            $"{file} does not match {network}; nothing was changed. "
            + $"{Number(differences.Count)} difference{(differences.Count == 1 ? "" : "s")}:\n- {string.Join("\n- ", differences)}{(remedy is null ? "" : "\n" + remedy)}") =>
        Differences = differences;

    /// <summary>Every difference, a line each.</summary>
    public IReadOnlyList<string> Differences { get; } = [];
}
