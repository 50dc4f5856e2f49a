namespace NNGen;

/// <summary>An open file with the columns of a schema.</summary>
internal sealed class CsvInput : IDisposable
{
    private readonly CsvSchema schema;
    private readonly string path;
    private readonly CsvRows rows;
    private readonly int width;
    private CsvRow? pending;

    /// <summary>Opens a file and finds the columns in it.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="path">The file.</param>
    /// <param name="needsAnswers">Whether the class or the targets must be present.</param>
    public CsvInput(CsvSchema schema, string path, bool needsAnswers)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        this.schema = schema;
        this.path = path;
        rows = new CsvRows(path, schema.Delimiter, schema.TextEncoding);
        try
        {
            (width, ColumnIndices) = rows.Guarded(() =>
            {
                if (!rows.Read(out CsvRow first)) { throw new DataFileException(path, null, null, "it is empty."); }
                pending = schema.HasHeader ? null : first;
                return (first.Fields.Length, schema.HasHeader ? schema.IndicesByName(path, first, needsAnswers) : schema.IndicesByOrder(path, first, needsAnswers));
            });
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    /// <summary>For each field of the schema its index in the file; null if it is absent or not read.</summary>
    public int?[] ColumnIndices { get; }

    /// <summary>Whether there was any row so far.</summary>
    public bool HasRows { get; private set; }

    /// <summary>Encodes rows until there are enough or there are no more.</summary>
    public void ReadTo<T>(CsvEncoder<T> encoder, int count = int.MaxValue)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => rows.Guarded(() =>
        {
            while (encoder.Count < count && Next(out CsvRow row)) { encoder.Add(row); }
            return true;
        });

    /// <summary>Passes on rows until there are no more.</summary>
    public void ReadAll(Action<CsvRow> read) => rows.Guarded(() =>
    {
        while (Next(out CsvRow row)) { read(row); }
        return true;
    });

    public void Dispose() => rows.Dispose();

    /// <summary>Rejects a row that is longer or shorter than the first.</summary>
    public static void CheckWidth(string path, in CsvRow row, int width, bool hasHeader)
    {
        if (row.Fields.Length != width)
        {
            throw new DataFileException(
                path,
                row.Line,
                null,
                $"the row has {FileText.Number(row.Fields.Length)} values, expected {FileText.Number(width)} "
                + $"(as in the {(hasHeader ? "header" : "first row")}).");
        }
    }

    private bool Next(out CsvRow row)
    {
        if (pending is { } first)
        {
            pending = null;
            row = first;
        }
        else
        {
            if (!rows.Read(out row)) { return false; }
            CheckWidth(path, row, width, schema.HasHeader);
        }

        HasRows = true;
        return true;
    }
}
