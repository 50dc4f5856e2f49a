using System.Globalization;
using System.Numerics;

namespace NNGen;

/// <summary>Weights of classes for <see cref="FitOptions.ClassWeights"/>.</summary>
public static class ClassWeights
{
    /// <summary>What to do with targets, for messages. The classes of several outputs are targets, whose network refuses Dataset.FromLabels.</summary>
    internal const string WaysOut =
        "with one output, make it with Dataset.FromLabels; with several, give SampleWeights, or weigh the whole output by the Weight of its loss";

    /// <summary>
    /// Weights with which all classes have the same total weight, whatever their number of samples: n / (k · count) for n samples of k classes,
    /// scikit-learn's <c>class_weight="balanced"</c>. The weights of all samples add up to n.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="train">The samples to train on.</param>
    /// <param name="ignoreEmptyClasses">
    /// Whether classes may be without samples: then k counts those that have some, as scikit-learn does, and the others get no weight.
    /// </param>
    /// <returns>A weight for each class that has samples, by its number.</returns>
    /// <exception cref="ArgumentException">
    /// The samples have target values instead of classes, or a class has no samples; the message names all of these.
    /// </exception>
    public static IReadOnlyDictionary<int, double> Balanced<T>(Dataset<T> train, bool ignoreEmptyClasses = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(train);
        if (!train.HasLabels)
        {
            throw new ArgumentException(
                "Class weights need class numbers, but the samples have targets (" + WaysOut + ").", nameof(train));
        }

        train.RequireOneLabel("weighted by class");
        int[] counts = new int[train.ClassCount];
        foreach (int number in train.Labels) { counts[number]++; }
        int[] empty = [.. Enumerable.Range(0, counts.Length).Where(number => counts[number] == 0)];
        if (empty.Length > 0 && !ignoreEmptyClasses)
        {
            string names = FileText.Names([.. empty.Select(number => train.ClassNames.Count > 0 ? train.ClassNames[number] : number.ToString(CultureInfo.InvariantCulture))]);
            throw new ArgumentException(
                $"{FileText.Number(empty.Length)} of {FileText.Number(counts.Length)} classes have no samples to balance: {names} "
                + "(give samples of each, such as with Split(..., stratify: true), or set ignoreEmptyClasses).",
                nameof(train));
        }

        int occurring = counts.Length - empty.Length;
        return Enumerable.Range(0, counts.Length).Where(number => counts[number] > 0)
            .ToDictionary(number => number, number => train.Count / ((double)occurring * counts[number]));
    }
}
