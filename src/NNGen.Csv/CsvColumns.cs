namespace NNGen;

/// <summary>The roles of a file's columns, according to the options.</summary>
internal static class CsvColumns
{
    /// <param name="path">The file, for messages.</param>
    /// <param name="first">Its first record.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="DataFileException">A column does not exist, or has two roles.</exception>
    public static CsvField[] Of(string path, in CsvRow first, CsvOptions options)
    {
        string[]? names = options.HasHeader ? first.Fields : null;
        int count = first.Fields.Length;
        long? line = options.HasHeader ? first.Line : null;
        var kinds = new CsvFieldKind?[count];
        if (options.Label is { } label) { Assign([label], CsvFieldKind.Label); }
        Assign(options.Targets, CsvFieldKind.Target);
        Assign(options.Categorical, CsvFieldKind.Category);
        Assign(options.Ignored, CsvFieldKind.Ignored);
        var fields = new CsvField[count];
        for (int i = 0; i < count; i++)
        {
            CsvFieldKind kind = kinds[i] ?? CsvFieldKind.Number;
            fields[i] = new CsvField(names?[i], kind, General(kind, options.Missing)) { Fill = kind == CsvFieldKind.Number ? options.MissingValue : 0 };
        }

        foreach (CsvMissingRule rule in options.MissingRules)
        {
            int place = Find(rule.Column);
            string? problem = Problem(fields[place].Kind, rule);
            if (problem is not null) { throw Wrong($"the column {rule.Column} {problem}."); }
            if (options.MissingRules.Any(other => !ReferenceEquals(other, rule) && Find(other.Column) == place)) { throw Wrong($"the column {rule.Column} has two MissingRules."); }
            fields[place] = fields[place] with { Missing = rule.Missing, Fill = rule.Value, HasIndicator = rule.HasIndicator };
        }

        return fields.Any(field => field.IsFeature)
            ? fields
            : throw Wrong($"no column is left for features (is {FileText.Quote(options.Delimiter.ToString())} the delimiter?).");

        void Assign(IReadOnlyList<CsvColumn> columns, CsvFieldKind kind)
        {
            foreach (CsvColumn column in columns)
            {
                int place = Find(column);
                if (kinds[place] is { } other) { throw Wrong($"the column {column} is named twice ({other} and {kind})."); }
                kinds[place] = kind;
            }
        }

        int Find(CsvColumn column)
        {
            int place = column.Find(names, count, out string problem);
            return place >= 0 ? place : throw Wrong(problem + ".");
        }

        DataFileException Wrong(string problem) => new(path, line, null, problem);
    }

    /// <summary>What the general policy means for one column.</summary>
    private static CsvMissing General(CsvFieldKind kind, CsvMissing missing) => kind switch
    {
        CsvFieldKind.Label or CsvFieldKind.Target => missing == CsvMissing.DropRow ? CsvMissing.DropRow : CsvMissing.Error,

        // Text has no mean: a missing value belongs to no category.
        CsvFieldKind.Category when missing is CsvMissing.Mean or CsvMissing.Median => CsvMissing.Constant,
        _ => missing,
    };

    private static string? Problem(CsvFieldKind kind, CsvMissingRule rule)
    {
        bool isDropOrError = rule.Missing is CsvMissing.DropRow or CsvMissing.Error;
        return kind switch
        {
            CsvFieldKind.Ignored => "is ignored and has a MissingRule",
            CsvFieldKind.Label or CsvFieldKind.Target when !isDropOrError => $"is a class or target, for which there is no substitute, but its MissingRule says {rule.Missing} (DropRow leaves the row out)",
            CsvFieldKind.Category when rule.Missing is CsvMissing.Mean or CsvMissing.Median => $"is categorical and has no {rule.Missing} (its MissingRule may be DropRow, MostFrequent or Constant: all zeros)",
            _ when rule.HasIndicator && isDropOrError => $"has an indicator of missing values, but its MissingRule says {rule.Missing}, so that there are none",
            _ when !double.IsFinite(rule.Value) => "has a MissingRule whose Value is not finite",
            _ => null,
        };
    }
}
