namespace NNGen;

/// <summary>A data file (CSV, NPY, NPZ, IDX) violates its format, or cannot be read as requested.</summary>
public sealed class DataFileException : FormatException
{
    /// <summary>Creates an exception with a default message.</summary>
    public DataFileException()
        : this("The file is not a valid data file.")
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What was found and what was expected.</param>
    public DataFileException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What was found and what was expected.</param>
    /// <param name="innerException">The exception that revealed the problem.</param>
    public DataFileException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates an exception about a position in a file, with which the message begins.</summary>
    /// <param name="fileName">The file's path, or <c>stream</c>.</param>
    /// <param name="line">The line, from 1; null if it is not about one.</param>
    /// <param name="column">The column as text, such as <c>2 ('price')</c>; null if it is not about one.</param>
    /// <param name="problem">What was found and what was expected.</param>
    /// <param name="innerException">The exception that revealed the problem.</param>
    public DataFileException(string fileName, long? line, string? column, string problem, Exception? innerException = null)
        : base(Place(fileName, line, column) + problem, innerException)
    {
        FileName = fileName;
        Line = line;
        Column = column;
    }

    /// <summary>The file's path, or <c>stream</c> if it was read from one.</summary>
    public string? FileName { get; }

    /// <summary>The line at fault, from 1; null if the problem does not concern a single line.</summary>
    public long? Line { get; }

    /// <summary>The column at fault, such as <c>2 ('price')</c>; null if the problem does not concern a single column.</summary>
    public string? Column { get; }

    private static string Place(string file, long? line, string? column) =>
        file
        + (line is { } number ? $", line {FileText.Number(number)}" : "")
        + (column is null ? "" : $", column {column}")
        + ": ";
}
