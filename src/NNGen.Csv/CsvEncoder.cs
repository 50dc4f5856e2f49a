using System.Globalization;
using System.Numerics;

namespace NNGen;

/// <summary>Turns records into features, classes and targets.</summary>
/// <param name="schema">The roles of the columns.</param>
/// <param name="path">The file, for messages.</param>
/// <param name="positions">For each of the schema's columns its index in a record; null if it is not read.</param>
/// <param name="canDrop">Whether a record may be left out; records to predict may not, because each needs a prediction.</param>
internal sealed class CsvEncoder<T>(CsvSchema schema, string path, int?[] positions, bool canDrop)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The features of the records so far.</summary>
    public List<T> Features { get; } = [];

    public List<T> Targets { get; } = [];

    public List<int> Classes { get; } = [];

    public int Count { get; private set; }

    /// <summary>Adds a record, unless a value is missing and such rows are dropped.</summary>
    public void Add(in CsvRow row)
    {
        int features = Features.Count;
        int targets = Targets.Count;
        int classes = Classes.Count;
        for (int i = 0; i < schema.Fields.Count; i++)
        {
            if (positions[i] is not { } place || Encode(schema.Fields[i], row, place)) { continue; }

            // A value is missing: undo what the row has added.
            Features.RemoveRange(features, Features.Count - features);
            Targets.RemoveRange(targets, Targets.Count - targets);
            Classes.RemoveRange(classes, Classes.Count - classes);
            return;
        }

        Count++;
    }

    /// <summary>Returns the records so far as a dataset, and starts over.</summary>
    public Dataset<T> Take()
    {
        Dataset<T> data = schema.ClassNames is { Count: > 0 } names
            ? Dataset.FromLabels<T>(Features.ToArray(), schema.FeatureNames.Count, Classes.ToArray(), names.Count, names, schema.FeatureNames)
            : Dataset.Create<T>(
                Features.ToArray(), schema.FeatureNames.Count, Targets.ToArray(), schema.TargetNames.Count, schema.FeatureNames);
        Features.Clear();
        Targets.Clear();
        Classes.Clear();
        Count = 0;
        return data;
    }

    private bool Encode(CsvField field, in CsvRow row, int place)
    {
        string value = row.Fields[place];
        long line = row.Line;
        bool isMissing = field.Kind != CsvFieldKind.Ignored && schema.IsMissing(value);
        if (isMissing)
        {
            if (field.Missing == CsvMissing.DropRow && canDrop) { return false; }
            if (field.Missing is CsvMissing.Error or CsvMissing.DropRow || field.IsAnswer) { throw schema.MissingAt(path, row.Line, place, field); }
        }

        switch (field.Kind)
        {
            case CsvFieldKind.Number:
                Features.Add(isMissing ? Fill(field, row, place) : Number(field, row, place));
                break;
            case CsvFieldKind.Target:
                Targets.Add(Number(field, row, place));
                break;
            case CsvFieldKind.Category:
                int category = isMissing ? field.FillCategory : field.IndexOf(value);
                if (category < 0 && !isMissing && !schema.IgnoresUnknownCategories) { throw Unknown("category", "or set IgnoreUnknownCategories"); }
                for (int i = 0; i < field.Categories.Count; i++) { Features.Add(i == category ? T.One : T.Zero); }
                break;
            case CsvFieldKind.Label:
                int label = field.IndexOf(value);
                if (label < 0) { throw Unknown("class", "or name it in ClassNames"); }
                Classes.Add(label);
                break;
        }

        if (field.HasIndicator) { Features.Add(isMissing ? T.One : T.Zero); }
        return true;

        DataFileException Unknown(string what, string suggestion) => schema.Wrong(
            path,
            line,
            place,
            field,
            $"the {what} {FileText.Quote(value)} is not known (known are {FileText.Names(field.Categories)}; infer the schema from all data, {suggestion}).");
    }

    private T Fill(CsvField field, in CsvRow row, int place)
    {
        T value = T.CreateTruncating(field.Fill);
        return T.IsFinite(value)
            ? value
            : throw schema.Wrong(
                path,
                row.Line,
                place,
                field,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the value is missing, and its substitute (CsvMissing.{field.Missing}) is {field.Fill}, which is beyond the range of {typeof(T).Name}."));
    }

    private T Number(CsvField field, in CsvRow row, int place)
    {
        T value = T.CreateTruncating(schema.Number(path, row, place, field));
        return T.IsFinite(value)
            ? value
            : throw schema.Wrong(
                path,
                row.Line,
                place,
                field,
                $"{FileText.Quote(row.Fields[place])} is beyond the range of {typeof(T).Name}.");
    }
}
