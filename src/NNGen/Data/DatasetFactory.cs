using System.Numerics;

namespace NNGen;

/// <summary>Creates datasets from arrays. Values are copied and checked: all must be finite, and every class in range.</summary>
public static partial class Dataset
{
    /// <summary>Creates a dataset with target values, for regression or for several independent probabilities.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="features">Row-major features, <c>[samples, featureCount]</c>.</param>
    /// <param name="featureCount">Values of one sample.</param>
    /// <param name="targets">Row-major targets, <c>[samples, targetCount]</c>.</param>
    /// <param name="targetCount">Values of one target.</param>
    /// <param name="featureNames">A name for each feature, for messages; optional.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// There are no samples, the lengths do not fit one another, or a value is NaN or infinite; the message names its row and
    /// column.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="featureCount"/> or <paramref name="targetCount"/> is below 1.
    /// </exception>
    public static Dataset<T> Create<T>(
        ReadOnlySpan<T> features,
        int featureCount,
        ReadOnlySpan<T> targets,
        int targetCount,
        IReadOnlyList<string>? featureNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = DatasetChecks.Rows(features.Length, featureCount, nameof(features), nameof(featureCount));
        int targetRows = DatasetChecks.Rows(targets.Length, targetCount, nameof(targets), nameof(targetCount));
        DatasetChecks.SameRows(rows, featureCount, targetRows, nameof(targets));
        IReadOnlyList<string> names = DatasetChecks.Names(featureNames, featureCount, nameof(featureNames));
        DatasetChecks.Finite(features, featureCount, names, "feature", nameof(features));
        DatasetChecks.Finite(targets, targetCount, [], "target", nameof(targets));
        DatasetColumns columns = new(featureCount, targetCount, 0, names, []);
        return new Dataset<T>(features.ToArray(), targets.ToArray(), default, columns);
    }

