using System.Numerics;

namespace NNGen;

/// <summary>Makes datasets from arrays. Values are copied and checked: all must be finite, and every class in range.</summary>
public static partial class Dataset
{
    /// <summary>Makes a dataset with target values, for regression or for several independent probabilities.</summary>
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
        DatasetChecks.SameRows(rows, targetRows, nameof(targets));
        IReadOnlyList<string>? names = DatasetChecks.Names(featureNames, featureCount, nameof(featureNames));
        DatasetChecks.Finite(features, featureCount, names, "feature", nameof(features));
        DatasetChecks.Finite(targets, targetCount, null, "target", nameof(targets));
        DatasetColumns columns = new(featureCount, targetCount, 0, names);
        return new Dataset<T>(features.ToArray(), targets.ToArray(), default, columns);
    }

    /// <summary>Makes a dataset with target values from an array a sample.</summary>
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

    /// <summary>Makes a dataset with target values from tables with a row a sample.</summary>
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
        T[] flatFeatures = DatasetChecks.Flatten(features, nameof(features));
        T[] flatTargets = DatasetChecks.Flatten(targets, nameof(targets));
        return Create<T>(flatFeatures, Columns(features), flatTargets, Columns(targets), featureNames);
    }

    /// <summary>Makes a dataset with a class for each sample.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="features">Row-major features, <c>[samples, featureCount]</c>.</param>
    /// <param name="featureCount">Values of one sample.</param>
    /// <param name="classes">The class of each sample, from 0.</param>
    /// <param name="classCount">
    /// How many classes there are, at least 2; left out, the number of names, or else one more than the highest class that
    /// occurs.
    /// </param>
    /// <param name="classNames">A name for each class; optional.</param>
    /// <param name="featureNames">A name for each feature, for messages; optional.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// There are no samples, the lengths do not fit one another, a class is out of range, or a value is NaN or infinite.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="featureCount"/> is below 1 or <paramref name="classCount"/> below 2.
    /// </exception>
    public static Dataset<T> FromClasses<T>(
        ReadOnlySpan<T> features,
        int featureCount,
        ReadOnlySpan<int> classes,
        int? classCount = null,
        IReadOnlyList<string>? classNames = null,
        IReadOnlyList<string>? featureNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = DatasetChecks.Rows(features.Length, featureCount, nameof(features), nameof(featureCount));
        DatasetChecks.SameRows(rows, classes.Length, nameof(classes));
        int count = classCount ?? classNames?.Count ?? HighestClass(classes) + 1;
        Guard.AtLeast(count, 2, nameof(classCount));
        IReadOnlyList<string>? names = DatasetChecks.Names(featureNames, featureCount, nameof(featureNames));
        IReadOnlyList<string>? labels = DatasetChecks.ClassNames(classNames, count, nameof(classNames));
        DatasetChecks.Labels(classes, count);
        DatasetChecks.Finite(features, featureCount, names, "feature", nameof(features));
        DatasetColumns columns = new(featureCount, 0, count, names, labels);
        return new Dataset<T>(features.ToArray(), default, classes.ToArray(), columns);
    }

    /// <summary>Makes a dataset with a class for each sample from an array a sample.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="features">An array of features for each sample, all equally long.</param>
    /// <param name="classes">The class of each sample, from 0.</param>
    /// <param name="classCount">
    /// How many classes there are; see
    /// <see cref="FromClasses{T}(ReadOnlySpan{T}, int, ReadOnlySpan{int}, int?, IReadOnlyList{string}, IReadOnlyList{string})"/>.
    /// </param>
    /// <param name="classNames">A name for each class; optional.</param>
    /// <param name="featureNames">A name for each feature, for messages; optional.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// There are no samples, the lengths do not fit one another, a class is out of range, or a value is NaN or infinite.
    /// </exception>
    public static Dataset<T> FromClasses<T>(
        T[][] features,
        ReadOnlySpan<int> classes,
        int? classCount = null,
        IReadOnlyList<string>? classNames = null,
        IReadOnlyList<string>? featureNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FromClasses<T>(
            DatasetChecks.Flatten(features, nameof(features)), Columns(features), classes, classCount, classNames, featureNames);

    /// <summary>Makes a dataset with a class for each sample from a table with a row a sample.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="features">Features, <c>[samples, features]</c>.</param>
    /// <param name="classes">The class of each sample, from 0.</param>
    /// <param name="classCount">
    /// How many classes there are; see
    /// <see cref="FromClasses{T}(ReadOnlySpan{T}, int, ReadOnlySpan{int}, int?, IReadOnlyList{string}, IReadOnlyList{string})"/>.
    /// </param>
    /// <param name="classNames">A name for each class; optional.</param>
    /// <param name="featureNames">A name for each feature, for messages; optional.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// There are no samples, the lengths do not fit one another, a class is out of range, or a value is NaN or infinite.
    /// </exception>
    public static Dataset<T> FromClasses<T>(
        T[,] features,
        ReadOnlySpan<int> classes,
        int? classCount = null,
        IReadOnlyList<string>? classNames = null,
        IReadOnlyList<string>? featureNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FromClasses<T>(
            DatasetChecks.Flatten(features, nameof(features)), Columns(features), classes, classCount, classNames, featureNames);

    // An empty table has no columns to count; it is refused for having no samples, which says more.
    private static int Columns<T>(T[][] rows) => rows.Length == 0 ? 1 : Math.Max(rows[0].Length, 1);

    private static int Columns<T>(T[,] rows) => Math.Max(rows.GetLength(1), 1);

    private static int HighestClass(ReadOnlySpan<int> classes)
    {
        // A single class is no question to learn: two at least. The upper end must leave room for the count.
        int highest = 1;
        foreach (int label in classes) { highest = Math.Max(highest, Math.Min(label, int.MaxValue - 1)); }
        return highest;
    }
}
