using System.Globalization;
using System.Numerics;
using System.Text;

namespace NNGen;

/// <summary>
/// How the columns of CSV files become features, classes and targets: learned once, from the training file, so that every other file is
/// encoded in the same way, with the same categories in the same order, the same classes and the same substitutes. Immutable.
/// </summary>
public sealed partial class CsvSchema
{
    private readonly HashSet<string> markers;

    internal CsvSchema(IReadOnlyList<CsvField> fields, CsvOptions options)
    {
        Fields = fields;
        HasHeader = options.HasHeader;
        Delimiter = options.Delimiter;
        IgnoresUnknownCategories = options.IgnoreUnknownCategories;
        TextEncoding = options.Encoding;
        markers = new HashSet<string>(options.MissingMarkers, StringComparer.Ordinal);
        List<string> features = [];
        for (int place = 0; place < fields.Count; place++) { AddNames(features, fields[place], place); }
        FeatureNames = features;
        TargetNames = [.. ColumnNames(field => field.Kind == CsvFieldKind.Target)];
        ClassNames = fields.FirstOrDefault(field => field.Kind == CsvFieldKind.Label)?.Categories ?? [];
    }

    /// <summary>The names of the features, in their order: a column's name, or <c>column=category</c>.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The names of the classes, in the order of their numbers; empty if there are targets.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The names of the targets; empty if there are classes.</summary>
    public IReadOnlyList<string> TargetNames { get; }

    internal IReadOnlyList<CsvField> Fields { get; }

    internal bool HasHeader { get; }

    internal char Delimiter { get; }

    internal bool IgnoresUnknownCategories { get; }

    internal Encoding? TextEncoding { get; }

    internal IReadOnlyCollection<string> Markers => markers;

