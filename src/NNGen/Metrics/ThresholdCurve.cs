using System.Collections;
using System.Globalization;

namespace NNGen;

/// <summary>
/// What every threshold does to some samples, from one that none is above to one that all are above: where to look for the best one. It holds
/// the points of the ROC, precision-recall and cost curves with their counts.
/// </summary>
/// <remarks>
/// Choose a threshold with samples that the network was not trained on, and measure it with others again. Equal scores are one point: no
/// threshold lies between them. Of several thresholds that are equally good the highest is taken, which says yes to the fewest.
/// </remarks>
public sealed class ThresholdCurve : IReadOnlyList<DecisionThreshold>
{
    private readonly double[] thresholds;
    private readonly double[] truePositives;
    private readonly double[] falsePositives;

    internal ThresholdCurve(RankingPoints points)
    {
        if (points.Count == 0) { throw new InvalidOperationException("No sample has a weight, so there is nothing to choose a threshold with."); }
        ReadOnlySpan<double> scores = points.Thresholds.AsSpan(0, points.Count);
        if (double.IsNegativeInfinity(scores[^1]))
        {
            throw new InvalidOperationException("A score is -∞, and no threshold lies below it (give probabilities, or scores that are finite).");
        }

        thresholds = new double[points.Count + 1];
        thresholds[0] = scores[0];
        for (int i = 0; i + 1 < scores.Length; i++) { thresholds[i + 1] = Between(scores[i + 1], scores[i]); }
        thresholds[^1] = Math.BitDecrement(scores[^1]);
        truePositives = [0, .. points.TruePositives.AsSpan(0, points.Count)];
        falsePositives = [0, .. points.FalsePositives.AsSpan(0, points.Count)];
    }

    /// <summary>Number of points: one more than there are different scores.</summary>
    public int Count => thresholds.Length;

    /// <summary>Samples of the class, by weight.</summary>
    public double Positives => truePositives[^1];

    /// <summary>Samples of other classes, by weight.</summary>
    public double Negatives => falsePositives[^1];

    /// <summary>A point; thresholds fall, from the highest score (which no sample is above) to just below the lowest.</summary>
    /// <param name="index">The point, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such point.</exception>
    public DecisionThreshold this[int index]
    {
        get
        {
            Guard.InRange(index, 0, Count - 1, nameof(index));
            return new DecisionThreshold(
                thresholds[index], truePositives[index], falsePositives[index], Positives - truePositives[index], Negatives - falsePositives[index]);
        }
    }

    /// <summary>Creates the curve of some scores.</summary>
    /// <param name="scores">A score per sample; higher for the class.</param>
    /// <param name="labels">Whether each sample is of the class.</param>
    /// <param name="weights">A weight per sample, or empty.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentException">The lengths differ or are zero, a score is NaN, or a weight is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">All weights are 0, or a score is -∞.</exception>
    public static ThresholdCurve Create(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<double> weights = default) =>
        new(RocCurve.Rank(scores, labels, weights));

    /// <summary>The threshold with the highest F-score of precision and recall alike.</summary>
    /// <returns>The threshold; the highest of several.</returns>
    /// <exception cref="InvalidOperationException">No sample is of the class, so every F-score is 0.</exception>
    public DecisionThreshold MaximizeF1() => MaximizeFBeta(1);

    /// <summary>The threshold with the highest F-score.</summary>
    /// <param name="beta">How many times as much recall counts as precision; finite and not negative.</param>
    /// <returns>The threshold; the highest of several.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="beta"/> is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">No sample is of the class, so every F-score is 0.</exception>
    public DecisionThreshold MaximizeFBeta(double beta)
    {
        Guard.FiniteAndNotNegative(beta, nameof(beta));
        if (Positives == 0)
        {
            throw new InvalidOperationException("No sample is of the class, so every threshold has the F-score 0 (choose it with samples of both kinds).");
        }

        return Best((point, best) => point.FBeta(beta) > best.FBeta(beta), _ => true)!;
    }

    /// <summary>
    /// The threshold whose mistakes cost least. With equal costs it makes the fewest mistakes; with costs of 0 on one side it says no, or yes, to all
    /// samples where that is cheapest.
    /// </summary>
    /// <param name="falsePositive">Cost of a sample that is wrongly taken for the class; finite and not negative.</param>
    /// <param name="falseNegative">Cost of a sample of the class that is missed; finite and not negative.</param>
    /// <returns>The threshold; the highest of several.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A cost is negative or not finite.</exception>
    public DecisionThreshold MinimizeCost(double falsePositive, double falseNegative) =>
        Best((point, best) => point.Cost(falsePositive, falseNegative) < best.Cost(falsePositive, falseNegative), _ => true)!;

    /// <summary>The threshold with the highest recall among those with a wanted precision.</summary>
    /// <param name="precision">The precision to reach, from 0 to 1. A threshold that no sample is above has none.</param>
    /// <returns>The threshold, the most precise of several; null where none reaches the precision.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="precision"/> is not from 0 to 1.</exception>
    public DecisionThreshold? ReachPrecision(double precision)
    {
        CheckPart(precision, nameof(precision));
        return Best((point, best) => point.TruePositives > best.TruePositives, point => point.Precision >= precision);
    }

    /// <summary>The threshold with the highest precision among those with a wanted recall.</summary>
    /// <param name="recall">The recall to reach, from 0 to 1.</param>
    /// <returns>The threshold, of several the one with the highest recall; null where no sample is of the class.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="recall"/> is not from 0 to 1.</exception>
    public DecisionThreshold? ReachRecall(double recall)
    {
        CheckPart(recall, nameof(recall));

        // As thresholds fall recall rises: of equally precise ones the last has the highest. (One that no sample is above has no precision.)
        return Best((point, best) => point.Precision >= best.Precision || double.IsNaN(best.Precision), point => point.Recall >= recall);
    }

    /// <inheritdoc/>
    public IEnumerator<DecisionThreshold> GetEnumerator()
    {
        for (int i = 0; i < Count; i++) { yield return this[i]; }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A threshold between two scores, that the lower one is not above and the higher one is.</summary>
    private static double Between(double lower, double higher)
    {
        double middle = lower + ((higher - lower) / 2);
        return middle >= lower && middle < higher ? middle : lower;
    }

    private static void CheckPart(double part, string name)
    {
        if (part is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                name, part, string.Create(CultureInfo.InvariantCulture, $"{name} is {part}, but must be from 0 to 1, such as 0.9."));
        }
    }

    /// <summary>The best point of those that are good enough, in the order of falling thresholds; null where none is.</summary>
    private DecisionThreshold? Best(Func<DecisionThreshold, DecisionThreshold, bool> isBetter, Func<DecisionThreshold, bool> isGood)
    {
        DecisionThreshold? best = null;
        foreach (DecisionThreshold point in this)
        {
            if (isGood(point) && (best is null || isBetter(point, best))) { best = point; }
        }

        return best;
    }
}
