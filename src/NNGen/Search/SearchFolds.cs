using System.Numerics;

namespace NNGen;

/// <summary>The parts of cross-validation: each sample is validated with once. Stratified where every class has a sample for each part.</summary>
internal static class SearchFolds
{
    private const long Stream = 8L << 32;

    /// <exception cref="ArgumentException">There are fewer samples than parts.</exception>
    public static (Dataset<T> Training, Dataset<T> Validation)[] Of<T>(Dataset<T> data, int folds, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (data.Count < folds)
        {
            throw new ArgumentException($"{FileText.Number(data.Count)} samples cannot be cut into {FileText.Number(folds)} folds.", nameof(data));
        }

        var random = new RandomStream(seed, Stream);
        int[] foldOf = Stratify(data, folds, random) ?? Cut(data.Count, folds, random);
        int[] rows = [.. Enumerable.Range(0, data.Count)];
        return [.. Enumerable.Range(0, folds).Select(fold => (
            data.SelectRows(rows.Where(row => foldOf[row] != fold).ToArray()),
            data.SelectRows(rows.Where(row => foldOf[row] == fold).ToArray())))];
    }

    /// <summary>Deals the samples of each class out like cards; null where a class has too few.</summary>
    private static int[]? Stratify<T>(Dataset<T> data, int folds, RandomStream random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[][] rowsOf = [.. data.Classes.ToArray().Index().GroupBy(row => row.Item, row => row.Index).Select(group => group.ToArray())];
        if (!data.HasClasses || rowsOf.Any(rows => rows.Length < folds)) { return null; }
        int[] foldOf = new int[data.Count];
        int dealt = 0;
        foreach (int[] rows in rowsOf)
        {
            int[] dealtTo = [.. rows.Select((_, i) => (dealt + i) % folds)];
            dealt += rows.Length;
            random.Shuffle(dealtTo.AsSpan());
            for (int i = 0; i < rows.Length; i++) { foldOf[rows[i]] = dealtTo[i]; }
        }

        return foldOf;
    }

    private static int[] Cut(int count, int folds, RandomStream random)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order.AsSpan());
        int[] foldOf = new int[count];
        for (int fold = 0, position = 0; fold < folds; fold++)
        {
            // The first parts take what is left over, as in scikit-learn.
            int size = count / folds + (fold < count % folds ? 1 : 0);
            for (int i = 0; i < size; i++) { foldOf[order[position++]] = fold; }
        }

        return foldOf;
    }
}
