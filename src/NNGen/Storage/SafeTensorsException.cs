namespace NNGen;

/// <summary>A safetensors file violates the format, or cannot be read as requested.</summary>
public sealed class SafeTensorsException : FormatException
{
    /// <summary>Creates an exception with a default message.</summary>
    public SafeTensorsException()
        : this("The file is not a valid safetensors file.")
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What was found and what was expected.</param>
    public SafeTensorsException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What was found and what was expected.</param>
    /// <param name="innerException">The exception that revealed the problem.</param>
    public SafeTensorsException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal SafeTensorsException(string file, string? tensor, string problem, Exception? innerException = null)
        : base(tensor is null ? $"{file}: {problem}" : $"{file}: tensor {FileText.Quote(tensor)} {problem}", innerException)
    {
        FileName = file;
        TensorName = tensor;
    }

    /// <summary>The file's path, or <c>stream</c> if it was read from one.</summary>
    public string? FileName { get; }

    /// <summary>The tensor at fault; null if the problem does not concern a single tensor.</summary>
    public string? TensorName { get; }
}
