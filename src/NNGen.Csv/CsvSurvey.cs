namespace NNGen;

/// <summary>Collects what passes over a file find: columns, classes, categories and substitutes for missing values.</summary>
internal sealed class CsvSurvey
{
    /// <summary>A column with more categories than this holds numbers, names or prose.</summary>
    private const int MaxCategories = 10_000;

    private readonly string path;
    private readonly CsvOptions options;
    private readonly CsvField[] columns;
    private readonly CsvStatistics?[] statistics;

    // Only for its checks and messages.
    private readonly CsvSchema draft;

    /// <param name="path">The file, for messages.</param>
    /// <param name="columns">The roles of the columns; their values are not known yet.</param>
    /// <param name="options">How to read it.</param>
    public CsvSurvey(string path, CsvField[] columns, CsvOptions options)
    {
        this.path = path;
        this.options = options;
        this.columns = columns;
        statistics = Array.ConvertAll(columns, column => CsvStatistics.IsNeeded(column) ? new CsvStatistics(column) : null);
        draft = new CsvSchema(columns, options);
    }

    /// <summary>Rows that were added.</summary>
    public long Count { get; private set; }

    /// <summary>Whether a row is left out, because a value is missing.</summary>
    public bool Drops(in CsvRow row)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            if (columns[i].Missing == CsvMissing.DropRow && columns[i].Kind != CsvFieldKind.Ignored && draft.IsMissing(row.Fields[i])) { return true; }
        }

        return false;
    }

    /// <summary>A row's class; null if there is none.</summary>
    public string? ClassOf(in CsvRow row)
    {
        int place = Array.FindIndex(columns, column => column.Kind == CsvFieldKind.Label);
        if (place < 0) { return null; }
        return draft.IsMissing(row.Fields[place]) ? throw draft.MissingAt(path, row.Line, place, columns[place]) : row.Fields[place];
    }

    /// <summary>Learns from a row that is not dropped.</summary>
    public void Add(in CsvRow row)
    {
        Count++;
        for (int i = 0; i < columns.Length; i++)
        {
            CsvField column = columns[i];
            if (column.Kind == CsvFieldKind.Ignored) { continue; }
            if (draft.IsMissing(row.Fields[i]))
            {
                if (column.Missing == CsvMissing.Error || column.IsAnswer) { throw draft.MissingAt(path, row.Line, i, column); }
                continue;
            }

            if (column.Kind is CsvFieldKind.Category or CsvFieldKind.Label) { AddWord(i, row); }
            else
            {
                double value = draft.Number(path, row, i, column);
                statistics[i]?.Add(value);
            }
        }
    }

    /// <summary>The learned schema.</summary>
    public CsvSchema Schema() => new([.. columns.Select((_, i) => Learned(i))], options);

    private CsvField Learned(int i)
    {
        CsvField column = columns[i];
        if (statistics[i] is not { } found) { return column; }
        if (column.Kind == CsvFieldKind.Number)
        {
            return column with { Fill = found.Fill() ?? throw Wrong(i, "it has no value from which to learn a substitute for missing ones (put it into Ignored).") };
        }

        string[] categories = column.Kind == CsvFieldKind.Label && options.ClassNames is { Count: > 0 } names ? [.. names] : found.Categories();
        if (column.Kind == CsvFieldKind.Label && categories.Length == 1)
        {
            throw Wrong(i, $"it has one class only, {FileText.Quote(categories[0])}; expected at least two.");
        }

        int fill = column.Missing == CsvMissing.MostFrequent ? found.MostFrequent(categories) : -1;
        return column with { Categories = categories, FillCategory = fill };
    }

    private void AddWord(int i, in CsvRow row)
    {
        string word = row.Fields[i];
        if (!statistics[i]!.Add(word)) { return; }
        if (word.Length == 0)
        {
            throw draft.Wrong(path, row.Line, i, columns[i], "the value is empty, but a class or category needs a name (with \"\" among MissingMarkers it counts as missing).");
        }

        if (columns[i].Kind == CsvFieldKind.Label && options.ClassNames is { Count: > 0 } names && !names.Contains(word))
        {
            throw draft.Wrong(path, row.Line, i, columns[i], $"the class {FileText.Quote(word)} is not among ClassNames ({FileText.Names([.. names])}).");
        }

        int count = statistics[i]!.WordCount;
        if (count > MaxCategories)
        {
            string suggestion = columns[i].Kind == CsvFieldKind.Label ? "a column of numbers goes into Targets" : "put the column into Ignored";
            throw draft.Wrong(path, row.Line, i, columns[i], $"this is category number {FileText.Number(count)} of the column ({suggestion}).");
        }
    }

    private DataFileException Wrong(int i, string problem) =>
        new(path, null, $"{FileText.Number(i + 1)} ({FileText.Quote(CsvSchema.NameOf(columns[i], i))})", problem);
}
