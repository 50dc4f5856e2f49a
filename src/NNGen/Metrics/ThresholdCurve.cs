using System.Collections;
using System.Globalization;

namespace NNGen;

/// <summary>
/// The effect of every threshold on some samples, from one above all scores to one below all scores, to find the best one. It holds
/// the points of the ROC, precision-recall and cost curves with their counts.
/// </summary>
/// <remarks>
/// Choose a threshold with samples that the network was not trained on, and evaluate it on different ones. Equal scores are one point: no
/// threshold is between them. Of several equally good thresholds, the highest is taken, which says yes to the fewest samples.
/// </remarks>
public sealed class ThresholdCurve : IReadOnlyList<DecisionThreshold>
{
    private readonly double[] thresholds;
    private readonly double[] truePositives;
    private readonly double[] falsePositives;

    internal ThresholdCurve(RankingPoints points)
    {
        if (points.Count == 0) { throw new InvalidOperationException("All weights are 0, so no threshold can be chosen."); }
        ReadOnlySpan<double> scores = points.Thresholds.AsSpan(0, points.Count);
        if (double.IsNegativeInfinity(scores[^1]))
        {
            throw new InvalidOperationException("A score is -∞, and no threshold is below it (give probabilities or finite scores).");
        }

        thresholds = new double[points.Count + 1];
        thresholds[0] = scores[0];
        for (int i = 0; i + 1 < scores.Length; i++) { thresholds[i + 1] = Between(scores[i + 1], scores[i]); }
        thresholds[^1] = Math.BitDecrement(scores[^1]);
        truePositives = [0, .. points.TruePositives.AsSpan(0, points.Count)];
        falsePositives = [0, .. points.FalsePositives.AsSpan(0, points.Count)];
    }

    /// <summary>Number of points: one more than the number of distinct scores.</summary>
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

    /// <summary>Creates the curve of given scores.</summary>
    /// <param name="scores">A score per sample; higher for the class.</param>
    /// <param name="labels">Whether each sample is of the class.</param>
    /// <param name="weights">A weight per sample, or empty.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentException">The lengths differ or are zero, a score is NaN, or a weight is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">All weights are 0, or a score is -∞.</exception>
    public static ThresholdCurve Create(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, ReadOnlySpan<double> weights = default) =>
        new(RocCurve.Rank(scores, labels, weights));

    /// <summary>The threshold with the highest F1 score.</summary>
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
    /// The threshold with the lowest cost. With equal costs it makes the fewest errors; with a cost of 0 on one side it says no, or yes, to all
    /// samples if that is cheapest.
    /// </summary>
    /// <param name="falsePositive">Cost of a sample that is wrongly predicted as the class; finite and not negative.</param>
    /// <param name="falseNegative">Cost of a sample of the class that is missed; finite and not negative.</param>
    /// <returns>The threshold; the highest of several.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A cost is negative or not finite.</exception>
    public DecisionThreshold MinimizeCost(double falsePositive, double falseNegative) =>
        Best((point, best) => point.Cost(falsePositive, falseNegative) < best.Cost(falsePositive, falseNegative), _ => true)!;

    /// <summary>The threshold with the highest recall among those that reach a precision.</summary>
    /// <param name="precision">The precision to reach, from 0 to 1. A threshold above all scores has none.</param>
    /// <returns>The threshold, the most precise of several; null if none reaches the precision.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="precision"/> is not from 0 to 1.</exception>
    public DecisionThreshold? ReachPrecision(double precision)
    {
        CheckPart(precision, nameof(precision));
        return Best((point, best) => point.TruePositives > best.TruePositives, point => point.Precision >= precision);
    }

    /// <summary>The threshold with the highest precision among those that reach a recall.</summary>
    /// <param name="recall">The recall to reach, from 0 to 1.</param>
    /// <returns>The threshold, of several the one with the highest recall; null if no sample is of the class.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="recall"/> is not from 0 to 1.</exception>
    public DecisionThreshold? ReachRecall(double recall)
    {
        CheckPart(recall, nameof(recall));

        // As thresholds fall, recall rises: of equally precise ones, the last has the highest. (A threshold above all scores has no precision.)
        return Best((point, best) => point.Precision >= best.Precision || double.IsNaN(best.Precision), point => point.Recall >= recall);
    }

    /// <inheritdoc/>
    public IEnumerator<DecisionThreshold> GetEnumerator()
    {
        for (int i = 0; i < Count; i++) { yield return this[i]; }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A threshold between two scores: only the higher one is above it.</summary>
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

    /// <summary>The best of the acceptable points, in the order of falling thresholds; null if none is.</summary>
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
