using System.Numerics;
using static NNGen.FileText;

namespace NNGen;

// Cross-validation.
public sealed partial class Dataset<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Cross-validation: divides the samples at random into parts of equal size (±1); each is the test part once, while the others are the
    /// training part. As scikit-learn's <c>KFold(folds, shuffle=True)</c>.
    /// </summary>
    /// <param name="folds">How many parts, from 2 to <see cref="Count"/>.</param>
    /// <param name="seed">The same seed gives the same parts on every machine.</param>
    /// <returns>
    /// The pairs, one by one: each is copied when it is enumerated, in the order of this dataset.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 parts, or more than samples.</exception>
    public IEnumerable<(Dataset<T> Train, Dataset<T> Test)> KFold(int folds, int seed)
    {
        Guard.InRange(folds, 2, Math.Max(Count, 2), nameof(folds));
        int[] order = Permutation(seed, RandomStreams.Folds);
        int[] foldOf = new int[Count];
        int position = 0;
        for (int fold = 0; fold < folds; fold++)
        {
            // The first parts take the remainder, as in scikit-learn.
            int size = (Count / folds) + (fold < Count % folds ? 1 : 0);
            for (int i = 0; i < size; i++) { foldOf[order[position++]] = fold; }
        }

        return Pairs(foldOf, folds);
    }

    /// <summary>
    /// Cross-validation in which every part keeps the shares of the classes, as exactly as whole samples allow; the sizes are those of
    /// scikit-learn's <c>StratifiedKFold(folds, shuffle=True)</c>.
    /// </summary>
    /// <param name="folds">How many parts, from 2 to the number of samples of the rarest class.</param>
    /// <param name="seed">The same seed gives the same parts on every machine.</param>
    /// <returns>
    /// The pairs, one by one: each is copied when it is enumerated, in the order of this dataset.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 parts.</exception>
    /// <exception cref="InvalidOperationException">
    /// The samples have target values, or a class that occurs has fewer samples than there are parts.
    /// </exception>
    public IEnumerable<(Dataset<T> Train, Dataset<T> Test)> StratifiedKFold(int folds, int seed)
    {
        Guard.AtLeast(folds, 2, nameof(folds));
        if (!HasLabels)
        {
            throw new InvalidOperationException("Only samples with labels can be stratified (use KFold).");
        }

        RequireOneLabel("stratified");
        int[] counts = new int[ClassCount];
        List<int> byAppearance = [];
        foreach (int label in labels.Span)
        {
            if (counts[label]++ == 0) { byAppearance.Add(label); }
        }

        foreach (int label in byAppearance.Where(label => counts[label] < folds))
        {
            string name = ClassNames.Count == 0 ? "" : $" ({Quote(ClassNames[label])})";
            throw new InvalidOperationException(
                $"Class {Number(label)}{name} has {Number(counts[label])} samples, but each of {Number(folds)} parts needs one "
                + "(use fewer parts, or KFold).");
        }

        // Samples sorted by class are dealt to the parts in turn; only the counts matter, so the samples are counted, not sorted.
        int[][] foldsOf = new int[ClassCount][];
        RandomStream random = new(seed, RandomStreams.Folds);
        int dealt = 0;
        foreach (int label in byAppearance)
        {
            int[] dealtTo = new int[counts[label]];
            for (int i = 0; i < dealtTo.Length; i++) { dealtTo[i] = (dealt + i) % folds; }
            dealt += dealtTo.Length;
            random.Shuffle(dealtTo.AsSpan());
            foldsOf[label] = dealtTo;
        }

        int[] foldOf = new int[Count];
        int[] used = new int[ClassCount];
        for (int row = 0; row < foldOf.Length; row++)
        {
            int label = labels.Span[row];
            foldOf[row] = foldsOf[label][used[label]++];
        }

        return Pairs(foldOf, folds);
    }

    private IEnumerable<(Dataset<T> Train, Dataset<T> Test)> Pairs(int[] foldOf, int folds)
    {
        for (int fold = 0; fold < folds; fold++)
        {
            yield return (
                SelectRows(Enumerable.Range(0, Count).Where(row => foldOf[row] != fold).ToArray()),
                SelectRows(Enumerable.Range(0, Count).Where(row => foldOf[row] == fold).ToArray()));
        }
    }
}