    /// <summary>Reads a whole file.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="path">The file, optionally compressed with gzip. With a header, its columns may be in another order.</param>
    /// <returns>The rows, in their order.</returns>
    /// <exception cref="DataFileException">
    /// A column is missing or unexpected, a row is too short or too long, a value is missing, unknown or not a number; the message names the
    /// line and the column. Or there are no rows.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public Dataset<T> Load<T>(string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using CsvInput input = new(this, path, needsAnswers: true);
        CsvEncoder<T> encoder = new(this, path, input.ColumnIndices, canDrop: true);
        input.ReadTo(encoder);
        return encoder.Count > 0 ? encoder.Take() : throw NoRows(path, input.HasRows);
    }

    /// <summary>Reads only the features of a file whose classes or targets are to be predicted (and may be absent).</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="path">The file, optionally compressed with gzip.</param>
    /// <returns>Row-major features, <c>[rows, FeatureNames.Count]</c>: what <c>PredictBatch</c> takes.</returns>
    /// <exception cref="DataFileException">
    /// As for <see cref="Load"/>; a missing value is an error even if the schema drops rows, so that each row gets a prediction.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public T[] LoadFeatures<T>(string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using CsvInput input = new(this, path, needsAnswers: false);
        CsvEncoder<T> encoder = new(this, path, [.. input.ColumnIndices.Select((place, i) => Fields[i].IsFeature ? place : null)], canDrop: false);
        input.ReadTo(encoder);
        return encoder.Count > 0 ? [.. encoder.Features] : throw NoRows(path, input.HasRows);
    }

    /// <summary>Reads a file that need not fit into memory, part by part, and again in each epoch.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="path">The file, optionally compressed with gzip.</param>
    /// <param name="partSize">Number of rows that are read at once; at least 1. It does not affect shuffling and batching.</param>
    /// <returns>
    /// The stream; nothing is read yet, and errors are thrown while it is read. Damage of a compressed file may be detected only at its end, after
    /// earlier parts were returned.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="partSize"/> is below 1.</exception>
    public DataStream<T> Stream<T>(string path, int partSize = 1024)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(partSize, 1);
        return DataStream.Create(() => Parts<T>(path, partSize));
    }

    /// <summary>Encodes one row of texts as features, for a prediction.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="values">The texts of the feature columns (not the ignored ones, no class and no target), in the schema's order.</param>
    /// <returns>As many values as there are <see cref="FeatureNames"/>.</returns>
    /// <exception cref="ArgumentException">The number of texts is wrong.</exception>
    /// <exception cref="DataFileException">A text is not a number, a category is unknown, or a value is missing.</exception>
    public T[] Encode<T>(params IReadOnlyList<string> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(values);
        int expected = Fields.Count(field => field.IsFeature);
        if (values.Count != expected)
        {
            throw new ArgumentException(
                $"Expected {FileText.Number(expected)} values ({FileText.Names([.. ColumnNames(field => field.IsFeature)])}), "
                + $"got {FileText.Number(values.Count)}.",
                nameof(values));
        }

        int next = 0;
        int?[] columnIndices = [.. Fields.Select(field => field.IsFeature ? next++ : (int?)null)];
        CsvEncoder<T> encoder = new(this, "values", columnIndices, canDrop: false);
        encoder.Add(new CsvRow(1, [.. values.Select(value => value.Trim())]));
        return [.. encoder.Features];
    }

    internal bool IsMissing(string value) => markers.Contains(value);

    internal DataFileException MissingAt(string path, long line, int place, CsvField field) => Wrong(
        path,
        line,
        place,
        field,
        field.IsAnswer
            ? "the value is missing (CsvMissing.DropRow leaves the row out)."
            : field.Missing == CsvMissing.DropRow
            ? "the value is missing, and a row to predict cannot be left out (CsvMissing.Mean, Median, MostFrequent or Constant fill in)."
            : "the value is missing (CsvMissing says what to do: DropRow, Mean, Median, MostFrequent or Constant).");

    internal DataFileException Wrong(string path, long line, int place, CsvField field, string problem) => new(
        path,
        line,
        field.Name is null ? FileText.Number(place + 1) : $"{FileText.Number(place + 1)} ({FileText.Quote(field.Name)})",
        problem);

    internal double Number(string path, in CsvRow row, int place, CsvField field)
    {
        string text = row.Fields[place];
        if (CsvNumber.TryParse(text, out double value)) { return value; }
        string suggestion = double.IsInfinity(value) || double.IsNaN(value) ? "expected a finite number"
            : text.Contains(',', StringComparison.Ordinal) ? "expected a number with a decimal point and without separators, such as 1234.5"
            : "expected a number; columns of words go into Categorical, others into Ignored";
        throw Wrong(path, row.Line, place, field, $"{FileText.Quote(text)} is not a number ({suggestion}).");
    }

    private static void AddNames(List<string> names, CsvField field, int place)
    {
        if (!field.IsFeature) { return; }
        string name = NameOf(field, place);
        if (field.Kind == CsvFieldKind.Number) { names.Add(name); }
        foreach (string category in field.Categories) { names.Add($"{name}={category}"); }
        if (field.HasIndicator) { names.Add($"{name} is missing"); }
    }

    internal static string NameOf(CsvField field, int place) =>
        field.Name ?? string.Create(CultureInfo.InvariantCulture, $"column {place}");

    private IEnumerable<string> ColumnNames(Func<CsvField, bool> isWanted)
    {
        for (int place = 0; place < Fields.Count; place++)
        {
            if (isWanted(Fields[place])) { yield return NameOf(Fields[place], place); }
        }
    }

    internal static DataFileException NoRows(string path, bool any) =>
        new(path, null, null, any ? "every row was dropped, because each has a missing value." : "it has no rows.");

    private IEnumerable<Dataset<T>> Parts<T>(string path, int partSize)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using CsvInput input = new(this, path, needsAnswers: true);
        CsvEncoder<T> encoder = new(this, path, input.ColumnIndices, canDrop: true);
        while (true)
        {
            input.ReadTo(encoder, partSize);
            if (encoder.Count == 0) { yield break; }
            yield return encoder.Take();
        }
    }
}
