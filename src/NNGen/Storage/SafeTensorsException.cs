namespace NNGen;

/// <summary>A safetensors file breaks the rules of the format, or holds what cannot be read as asked.</summary>
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
    /// <param name="innerException">What the problem was noticed by.</param>
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

    /// <summary>The file's path, or <c>stream</c> where it was read from one.</summary>
    public string? FileName { get; }

    /// <summary>The tensor at fault; null when the problem is not one tensor's.</summary>
    public string? TensorName { get; }
}
