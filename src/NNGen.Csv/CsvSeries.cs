using System.Numerics;

namespace NNGen;

/// <summary>Reads time series from CSV files: one row per step.</summary>
public static class CsvSeries
{
    /// <summary>Reads a file that holds one series.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="path">The file, optionally compressed with gzip.</param>
    /// <param name="options">How to read it; by default every column is a value of the step.</param>
    /// <returns>The series, with the names of its columns, and its times if the options name their column.</returns>
    /// <exception cref="ArgumentException">The options name a column of sequences or labels.</exception>
    /// <exception cref="DataFileException">
    /// A value is missing or no number, a time is not later than the one before it, or a row has another length; the message names the line and the column. Or
    /// there are no rows.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static Series<T> Load<T>(string path, CsvSeriesOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        options ??= new CsvSeriesOptions();
        if (options.Sequence is not null || options.Label is not null)
        {
            throw new ArgumentException("The options name a column of sequences or labels, but one series has neither (use LoadSequences, or put the column into Ignored).", nameof(options));
        }

        return Read<T>(path, options)[0].Steps;
    }

    /// <summary>
    /// Reads a file in long form: each row is a step of the sequence that its column <see cref="CsvSeriesOptions.Sequence"/> names. Rows of different sequences
    /// may alternate.
    /// </summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="path">The file, optionally compressed with gzip.</param>
    /// <param name="options">How to read it; the column of sequences must be given.</param>
    /// <returns>The sequences, in the order in which they first occur.</returns>
    /// <exception cref="ArgumentException">The options name no column of sequences.</exception>
    /// <exception cref="DataFileException">As for <see cref="Load"/>; or the rows of a sequence have different labels.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static IReadOnlyList<CsvSequence<T>> LoadSequences<T>(string path, CsvSeriesOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Sequence is not null ? Read<T>(path, options) : throw new ArgumentException(
            "The options do not name the column that tells sequences apart (Sequence = \"id\"; a file with one series is read with Load).", nameof(options));
    }

    private static List<CsvSequence<T>> Read<T>(string path, CsvSeriesOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using CsvRows rows = new(path, options.Delimiter, options.Encoding);
        return rows.Guarded(() =>
        {
            if (!rows.Read(out CsvRow row)) { throw new DataFileException(path, null, null, "it is empty."); }
            SeriesColumns columns = SeriesColumns.Of(path, row, options);
            var builders = new List<SequenceBuilder<T>>();
            var known = new Dictionary<string, SequenceBuilder<T>>(StringComparer.Ordinal);
            bool hasRow = !options.HasHeader || rows.Read(out row);
            for (; hasRow; hasRow = rows.Read(out row))
            {
                CsvInput.CheckWidth(path, row, columns.Width, options.HasHeader);
                string id = columns.Sequence is { } place ? row.Fields[place] : "";
                if (!known.TryGetValue(id, out SequenceBuilder<T>? builder))
                {
                    known.Add(id, builder = new SequenceBuilder<T>(id, columns));
                    builders.Add(builder);
                }

                builder.Add(row);
            }

            return builders.Count > 0 ? builders.ConvertAll(builder => builder.Take()) : throw new DataFileException(path, null, null, "it has no rows.");
        });
    }
}
