using System.Numerics;
using System.Runtime.CompilerServices;
using static NNGen.FileText;

namespace NNGen;

// Token ids as features, and a label for each step.
public static partial class Dataset
{
    /// <summary>Creates a dataset of token ids with a label for each sample.</summary>
    /// <typeparam name="T">The element type of the network, which holds the ids: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="tokens">Token ids, <c>[samples, length]</c>, row-major.</param>
    /// <param name="length">Ids of one sample.</param>
    /// <param name="labels">The class of each sample, from 0.</param>
    /// <param name="classCount">How many classes there are, at least 2; by default the number of names, or else one more than the highest class that occurs.</param>
    /// <param name="classNames">A name for each class; optional.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// There are no samples, the lengths do not fit one another, a label is out of range, or an id is negative or too large for <typeparamref name="T"/>.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is below 1 or <paramref name="classCount"/> below 2.</exception>
    // Of literals, the overload for features is taken: it gives the same numbers.
    [OverloadResolutionPriority(-1)]
    public static Dataset<T> FromLabels<T>(
        ReadOnlySpan<int> tokens, int length, ReadOnlySpan<int> labels, int? classCount = null, IReadOnlyList<string>? classNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FromLabels<T>(Numbers<T>(tokens, length), length, labels, classCount, classNames);

    /// <summary>Creates a dataset of token ids with a label for each sample from a table with one row per sample.</summary>
    /// <typeparam name="T">The element type of the network, which holds the ids: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="tokens">Token ids, <c>[samples, length]</c>.</param>
    /// <param name="labels">The class of each sample, from 0.</param>
    /// <param name="classCount">How many classes there are, at least 2; by default the number of names, or else one more than the highest class that occurs.</param>
    /// <param name="classNames">A name for each class; optional.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// There are no samples, the lengths do not fit one another, a label is out of range, or an id is negative or too large for <typeparamref name="T"/>.
    /// </exception>
    public static Dataset<T> FromLabels<T>(int[,] tokens, ReadOnlySpan<int> labels, int? classCount = null, IReadOnlyList<string>? classNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FromLabels<T>(DatasetChecks.Flatten<int>(tokens, nameof(tokens)), Columns(tokens), labels, classCount, classNames);

    /// <summary>Creates a dataset of token ids with target values.</summary>
    /// <typeparam name="T">The element type of the network, which holds the ids: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="tokens">Token ids, <c>[samples, length]</c>.</param>
    /// <param name="targets">Targets, <c>[samples, targets]</c>.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// There are no samples, the numbers of rows differ, a target is NaN or infinite, or an id is negative or too large for <typeparamref name="T"/>.
    /// </exception>
    public static Dataset<T> Create<T>(int[,] tokens, T[,] targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] numbers = Numbers<T>(DatasetChecks.Flatten<int>(tokens, nameof(tokens)), Columns(tokens));
        return Create(numbers, Columns(tokens), DatasetChecks.Flatten<T>(targets, nameof(targets)), Columns(targets));
    }

    /// <summary>
    /// Creates a dataset with a label for each step of a sample (or for each pixel), of which some may be ignored: for networks that give a class per step.
    /// </summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="features">Row-major features, <c>[samples, featureCount]</c>.</param>
    /// <param name="featureCount">Values of one sample, all of its steps.</param>
    /// <param name="labels">The class of each step, from 0, or <paramref name="ignoreIndex"/>; <c>[samples, steps]</c>, row-major.</param>
    /// <param name="classCount">How many classes there are, at least 2.</param>
    /// <param name="ignoreIndex">The number that stands for steps that do not count, such as <c>-100</c>, as the network states it; null if all count.</param>
    /// <param name="classNames">A name for each class; optional.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// There are no samples, the lengths do not fit one another, a label is neither a class nor <paramref name="ignoreIndex"/>, or a value is NaN or infinite.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="featureCount"/> is below 1 or <paramref name="classCount"/> below 2.</exception>
    public static Dataset<T> FromStepLabels<T>(
        ReadOnlySpan<T> features, int featureCount, ReadOnlySpan<int> labels, int classCount, int? ignoreIndex = null, IReadOnlyList<string>? classNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = DatasetChecks.Rows(features.Length, featureCount, nameof(features), nameof(featureCount));
        Guard.AtLeast(classCount, 2, nameof(classCount));
        if (labels.IsEmpty || labels.Length % rows != 0)
        {
            throw new ArgumentException($"There are {Number(rows)} samples, but {Number(labels.Length)} labels: expected the same number for each sample, one per step.", nameof(labels));
        }

        int steps = labels.Length / rows;
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] < (uint)classCount || labels[i] == ignoreIndex) { continue; }
            throw new ArgumentException(
                $"Step {Number(i % steps)} of sample {Number(i / steps)} has class {Number(labels[i])}, but with {Number(classCount)} classes they go from 0 to {Number(classCount - 1)}"
                + $"{(ignoreIndex is { } ignored ? $", or are {Number(ignored)} for steps that do not count" : " (state ignoreIndex for steps that do not count)")}.",
                nameof(labels));
        }

        DatasetChecks.Finite(features, featureCount, [], "feature", nameof(features));
        DatasetColumns columns = new(featureCount, 0, classCount, [], DatasetChecks.ClassNames(classNames, classCount, nameof(classNames))) { LabelsPerSample = steps };
        return new Dataset<T>(features.ToArray(), default, labels.ToArray(), columns);
    }

    /// <summary>Creates a dataset with a label for each step from tables: sequences of steps with several features.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="features">Features, <c>[samples, steps, features]</c>.</param>
    /// <param name="labels">The class of each step, from 0, or <paramref name="ignoreIndex"/>; <c>[samples, steps]</c>.</param>
    /// <param name="classCount">How many classes there are, at least 2.</param>
    /// <param name="ignoreIndex">The number that stands for steps that do not count, as the network states it; null if all count.</param>
    /// <param name="classNames">A name for each class; optional.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// There are no samples, the numbers of rows differ, a label is neither a class nor <paramref name="ignoreIndex"/>, or a value is NaN or infinite.
    /// </exception>
    public static Dataset<T> FromStepLabels<T>(T[,,] features, int[,] labels, int classCount, int? ignoreIndex = null, IReadOnlyList<string>? classNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FromStepLabels(
            DatasetChecks.Flatten<T>(features, nameof(features)), Columns(features), DatasetChecks.Flatten<int>(labels, nameof(labels)), classCount, ignoreIndex, classNames);

    /// <summary>Creates a dataset of token ids with a label for each step from tables with one row per sample, such as the next token of each.</summary>
    /// <typeparam name="T">The element type of the network, which holds the ids: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="tokens">Token ids, <c>[samples, length]</c>.</param>
    /// <param name="labels">The class of each step, from 0, or <paramref name="ignoreIndex"/>; <c>[samples, steps]</c>.</param>
    /// <param name="classCount">How many classes there are, at least 2.</param>
    /// <param name="ignoreIndex">The number that stands for steps that do not count, as the network states it; null if all count.</param>
    /// <param name="classNames">A name for each class; optional.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// There are no samples, the numbers of rows differ, a label is neither a class nor <paramref name="ignoreIndex"/>, or an id is negative or too large for
    /// <typeparamref name="T"/>.
    /// </exception>
    public static Dataset<T> FromStepLabels<T>(int[,] tokens, int[,] labels, int classCount, int? ignoreIndex = null, IReadOnlyList<string>? classNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FromStepLabels<T>(
            Numbers<T>(DatasetChecks.Flatten<int>(tokens, nameof(tokens)), Columns(tokens)), Columns(tokens), DatasetChecks.Flatten<int>(labels, nameof(labels)), classCount, ignoreIndex,
            classNames);

    /// <summary>Token ids as numbers of the element type, which holds them exactly.</summary>
    private static T[] Numbers<T>(ReadOnlySpan<int> tokens, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.AtLeast(length, 1, nameof(length));
        T[] numbers = new T[tokens.Length];
        for (int i = 0; i < tokens.Length; i++)
        {
            numbers[i] = T.CreateTruncating(tokens[i]);
            if (tokens[i] >= 0 && double.CreateTruncating(numbers[i]) == tokens[i]) { continue; }
            throw new ArgumentException(
                $"Id {Number(i % length)} of sample {Number(i / length)} is {Number(tokens[i])}, but token ids are not negative"
                + $"{(tokens[i] < 0 ? "" : $", and {typeof(T).Name} does not hold this one exactly (use double)")}.",
                nameof(tokens));
        }

        return numbers;
    }
}
