using System.Numerics;
using static NNGen.FileText;

namespace NNGen;

/// <summary>
/// Samples to learn from: row-major features, and for each sample either a label, which is the number of its class
/// (<see cref="Labels"/>), or a row of values (<see cref="Targets"/>). Created by <see cref="Dataset"/>; immutable; all values are finite.
/// </summary>
/// <remarks>
/// A slice (<c>data[..100]</c>, <see cref="Slice"/>) shares memory with its dataset. Methods that reorder or select rows
/// (<see cref="Shuffle"/>, <see cref="Split"/>, <see cref="SelectRows"/>) copy them once, so that the rows of every dataset
/// are contiguous in memory.
/// </remarks>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed partial class Dataset<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlyMemory<T> features;
    private readonly ReadOnlyMemory<T> targets;
    private readonly ReadOnlyMemory<int> labels;
    private readonly DatasetColumns columns;

    /// <summary>Wraps memory whose content is already checked.</summary>
    internal Dataset(ReadOnlyMemory<T> features, ReadOnlyMemory<T> targets, ReadOnlyMemory<int> labels, DatasetColumns columns)
    {
        this.features = features;
        this.targets = targets;
        this.labels = labels;
        this.columns = columns;
        Count = features.Length / columns.FeatureCount;
    }

    /// <summary>Number of samples; at least 1.</summary>
    public int Count { get; }

    /// <summary>Values of one sample.</summary>
    public int FeatureCount => columns.FeatureCount;

    /// <summary>
    /// The shape of one sample's features: that of the array, of the IDX file or of the images that they come from, such as <c>[3, 32, 32]</c>; otherwise
    /// <c>[FeatureCount]</c>. A network whose input has the same axes in the other order refuses the samples.
    /// </summary>
    public IReadOnlyList<int> FeatureShape => columns.FeatureShape.Count > 0 ? columns.FeatureShape : [FeatureCount];

    /// <summary>Values of one sample's target; 0 when the samples have labels.</summary>
    public int TargetCount => columns.TargetCount;

    /// <summary>Number of classes, which are numbered from 0; 0 when the samples have target values.</summary>
    public int ClassCount => columns.ClassCount;

    /// <summary>Labels of one sample: 1, or as many as it has steps (<c>Dataset.FromStepLabels</c>); 0 when the samples have target values.</summary>
    public int LabelsPerSample => HasLabels ? columns.LabelsPerSample : 0;

    /// <summary>Whether the samples have labels rather than target values.</summary>
    public bool HasLabels => columns.ClassCount > 0;

    /// <summary>A name for each feature; empty if none were given.</summary>
    public IReadOnlyList<string> FeatureNames => columns.FeatureNames;

    /// <summary>A name for each class; empty if none were given.</summary>
    public IReadOnlyList<string> ClassNames => columns.ClassNames;

    /// <summary>All features, <c>[Count, FeatureCount]</c>, row-major.</summary>
    public ReadOnlySpan<T> Features => features.Span;

    /// <summary>All target values, <c>[Count, TargetCount]</c>, row-major; empty when the samples have labels.</summary>
    public ReadOnlySpan<T> Targets => targets.Span;

    /// <summary>
    /// The class of every sample, <c>[Count]</c>, from 0 to <see cref="ClassCount"/> - 1, or of every step, <c>[Count, LabelsPerSample]</c>; empty when the
    /// samples have target values.
    /// </summary>
    public ReadOnlySpan<int> Labels => labels.Span;

    /// <summary>The features of every sample, <see cref="FeatureCount"/> values each: <c>data.Rows[0]</c>.</summary>
    public DatasetRows<T> Rows => new(features, FeatureCount, "features");

    /// <summary>
    /// The target values of every sample, <see cref="TargetCount"/> each: <c>data.TargetRows[0]</c>; empty when the samples have labels.
    /// </summary>
    public DatasetRows<T> TargetRows => new(targets, TargetCount, "target values");

    internal DatasetColumns Columns => columns;

    /// <summary>Consecutive samples, without copying; also written <c>data[start..end]</c>.</summary>
    /// <param name="start">The first sample.</param>
    /// <param name="count">How many; at least 1.</param>
    /// <returns>A dataset that shares this one's memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or reaches past the samples.</exception>
    public Dataset<T> Slice(int start, int count)
    {
        if (start < 0 || count < 1 || start > Count - count)
        {
            string problem = count < 1 ? "a dataset has at least 1 sample" : $"there are {Number(Count)} samples";
            throw new ArgumentOutOfRangeException(
                count < 1 ? nameof(count) : nameof(start),
                $"{Number(count)} samples were requested from {Number(start)} on, but {problem}.");
        }

        return new Dataset<T>(
            features.Slice(start * FeatureCount, count * FeatureCount),
            targets.IsEmpty ? targets : targets.Slice(start * TargetCount, count * TargetCount),
            labels.IsEmpty ? labels : labels.Slice(start * LabelsPerSample, count * LabelsPerSample),
            columns);
    }

    /// <summary>The same samples, whose features have a shape, without copying; see <see cref="FeatureShape"/>.</summary>
    /// <param name="shape">The shape of one sample.</param>
    /// <returns>A dataset that shares this one's memory.</returns>
    /// <exception cref="ArgumentException">A sample does not have as many values, or a dimension is below 1.</exception>
    public Dataset<T> WithFeatureShape(params IReadOnlyList<int> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Any(size => size < 1) || shape.Aggregate(1L, (product, size) => product * size) != FeatureCount)
        {
            throw new ArgumentException($"The shape is {FileText.Shape(shape)}, but a sample has {FileText.Counted(FeatureCount, "feature")}.", nameof(shape));
        }

        return new Dataset<T>(features, targets, labels, columns with { FeatureShape = [.. shape] });
    }

    /// <summary>The first samples, without copying.</summary>
    /// <param name="count">How many.</param>
    /// <returns>A dataset that shares this one's memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="count"/> is below 1 or above <see cref="Count"/>.
    /// </exception>
    public Dataset<T> Take(int count) => Slice(0, count);

    /// <summary>Returns the sizes, such as <c>1,797 samples, 64 features, 10 classes</c>.</summary>
    /// <returns>The sizes.</returns>
    public override string ToString() =>
        $"{Counted(Count, "sample")}, {Counted(FeatureCount, "feature")}, "
        + (HasLabels ? $"{Counted(ClassCount, "class")}{(LabelsPerSample > 1 ? $" for each of {Number(LabelsPerSample)} steps" : "")}" : $"{Counted(TargetCount, "target")}");

    /// <summary>Whether rows of both can be in one dataset.</summary>
    internal bool HasColumnsOf(Dataset<T> other) =>
        (FeatureCount, TargetCount, ClassCount, LabelsPerSample) == (other.FeatureCount, other.TargetCount, other.ClassCount, other.LabelsPerSample);
}
