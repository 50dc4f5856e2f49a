namespace NNGen;

/// <summary>A file of data (CSV, NPY, NPZ, IDX) breaks the rules of its format, or holds what cannot be read as asked.</summary>
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
    /// <param name="innerException">What the problem was noticed by.</param>
    public DataFileException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates an exception about a place in a file; the message begins with the place.</summary>
    /// <param name="fileName">The file's path, or <c>stream</c>.</param>
    /// <param name="line">The line, from 1; null where it is not about one.</param>
    /// <param name="column">The column as text, such as <c>2 ('price')</c>; null where it is not about one.</param>
    /// <param name="problem">What was found and what was expected.</param>
    /// <param name="innerException">What the problem was noticed by.</param>
    public DataFileException(string fileName, long? line, string? column, string problem, Exception? innerException = null)
        : base(Place(fileName, line, column) + problem, innerException)
    {
        FileName = fileName;
        Line = line;
        Column = column;
    }

    /// <summary>The file's path, or <c>stream</c> where it was read from one.</summary>
    public string? FileName { get; }

    /// <summary>The line at fault, from 1; null where the problem is not one line's.</summary>
    public long? Line { get; }

    /// <summary>The column at fault, such as <c>2 ('price')</c>; null where the problem is not one column's.</summary>
    public string? Column { get; }

    private static string Place(string file, long? line, string? column) =>
        file
        + (line is { } number ? $", line {FileText.Number(number)}" : "")
        + (column is null ? "" : $", column {column}")
        + ": ";
}
