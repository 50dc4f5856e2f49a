namespace NNGen;

// Learning a schema from a file.
public sealed partial class CsvSchema
{
    /// <summary>
    /// Learns columns, classes, categories and substitutes for missing values from a file, which is read once and need not fit into memory.
    /// </summary>
    /// <param name="path">The training file, optionally compressed with gzip: a schema learned from test data would make the test worthless.</param>
    /// <param name="options">How to read it; a label or targets must be given.</param>
    /// <returns>The schema.</returns>
    /// <exception cref="ArgumentException">The options name neither label nor targets, or both.</exception>
    /// <exception cref="DataFileException">
    /// A column is missing or has two roles, a row is too short or too long, a value is missing or not a number; the message names the line
    /// and the column. Or there are no rows, or only one class.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static CsvSchema Infer(string path, CsvOptions options)
    {
        CsvSurvey? learned = null;
        bool any = false;
        Survey(path, options, (survey, row) =>
        {
            learned = survey;
            any = true;
            if (!survey.Drops(row)) { survey.Add(row); }
        });
        return learned is { Count: > 0 } ? learned.Schema() : throw NoRows(path, any);
    }

    /// <summary>Passes on all rows of a file whose schema is not known yet, together with the schema under construction.</summary>
    internal static void Survey(string path, CsvOptions options, Action<CsvSurvey, CsvRow> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Label is null == (options.Targets.Count == 0))
        {
            throw new ArgumentException(
                options.Label is null
                    ? "The options name no answers: give Label (a column of classes) or Targets (columns of numbers)."
                    : "The options name a Label and Targets; give one of them.",
                nameof(options));
        }

        if (!double.IsFinite(options.MissingValue)) { throw new ArgumentException("MissingValue must be finite.", nameof(options)); }
        using CsvRows rows = new(path, options.Delimiter, options.Encoding);
        rows.Guarded(() =>
        {
            if (!rows.Read(out CsvRow row)) { throw new DataFileException(path, null, null, "it is empty."); }
            CsvField[] columns = CsvColumns.Of(path, row, options);
            CsvSurvey survey = new(path, columns, options);
            bool hasRow = !options.HasHeader || rows.Read(out row);
            while (hasRow)
            {
                CsvInput.CheckWidth(path, row, columns.Length, options.HasHeader);
                read(survey, row);
                hasRow = rows.Read(out row);
            }

            return true;
        });
    }
}
