namespace NNGen;

// Finds the schema's columns in a file.
public sealed partial class CsvSchema
{
    internal int?[] IndicesByName(string path, in CsvRow header, bool needsAnswers)
    {
        string[] names = header.Fields;
        if (names.SequenceEqual(Fields.Select(field => field.Name)))
        {
            // Same columns as when the schema was inferred; so names may even occur twice.
            return [.. Fields.Select((field, i) => field.Kind == CsvFieldKind.Ignored ? (int?)null : i)];
        }

        Dictionary<string, int> found = new(StringComparer.Ordinal);
        HashSet<string> twice = new(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            if (!found.TryAdd(names[i], i)) { twice.Add(names[i]); }
        }

        int?[] columnIndices = new int?[Fields.Count];
        HashSet<string> known = new(StringComparer.Ordinal);
        for (int i = 0; i < columnIndices.Length; i++)
        {
            string name = Fields[i].Name!;
            known.Add(name);
            if (Fields[i].Kind == CsvFieldKind.Ignored) { continue; }
            if (found.TryGetValue(name, out int place) && !twice.Contains(name)) { columnIndices[i] = place; }
            else if (twice.Contains(name) || needsAnswers || !Fields[i].IsAnswer)
            {
                // The column's own message is the most precise.
                ((CsvColumn)name).Find(names, names.Length, out string problem);
                throw new DataFileException(path, header.Line, null, problem + ".");
            }
        }

        if (names.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new DataFileException(
                path, header.Line, null, $"the column {FileText.Quote(unknown)} is not in the schema (it has {FileText.Names([.. Fields.Select(f => f.Name!)])}).");
        }

        return columnIndices;
    }

    internal int?[] IndicesByOrder(string path, in CsvRow first, bool needsAnswers)
    {
        int answers = Fields.Count(field => field.IsAnswer);
        bool isWhole = first.Fields.Length == Fields.Count;
        if (!isWhole && (needsAnswers || first.Fields.Length != Fields.Count - answers))
        {
            throw new DataFileException(
                path,
                first.Line,
                null,
                $"the row has {FileText.Number(first.Fields.Length)} values, expected {FileText.Number(Fields.Count)} (as in the schema).");
        }

        int next = 0;
        int?[] columnIndices = new int?[Fields.Count];
        for (int i = 0; i < columnIndices.Length; i++)
        {
            if (!isWhole && Fields[i].IsAnswer) { continue; }
            int place = next++;
            columnIndices[i] = Fields[i].Kind == CsvFieldKind.Ignored ? null : place;
        }

        return columnIndices;
    }
}
