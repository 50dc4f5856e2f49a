using System.Numerics;
using static NNGen.FileText;

namespace NNGen;

// Selection and order of rows.
public sealed partial class Dataset<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>All samples in random order, copied.</summary>
    /// <param name="seed">The same seed gives the same order on every machine.</param>
    /// <returns>A dataset with separate memory.</returns>
    public Dataset<T> Shuffle(int seed) => SelectRows(Permutation(seed, RandomStreams.Shuffle));

    /// <summary>Chosen samples in a chosen order, copied; a sample may be chosen more than once.</summary>
    /// <param name="indices">Their numbers, from 0; at least one.</param>
    /// <returns>A dataset with separate memory.</returns>
    /// <exception cref="ArgumentException">No index is given.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The sample does not exist.</exception>
    public Dataset<T> SelectRows(ReadOnlySpan<int> indices)
    {
        if (indices.IsEmpty) { throw new ArgumentException("No index is given, but a dataset has at least 1 sample.", nameof(indices)); }
        T[] selectedFeatures = new T[checked(indices.Length * FeatureCount)];
        T[] selectedTargets = new T[checked(indices.Length * TargetCount)];
        int[] selectedLabels = new int[checked(indices.Length * LabelsPerSample)];
        for (int i = 0; i < indices.Length; i++)
        {
            Rows[indices[i]].CopyTo(selectedFeatures.AsSpan(i * FeatureCount));
            if (HasLabels) { labels.Span.Slice(indices[i] * LabelsPerSample, LabelsPerSample).CopyTo(selectedLabels.AsSpan(i * LabelsPerSample)); }
            else { TargetRows[indices[i]].CopyTo(selectedTargets.AsSpan(i * TargetCount)); }
        }

        return new Dataset<T>(selectedFeatures, selectedTargets, selectedLabels, columns);
    }

    /// <summary>
    /// Splits at random into a training part and a test part, as scikit-learn's <c>train_test_split</c> does;
    /// copies.
    /// </summary>
    /// <param name="testFraction">The test part, above 0 and below 1; it gets ⌈Count × fraction⌉ samples.</param>
    /// <param name="seed">The same seed gives the same parts on every machine.</param>
    /// <param name="stratify">Whether both parts keep the shares of the classes, as exactly as whole samples allow.</param>
    /// <returns>Two datasets with separate memory, each in random order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The fraction is not between 0 and 1, or leaves nothing to learn from; or, to stratify, a part has fewer samples than there are classes.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// To stratify, the samples must have labels, and each class that occurs at least 2 samples.
    /// </exception>
    public (Dataset<T> Train, Dataset<T> Test) Split(double testFraction, int seed, bool stratify = false)
    {
        CheckFraction(testFraction, nameof(testFraction));
        int testCount = Share.RoundedUp(Count, testFraction);
        if (testCount == Count)
        {
            string problem = $"All {Number(Count)} samples would be for testing, none to learn from.";
            throw new ArgumentOutOfRangeException(nameof(testFraction), testFraction, problem);
        }

        int[] order = Permutation(seed, RandomStreams.Split);
        if (!stratify) { return (SelectRows(order.AsSpan(testCount)), SelectRows(order.AsSpan(0, testCount))); }

        int[] testQuota = StratifiedTestCounts(testCount, testFraction);
        List<int> train = [];
        List<int> test = [];
        foreach (int row in order) { (testQuota[labels.Span[row]]-- > 0 ? test : train).Add(row); }
        return (SelectRows(train.ToArray()), SelectRows(test.ToArray()));
    }

    /// <summary>Splits off the end, without shuffling and without copying, as Keras's <c>validation_split</c> does.</summary>
    /// <param name="fraction">The part to split off, between 0 and 1; the rest gets ⌊Count × (1 - fraction)⌋ samples.</param>
    /// <returns>Two datasets that share this one's memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The fraction is not between 0 and 1, or leaves nothing to learn from.
    /// </exception>
    public (Dataset<T> Train, Dataset<T> Validation) SplitEnd(double fraction)
    {
        CheckFraction(fraction, nameof(fraction));
        int trainCount = Share.RoundedDown(Count, 1 - fraction);
        if (trainCount == 0 || trainCount == Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(fraction), fraction, $"One part of {Number(Count)} samples would be empty.");
        }

        return (Slice(0, trainCount), Slice(trainCount, Count - trainCount));
    }

    /// <summary>
    /// How many samples of each class are in the test part: exact shares rounded down, the rest by largest remainders.
    /// </summary>
    private int[] StratifiedTestCounts(int testCount, double testFraction)
    {
        if (!HasLabels)
        {
            throw new InvalidOperationException("Only samples with labels can be stratified (leave out stratify; for the classes of one of several outputs, "
                + "stratify numbers of rows, Dataset.FromLabels(numbers, 1, classes).Split(...), and take these with SelectRows).");
        }

        RequireOneLabel("stratified");

        int[] counts = new int[ClassCount];
        foreach (int label in labels.Span) { counts[label]++; }
        int lonely = Array.IndexOf(counts, 1);
        if (lonely >= 0)
        {
            throw new InvalidOperationException(
                $"Class {Number(lonely)} has only 1 sample, but stratifying takes at least 2 of each class that occurs "
                + "(remove it, or leave out stratify).");
        }

        int trainCount = Count - testCount;
        int occurring = counts.Count(count => count > 0);
        if (Math.Min(testCount, trainCount) < occurring)
        {
            bool isTest = testCount < trainCount;
            throw new ArgumentOutOfRangeException(
                nameof(testFraction),
                testFraction,
                $"The {(isTest ? "test" : "training")} part of {Number(Math.Min(testCount, trainCount))} samples has no room for all {Number(occurring)} classes "
                + $"({(isTest ? "raise" : "lower")} the fraction, or leave out stratify).");
        }

        // In whole numbers, so that the result does not depend on rounding.
        int[] train = new int[ClassCount];
        long[] remainders = new long[ClassCount];
        for (int c = 0; c < ClassCount; c++)
        {
            (long quotient, remainders[c]) = Math.DivRem((long)counts[c] * trainCount, Count);
            train[c] = (int)quotient;
        }

        int missing = trainCount - train.Sum();
        foreach (int c in Enumerable.Range(0, ClassCount).OrderByDescending(c => remainders[c]).Take(missing)) { train[c]++; }
        for (int c = 0; c < ClassCount; c++) { counts[c] -= train[c]; }
        return counts;
    }

    /// <summary>Rejects samples with a label for each step.</summary>
    internal void RequireOneLabel(string what)
    {
        if (LabelsPerSample > 1) { throw new InvalidOperationException($"The samples have {Number(LabelsPerSample)} labels each, one per step, but only samples of one class each can be {what}."); }
    }

    private int[] Permutation(int seed, long stream)
    {
        int[] order = new int[Count];
        for (int i = 0; i < order.Length; i++) { order[i] = i; }
        new RandomStream(seed, stream).Shuffle(order.AsSpan());
        return order;
    }

    private static void CheckFraction(double fraction, string name)
    {
        if (!(fraction > 0 && fraction < 1))
        {
            throw new ArgumentOutOfRangeException(name, fraction, $"{name} must lie between 0 and 1, such as 0.2.");
        }
    }
}
