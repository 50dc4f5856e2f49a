using System.Globalization;

namespace NNGen;

/// <summary>The points of a ROC curve, as in scikit-learn's <c>roc_curve</c>: from (0, 0), at a threshold of infinity, to (1, 1).</summary>
public sealed class RocCurve
{
    internal RocCurve(RankingPoints points, bool dropIntermediate)
    {
        int[] kept = [.. Enumerable.Range(0, points.Count).Where(i => !dropIntermediate || IsCorner(points, i))];
        (double positives, double negatives) = points.Totals;
        Thresholds = [double.PositiveInfinity, .. kept.Select(i => points.Thresholds[i])];
        FalsePositiveRates = Rates(points.FalsePositives, negatives);
        TruePositiveRates = Rates(points.TruePositives, positives);
        Area = points.RocArea();

        IReadOnlyList<double> Rates(double[] values, double total) =>
            [.. kept.Select(i => values[i]).Prepend(0).Select(value => total > 0 ? value / total : double.NaN)];
    }

    /// <summary>Fraction of the other class at or above each threshold, rising; NaN if there is no other class.</summary>
    public IReadOnlyList<double> FalsePositiveRates { get; }

    /// <summary>Fraction of the class at or above each threshold, rising; NaN if no sample is of the class.</summary>
    public IReadOnlyList<double> TruePositiveRates { get; }

    /// <summary>The thresholds, falling from infinity.</summary>
    public IReadOnlyList<double> Thresholds { get; }

    /// <summary>The area under the curve; NaN if all samples, or none, are of the class.</summary>
    public double Area { get; }

    /// <summary>Creates the curve of given scores.</summary>
    /// <param name="scores">A score per sample; higher for the class.</param>
    /// <param name="labels">Whether each sample is of the class.</param>
    /// <param name="weights">A weight per sample, or empty.</param>
    /// <param name="dropIntermediate">Whether points on a straight line between their neighbors are left out.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentException">The lengths differ or are zero, a score is NaN, or a weight is negative or not finite.</exception>
    public static RocCurve Create(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<double> weights = default, bool dropIntermediate = true) =>
        new(Rank(scores, labels, weights), dropIntermediate);

    internal static RankingPoints Rank(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<double> weights)
    {
        if (scores.IsEmpty || labels.Length != scores.Length || (weights.Length > 0 && weights.Length != scores.Length))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Expected a label (and a weight, or none at all) for every score, and at least one score; got {scores.Length} scores, {labels.Length} labels and {weights.Length} weights."),
                nameof(labels));
        }

        for (int i = 0; i < scores.Length; i++)
        {
            if (double.IsNaN(scores[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The score of sample {i} is NaN, which cannot be ordered."), nameof(scores));
            }
        }

        BatchChecks.Weights(weights, "weight", nameof(weights));
        var points = new RankingPoints();
        points.Compute(scores, labels, weights);
        return points;
    }

    private static bool IsCorner(RankingPoints points, int i) =>
        i == 0 || i == points.Count - 1 || IsBent(points.FalsePositives, i) || IsBent(points.TruePositives, i);

    private static bool IsBent(double[] values, int i) => values[i + 1] - values[i] != values[i] - values[i - 1];
}

/// <summary>
/// The points of a precision-recall curve, as in scikit-learn's <c>precision_recall_curve</c>: recall falls, and the last point at
/// recall 0 and precision 1 has no threshold.
/// </summary>
public sealed class PrecisionRecallCurve
{
    internal PrecisionRecallCurve(RankingPoints points)
    {
        double positives = points.Totals.Positives;
        IEnumerable<int> backwards = Enumerable.Range(0, points.Count).Reverse();
        Precisions = [.. backwards.Select(points.PrecisionAt), 1];
        Recalls = [.. backwards.Select(i => positives > 0 ? points.TruePositives[i] / positives : 1), 0];
        Thresholds = [.. backwards.Select(i => points.Thresholds[i])];
        AveragePrecision = points.AveragePrecision();
        Area = points.PrecisionRecallArea();
    }

    /// <summary>The precision at each threshold, and 1.</summary>
    public IReadOnlyList<double> Precisions { get; }

    /// <summary>The recall at each threshold, falling, and 0; 1 at every threshold if no sample is of the class.</summary>
    public IReadOnlyList<double> Recalls { get; }

    /// <summary>The thresholds, rising; one fewer than there are points.</summary>
    public IReadOnlyList<double> Thresholds { get; }

    /// <summary>The precision at each threshold, weighted by the recall it adds.</summary>
    public double AveragePrecision { get; }

    /// <summary>The area under straight lines between the points; NaN if no sample is of the class.</summary>
    public double Area { get; }

    /// <summary>Creates the curve of given scores.</summary>
    /// <param name="scores">A score per sample; higher for the class.</param>
    /// <param name="labels">Whether each sample is of the class.</param>
    /// <param name="weights">A weight per sample, or empty.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentException">The lengths differ or are zero, a score is NaN, or a weight is negative or not finite.</exception>
    public static PrecisionRecallCurve Create(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<double> weights = default) =>
        new(RocCurve.Rank(scores, labels, weights));
}