    /// <summary>Creates a dataset with target values from one array per sample.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="features">An array of features for each sample, all equally long.</param>
    /// <param name="targets">An array of targets for each sample, all equally long.</param>
    /// <param name="featureNames">A name for each feature, for messages; optional.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// As for <see cref="Create{T}(ReadOnlySpan{T}, int, ReadOnlySpan{T}, int, IReadOnlyList{string})"/>.
    /// </exception>
    public static Dataset<T> Create<T>(T[][] features, T[][] targets, IReadOnlyList<string>? featureNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] flatFeatures = DatasetChecks.Flatten(features, nameof(features));
        T[] flatTargets = DatasetChecks.Flatten(targets, nameof(targets));
        return Create<T>(flatFeatures, Columns(features), flatTargets, Columns(targets), featureNames);
    }

    /// <summary>Creates a dataset with target values from tables with one row per sample.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="features">Features, <c>[samples, features]</c>.</param>
    /// <param name="targets">Targets, <c>[samples, targets]</c>.</param>
    /// <param name="featureNames">A name for each feature, for messages; optional.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// As for <see cref="Create{T}(ReadOnlySpan{T}, int, ReadOnlySpan{T}, int, IReadOnlyList{string})"/>.
    /// </exception>
    public static Dataset<T> Create<T>(T[,] features, T[,] targets, IReadOnlyList<string>? featureNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> flatFeatures = DatasetChecks.Flatten<T>(features, nameof(features));
        ReadOnlySpan<T> flatTargets = DatasetChecks.Flatten<T>(targets, nameof(targets));
        return Create(flatFeatures, Columns(features), flatTargets, Columns(targets), featureNames);
    }

    /// <summary>Creates a dataset with target values from images, or other samples of two dimensions.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="features">Features, <c>[samples, height, width]</c>; one sample is a row of height × width values.</param>
    /// <param name="targets">Targets, <c>[samples, targets]</c>.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// As for <see cref="Create{T}(ReadOnlySpan{T}, int, ReadOnlySpan{T}, int, IReadOnlyList{string})"/>.
    /// </exception>
    public static Dataset<T> Create<T>(T[,,] features, T[,] targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> flatFeatures = DatasetChecks.Flatten<T>(features, nameof(features));
        ReadOnlySpan<T> flatTargets = DatasetChecks.Flatten<T>(targets, nameof(targets));
        return Create(flatFeatures, Columns(features), flatTargets, Columns(targets));
    }

    /// <summary>Creates a dataset with a label for each sample.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="features">Row-major features, <c>[samples, featureCount]</c>.</param>
    /// <param name="featureCount">Values of one sample.</param>
    /// <param name="labels">The class of each sample, from 0.</param>
    /// <param name="classCount">
    /// How many classes there are, at least 2; by default the number of names, or else one more than the highest class that
    /// occurs.
    /// </param>
    /// <param name="classNames">A name for each class; optional.</param>
    /// <param name="featureNames">A name for each feature, for messages; optional.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// There are no samples, the lengths do not fit one another, a label is out of range, or a value is NaN or infinite.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="featureCount"/> is below 1 or <paramref name="classCount"/> below 2.
    /// </exception>
    public static Dataset<T> FromLabels<T>(
        ReadOnlySpan<T> features,
        int featureCount,
        ReadOnlySpan<int> labels,
        int? classCount = null,
        IReadOnlyList<string>? classNames = null,
        IReadOnlyList<string>? featureNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = DatasetChecks.Rows(features.Length, featureCount, nameof(features), nameof(featureCount));
        DatasetChecks.SameRows(rows, featureCount, labels.Length, nameof(labels));
        int count = classCount ?? (classNames is { Count: > 0 } ? classNames.Count : (int?)null) ?? HighestClass(labels) + 1;
        Guard.AtLeast(count, 2, nameof(classCount));
        IReadOnlyList<string> names = DatasetChecks.Names(featureNames, featureCount, nameof(featureNames));
        IReadOnlyList<string> classes = DatasetChecks.ClassNames(classNames, count, nameof(classNames));
        DatasetChecks.Labels(labels, count);
        DatasetChecks.Finite(features, featureCount, names, "feature", nameof(features));
        DatasetColumns columns = new(featureCount, 0, count, names, classes);
        return new Dataset<T>(features.ToArray(), default, labels.ToArray(), columns);
    }

    /// <summary>Creates a dataset with a label for each sample from one array per sample.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="features">An array of features for each sample, all equally long.</param>
    /// <param name="labels">The class of each sample, from 0.</param>
    /// <param name="classCount">
    /// How many classes there are; see
    /// <see cref="FromLabels{T}(ReadOnlySpan{T}, int, ReadOnlySpan{int}, int?, IReadOnlyList{string}, IReadOnlyList{string})"/>.
    /// </param>
    /// <param name="classNames">A name for each class; optional.</param>
    /// <param name="featureNames">A name for each feature, for messages; optional.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// There are no samples, the lengths do not fit one another, a label is out of range, or a value is NaN or infinite.
    /// </exception>
    public static Dataset<T> FromLabels<T>(
        T[][] features,
        ReadOnlySpan<int> labels,
        int? classCount = null,
        IReadOnlyList<string>? classNames = null,
        IReadOnlyList<string>? featureNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FromLabels<T>(
            DatasetChecks.Flatten(features, nameof(features)), Columns(features), labels, classCount, classNames, featureNames);

    /// <summary>Creates a dataset with a label for each sample from a table with one row per sample.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="features">Features, <c>[samples, features]</c>.</param>
    /// <param name="labels">The class of each sample, from 0.</param>
    /// <param name="classCount">
    /// How many classes there are; see
    /// <see cref="FromLabels{T}(ReadOnlySpan{T}, int, ReadOnlySpan{int}, int?, IReadOnlyList{string}, IReadOnlyList{string})"/>.
    /// </param>
    /// <param name="classNames">A name for each class; optional.</param>
    /// <param name="featureNames">A name for each feature, for messages; optional.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// There are no samples, the lengths do not fit one another, a label is out of range, or a value is NaN or infinite.
    /// </exception>
    public static Dataset<T> FromLabels<T>(
        T[,] features,
        ReadOnlySpan<int> labels,
        int? classCount = null,
        IReadOnlyList<string>? classNames = null,
        IReadOnlyList<string>? featureNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FromLabels(
            DatasetChecks.Flatten<T>(features, nameof(features)), Columns(features), labels, classCount, classNames, featureNames);

    /// <summary>Creates a dataset with a label for each sample from images, or other samples of two dimensions.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="features">Features, <c>[samples, height, width]</c>; one sample is a row of height × width values.</param>
    /// <param name="labels">The class of each sample, from 0.</param>
    /// <param name="classCount">
    /// How many classes there are; see
    /// <see cref="FromLabels{T}(ReadOnlySpan{T}, int, ReadOnlySpan{int}, int?, IReadOnlyList{string}, IReadOnlyList{string})"/>.
    /// </param>
    /// <param name="classNames">A name for each class; optional.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// There are no samples, the lengths do not fit one another, a label is out of range, or a value is NaN or infinite.
    /// </exception>
    public static Dataset<T> FromLabels<T>(
        T[,,] features, ReadOnlySpan<int> labels, int? classCount = null, IReadOnlyList<string>? classNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FromLabels(DatasetChecks.Flatten<T>(features, nameof(features)), Columns(features), labels, classCount, classNames);

    // An empty table has no columns to count; it is rejected because it has no samples, which is the clearer message.
    private static int Columns<T>(T[][] rows) => rows.Length == 0 ? 1 : Math.Max(rows[0].Length, 1);

    private static int Columns<T>(T[,] rows) => Math.Max(rows.GetLength(1), 1);

    private static int Columns<T>(T[,,] samples) => Math.Max(samples.GetLength(1) * samples.GetLength(2), 1);

    private static int HighestClass(ReadOnlySpan<int> labels)
    {
        // With a single class there is nothing to learn: at least two are required. The upper end must leave room for the count.
        int highest = 1;
        foreach (int label in labels) { highest = Math.Max(highest, Math.Min(label, int.MaxValue - 1)); }
        return highest;
    }
}
