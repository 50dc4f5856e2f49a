namespace NNGen;

// Where a file has the schema's columns.
public sealed partial class CsvSchema
{
    /// <summary>Opens a file and finds the columns in it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="needsAnswers">Whether the class or the targets must be there.</param>
    /// <param name="places">For each field its place in the file; null where it is not there, or not read.</param>
    /// <param name="width">How many values a row has.</param>
    /// <param name="pending">The first row, where it had to be read to know the width.</param>
    private CsvRows Open(string path, bool needsAnswers, out int?[] places, out int width, out CsvRow? pending)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        CsvRows rows = new(path, Delimiter, TextEncoding);
        try
        {
            if (!rows.Read(out CsvRow first)) { throw new DataFileException(path, null, null, "it is empty."); }
            width = first.Fields.Length;
            pending = HasHeader ? null : first;
            places = HasHeader ? ByName(path, first, needsAnswers) : ByPlace(path, first, needsAnswers);
            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    /// <summary>The next row, once it has as many values as the first.</summary>
    private bool Next(CsvRows rows, ref CsvRow? pending, string path, int width, out CsvRow row)
    {
        if (pending is { } first)
        {
            pending = null;
            row = first;
            return true;
        }

        if (!rows.Read(out row)) { return false; }
        CheckWidth(path, row, width, HasHeader);
        return true;
    }

    private static void CheckWidth(string path, in CsvRow row, int width, bool hasHeader)
    {
        if (row.Fields.Length != width)
        {
            throw new DataFileException(
                path,
                row.Line,
                null,
                $"the row has {CsvText.Number(row.Fields.Length)} values, expected {CsvText.Number(width)} "
                + $"(as in the {(hasHeader ? "header" : "first row")}).");
        }
    }

    private int?[] ByName(string path, in CsvRow header, bool needsAnswers)
    {
        string[] names = header.Fields;
        if (names.SequenceEqual(Fields.Select(field => field.Name)))
        {
            // As when the schema was inferred; so names may even occur twice.
            return [.. Fields.Select((field, i) => field.Kind == CsvFieldKind.Ignored ? (int?)null : i)];
        }

        int?[] places = new int?[Fields.Count];
        for (int i = 0; i < places.Length; i++)
        {
            if (Fields[i].Kind == CsvFieldKind.Ignored) { continue; }
            CsvColumn column = Fields[i].Name!;
            int place = column.Find(names, names.Length, out string problem);
            bool isMissing = place < 0 && !names.Contains(Fields[i].Name);
            if (place < 0 && !(isMissing && Fields[i].IsAnswer && !needsAnswers))
            {
                throw new DataFileException(path, header.Line, null, problem + ".");
            }

            places[i] = place < 0 ? null : place;
        }

        foreach (string name in names)
        {
            if (!Fields.Any(field => field.Name == name))
            {
                throw new DataFileException(
                    path, header.Line, null, $"the column {CsvText.Quote(name)} is not in the schema (it has {CsvText.List([.. Fields.Select(f => f.Name!)])}).");
            }
        }

        return places;
    }

    private int?[] ByPlace(string path, in CsvRow first, bool needsAnswers)
    {
        int answers = Fields.Count(field => field.IsAnswer);
        bool isWhole = first.Fields.Length == Fields.Count;
        if (!isWhole && (needsAnswers || first.Fields.Length != Fields.Count - answers))
        {
            throw new DataFileException(
                path,
                first.Line,
                null,
                $"the row has {CsvText.Number(first.Fields.Length)} values, expected {CsvText.Number(Fields.Count)} (as in the schema).");
        }

        int next = 0;
        int?[] places = new int?[Fields.Count];
        for (int i = 0; i < places.Length; i++)
        {
            if (!isWhole && Fields[i].IsAnswer) { continue; }
            int place = next++;
            places[i] = Fields[i].Kind == CsvFieldKind.Ignored ? null : place;
        }

        return places;
    }
}
