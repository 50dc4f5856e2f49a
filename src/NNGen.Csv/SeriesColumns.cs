using System.Globalization;

namespace NNGen;

/// <summary>What the columns of a file of series are.</summary>
/// <param name="Path">The file, for messages.</param>
/// <param name="Width">The number of columns.</param>
/// <param name="Names">The names of all columns.</param>
/// <param name="Values">The columns with values.</param>
/// <param name="Time">The column of times, or null.</param>
/// <param name="Sequence">The column that tells sequences apart, or null.</param>
/// <param name="Label">The column of labels, or null.</param>
internal sealed record SeriesColumns(string Path, int Width, IReadOnlyList<string> Names, int[] Values, int? Time, int? Sequence, int? Label)
{
    /// <summary>Whether <see cref="Names"/> are from the file.</summary>
    public required bool HasNames { get; init; }

    /// <summary>A column as options state it, by its name or, without a header, its place.</summary>
    public string Reference(int column) => HasNames ? $"\"{FileText.Short(Names[column])}\"" : FileText.Number(column);

    /// <exception cref="DataFileException">A column does not exist, is named twice, or none is left for values.</exception>
    public static SeriesColumns Of(string path, in CsvRow first, CsvSeriesOptions options)
    {
        string[]? header = options.HasHeader ? first.Fields : null;
        int count = first.Fields.Length;
        long? line = options.HasHeader ? first.Line : null;
        var roles = new string?[count];
        int? time = Find(options.Time, "the time"), sequence = Find(options.Sequence, "the sequence"), label = Find(options.Label, "the label");
        foreach (CsvColumn column in options.Ignored) { Find(column, "ignored"); }
        int[] values = [.. Enumerable.Range(0, count).Where(column => roles[column] is null)];
        if (values.Length == 0) { throw new DataFileException(path, line, null, $"no column is left for values (is {FileText.Quote(options.Delimiter.ToString())} the delimiter?)."); }
        string[] names = header ?? [.. Enumerable.Range(0, count).Select(column => string.Create(CultureInfo.InvariantCulture, $"column {column}"))];
        return new SeriesColumns(path, count, names, values, time, sequence, label) { HasNames = header is not null };

        int? Find(CsvColumn? column, string role)
        {
            if (column is not { } wanted) { return null; }
            int place = wanted.Find(header, count, out string problem);
            if (place < 0) { throw new DataFileException(path, line, null, problem + "."); }
            if (roles[place] is { } other) { throw new DataFileException(path, line, null, $"the column {wanted} is named twice ({other} and {role})."); }
            roles[place] = role;
            return place;
        }
    }

    public DataFileException Wrong(in CsvRow row, int column, string problem) =>
        new(Path, row.Line, $"{FileText.Number(column + 1)} ({FileText.Quote(Names[column])})", problem);
}
