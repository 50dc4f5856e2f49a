using System.Numerics;

namespace NNGen;

/// <summary>A buffer for a fixed number of rows between two datasets.</summary>
internal sealed class RowBuffer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DatasetColumns columns;
    private readonly T[] features;
    private readonly T[] targets;
    private readonly int[] classes;

    public RowBuffer(DatasetColumns columns, int capacity)
    {
        this.columns = columns;
        Capacity = capacity;
        features = new T[checked(capacity * columns.FeatureCount)];
        targets = new T[checked(capacity * columns.TargetCount)];
        classes = new int[columns.ClassCount > 0 ? checked(capacity * columns.LabelsPerSample) : 0];
    }

    public int Capacity { get; }

    public int Count { get; private set; }

    /// <summary>Appends a row of a dataset.</summary>
    public void Add(Dataset<T> data, int row)
    {
        Set(Count, data, row);
        Count++;
    }

    /// <summary>Appends a row of another buffer.</summary>
    public void Add(RowBuffer<T> other, int row)
    {
        other.features.AsSpan(row * columns.FeatureCount, columns.FeatureCount).CopyTo(features.AsSpan(Count * columns.FeatureCount));
        other.targets.AsSpan(row * columns.TargetCount, columns.TargetCount).CopyTo(targets.AsSpan(Count * columns.TargetCount));
        if (classes.Length > 0) { other.classes.AsSpan(row * columns.LabelsPerSample, columns.LabelsPerSample).CopyTo(classes.AsSpan(Count * columns.LabelsPerSample)); }
        Count++;
    }

    /// <summary>Replaces a row.</summary>
    public void Set(int position, Dataset<T> data, int row)
    {
        data.Rows[row].CopyTo(features.AsSpan(position * columns.FeatureCount));
        if (classes.Length > 0) { data.Labels.Slice(row * columns.LabelsPerSample, columns.LabelsPerSample).CopyTo(classes.AsSpan(position * columns.LabelsPerSample)); }
        else { data.TargetRows[row].CopyTo(targets.AsSpan(position * columns.TargetCount)); }
    }

    /// <summary>Returns the rows as a dataset with separate memory, and empties the buffer.</summary>
    public Dataset<T> Take()
    {
        Dataset<T> taken = new(
            features.AsSpan(0, Count * columns.FeatureCount).ToArray(),
            targets.AsSpan(0, Count * columns.TargetCount).ToArray(),
            classes.AsSpan(0, classes.Length > 0 ? Count * columns.LabelsPerSample : 0).ToArray(),
            columns);
        Count = 0;
        return taken;
    }
}
