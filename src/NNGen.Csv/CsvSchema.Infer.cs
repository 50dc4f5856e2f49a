using System.Globalization;

namespace NNGen;

// Learning a schema from a file.
public sealed partial class CsvSchema
{
    /// <summary>More categories than this are a column of numbers, of names or of prose.</summary>
    private const int MaxCategories = 10_000;

    /// <summary>Learns columns, classes, categories and means from a file, which is read once and need not fit into memory.</summary>
    /// <param name="path">The training file, packed with gzip or not: what a test file has a say in tests nothing.</param>
    /// <param name="options">How to read it; a label or targets must be given.</param>
    /// <returns>The schema.</returns>
    /// <exception cref="ArgumentException">The options name neither label nor targets, or both.</exception>
    /// <exception cref="DataFileException">
    /// A column is missing or has two roles, a row is too short or too long, a value missing or no number; the message names line and
    /// column. Or there are no rows, or only one class.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static CsvSchema Infer(string path, CsvOptions options)
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
        if (!rows.Read(out CsvRow first)) { throw new DataFileException(path, null, null, "it is empty."); }
        string[]? names = options.HasHeader ? first.Fields : null;
        CsvFieldKind[] kinds = Kinds(path, first, names, options);
        Survey survey = new(path, names, kinds, options);
        bool hasRow = options.HasHeader ? rows.Read(out first) : true;
        bool any = hasRow;
        while (hasRow)
        {
            CheckWidth(path, first, kinds.Length, options.HasHeader);
            survey.Add(first);
            hasRow = rows.Read(out first);
        }

        return survey.Count > 0 ? survey.Schema() : throw NoRows(path, any);
    }

    private static CsvFieldKind[] Kinds(string path, in CsvRow first, string[]? names, CsvOptions options)
    {
        int count = first.Fields.Length;
        long? line = options.HasHeader ? first.Line : null;
        CsvFieldKind?[] kinds = new CsvFieldKind?[count];
        if (options.Label is { } label) { Assign([label], CsvFieldKind.Label); }
        Assign(options.Targets, CsvFieldKind.Target);
        Assign(options.Categorical, CsvFieldKind.Category);
        Assign(options.Ignored, CsvFieldKind.Ignored);
        CsvFieldKind[] all = [.. kinds.Select(kind => kind ?? CsvFieldKind.Number)];
        return all.Any(kind => kind is CsvFieldKind.Number or CsvFieldKind.Category)
            ? all
            : throw new DataFileException(
                path, line, null, $"no column is left for features (is {CsvText.Quote(options.Delimiter.ToString())} the delimiter?).");

        void Assign(IReadOnlyList<CsvColumn> columns, CsvFieldKind kind)
        {
            foreach (CsvColumn column in columns)
            {
                int place = column.Find(names, count, out string problem);
                if (place < 0) { throw new DataFileException(path, line, null, problem + "."); }
                if (kinds[place] is { } other)
                {
                    throw new DataFileException(path, line, null, $"the column {column} is asked for twice ({other} and {kind}).");
                }

                kinds[place] = kind;
            }
        }
    }

    /// <summary>What one pass over a file finds out.</summary>
    private sealed class Survey
    {
        private readonly string path;
        private readonly CsvOptions options;
        private readonly CsvField[] columns;
        private readonly HashSet<string>[] words;
        private readonly double[] sums;
        private readonly long[] counts;
        private readonly CsvSchema draft;

        public Survey(string path, string[]? names, CsvFieldKind[] kinds, CsvOptions options)
        {
            this.path = path;
            this.options = options;
            columns = [.. kinds.Select((kind, i) => new CsvField(names?[i], kind, [], 0))];
            words = [.. kinds.Select(_ => new HashSet<string>(StringComparer.Ordinal))];
            sums = new double[kinds.Length];
            counts = new long[kinds.Length];

            // Only for its checks and messages.
            draft = new CsvSchema(columns, options);
        }

        public long Count { get; private set; }

        public void Add(in CsvRow row)
        {
            if (options.Missing == CsvMissing.DropRow && HasMissing(row)) { return; }
            Count++;
            for (int i = 0; i < columns.Length; i++)
            {
                CsvField column = columns[i];
                if (column.Kind == CsvFieldKind.Ignored) { continue; }
                if (draft.IsMissing(row.Fields[i]))
                {
                    if (options.Missing == CsvMissing.Error || column.IsAnswer) { throw draft.MissingAt(path, row.Line, i, column); }
                    continue;
                }

                if (column.Kind is CsvFieldKind.Category or CsvFieldKind.Label) { AddWord(i, row); }
                else
                {
                    sums[i] += draft.Number(path, row, i, column);
                    counts[i]++;
                }
            }
        }

        public CsvSchema Schema() => new(
            [.. columns.Select((column, i) => new CsvField(column.Name, column.Kind, Categories(i), Fill(i)))],
            options);

        private bool HasMissing(in CsvRow row)
        {
            for (int i = 0; i < columns.Length; i++)
            {
                if (columns[i].Kind != CsvFieldKind.Ignored && draft.IsMissing(row.Fields[i])) { return true; }
            }

            return false;
        }

        private void AddWord(int i, in CsvRow row)
        {
            string word = row.Fields[i];
            if (!words[i].Add(word)) { return; }
            if (columns[i].Kind == CsvFieldKind.Label && options.ClassNames is { } names && !names.Contains(word))
            {
                throw draft.Wrong(path, row.Line, i, columns[i], $"the class {CsvText.Quote(word)} is not among ClassNames ({CsvText.List(names)}).");
            }

            if (words[i].Count > MaxCategories)
            {
                string mend = columns[i].Kind == CsvFieldKind.Label ? "a column of numbers goes into Targets" : "put the column into Ignored";
                throw draft.Wrong(path, row.Line, i, columns[i], $"this is category number {CsvText.Number(words[i].Count)} of the column ({mend}).");
            }
        }

        private double Fill(int i)
        {
            if (columns[i].Kind != CsvFieldKind.Number) { return 0; }
            if (options.Missing == CsvMissing.Constant) { return options.MissingValue; }
            if (options.Missing != CsvMissing.Mean) { return 0; }
            double mean = sums[i] / counts[i];
            return double.IsFinite(mean)
                ? mean
                : throw new DataFileException(
                    path, null, $"{CsvText.Number(i + 1)} ({CsvText.Quote(NameOf(columns[i], i))})", "it has no value to take the mean of (put it into Ignored).");
        }

        private IReadOnlyList<string> Categories(int i)
        {
            if (columns[i].Kind is not (CsvFieldKind.Category or CsvFieldKind.Label)) { return []; }
            if (columns[i].Kind == CsvFieldKind.Label && options.ClassNames is { } names) { return [.. names]; }
            string[] sorted = [.. words[i]];
            if (sorted.All(word => long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)))
            {
                Array.Sort(sorted, (a, b) =>
                {
                    int order = long.Parse(a, CultureInfo.InvariantCulture).CompareTo(long.Parse(b, CultureInfo.InvariantCulture));
                    return order != 0 ? order : string.CompareOrdinal(a, b);
                });
            }
            else { Array.Sort(sorted, StringComparer.Ordinal); }

            return columns[i].Kind == CsvFieldKind.Category || sorted.Length > 1
                ? sorted
                : throw new DataFileException(
                    path, null, $"{CsvText.Number(i + 1)} ({CsvText.Quote(NameOf(columns[i], i))})", $"it has one class only, {CsvText.Quote(sorted[0])}; expected at least two.");
        }
    }
}
