namespace NNGen.Tests;

public sealed class ThresholdCurveTests
{
    [Fact]
    public void The_counts_of_a_threshold_are_those_of_the_scores_above_it()
    {
        (double[] scores, bool[] labels, double[] weights) = Draw();
        ThresholdCurve curve = ThresholdCurve.Create(scores, labels, weights);

        Assert.Equal(scores.Distinct().Count() + 1, curve.Count);
        Assert.Equal(scores.Max(), curve[0].Threshold);
        Assert.Equal((0, 0), (curve[0].TruePositives, curve[0].FalsePositives));
        Assert.Equal((0, 0), (curve[^1].FalseNegatives, curve[^1].TrueNegatives));
        Assert.All(curve, point => Assert.Equal(Count(scores, labels, weights, point.Threshold), point));
        Assert.Equal(curve.OrderByDescending(point => point.Threshold), curve);
    }

    [Fact]
    public void A_threshold_is_halfway_between_two_scores_or_without_room_at_the_lower_one()
    {
        double above = Math.BitIncrement(0.7);

        ThresholdCurve curve = ThresholdCurve.Create([0.1, 0.2, 0.7, above, 0], [false, true, false, true, false]);

        Assert.Equal([above, 0.7, 0.2 + (0.7 - 0.2) / 2, 0.1 + 0.1 / 2, 0.05, -double.Epsilon], curve.Select(point => point.Threshold));
        Assert.Equal("above 0.45: precision 0.500, recall 0.500", curve[2].ToString());
    }

    [Fact]
    public void The_best_threshold_is_the_best_of_all_thresholds()
    {
        (double[] scores, bool[] labels, double[] weights) = Draw();
        ThresholdCurve curve = ThresholdCurve.Create(scores, labels, weights);
        DecisionThreshold[] all = [.. scores.Distinct().Append(-1).Select(threshold => Count(scores, labels, weights, threshold))];

        foreach (double beta in new[] { 0, 0.5, 1, 2 })
        {
            double best = all.Max(point => point.FBeta(beta));
            DecisionThreshold found = curve.MaximizeFBeta(beta);
            Assert.Equal(best, found.FBeta(beta));
            double precision = found.Precision, recall = found.Recall;
            Assert.Equal((1 + beta * beta) * precision * recall / (beta * beta * precision + recall), best, 12);
        }

        Assert.Equal(curve.MaximizeFBeta(1), curve.MaximizeF1());
        foreach ((double falsePositive, double falseNegative) in new[] { (1d, 1d), (1, 10), (10, 1), (0, 1), (1, 0) })
        {
            double least = all.Min(point => point.FalsePositives * falsePositive + point.FalseNegatives * falseNegative);
            Assert.Equal(least, curve.MinimizeCost(falsePositive, falseNegative).Cost(falsePositive, falseNegative));
        }

        foreach (double part in new[] { 0, 0.3, 0.6, 0.65, 0.9, 1 })
        {
            Assert.Equal(all.Where(point => point.Recall >= part).Max(point => point.Precision), curve.ReachRecall(part)!.Precision);
            DecisionThreshold[] precise = [.. all.Where(point => point.Precision >= part)];
            Assert.Equal(precise.Length == 0 ? null : precise.Max(point => point.Recall), curve.ReachPrecision(part)?.Recall);
        }
    }

    [Fact]
    public void The_better_elsewhere_of_equally_good_thresholds_is_taken_or_else_the_highest()
    {
        // With costs of 1 the first and the third score cost 1: one missed, or one too many.
        ThresholdCurve curve = ThresholdCurve.Create([0.9, 0.7, 0.5, 0.3, 0.1], [true, false, true, false, false]);
        Assert.Equal(0.8, curve.MinimizeCost(1, 1).Threshold, 12);
        Assert.Equal(0.9, curve.MinimizeCost(0, 0).Threshold);
        Assert.Equal(0.4, curve.MaximizeF1().Threshold, 12);

        // One of two found without a mistake, and both with two mistakes: 2/3 each.
        ThresholdCurve tied = ThresholdCurve.Create([0.9, 0.7, 0.5, 0.3], [true, false, false, true]);
        Assert.Equal(tied[1].F1Score, tied[4].F1Score);
        Assert.Equal(tied[1], tied.MaximizeF1());

        // Precision 1 with recall 1/2 and 1: recall 0.5 is reached by both.
        ThresholdCurve clean = ThresholdCurve.Create([0.9, 0.7, 0.3, 0.1], [true, true, false, false]);
        Assert.Equal(1, clean.ReachRecall(0.5)!.Recall);

        // Recall 1 with precision 2/3 and 1/2.
        Assert.Equal(2 / 3.0, curve.ReachPrecision(0.5)!.Precision);
    }

    [Fact]
    public void Goals_that_no_threshold_reaches_are_null_and_senseless_goals_are_rejected()
    {
        ThresholdCurve curve = ThresholdCurve.Create([0.9, 0.7, 0.5], [false, true, true]);
        ThresholdCurve none = ThresholdCurve.Create([0.9, 0.7], [false, false]);

        Assert.Null(curve.ReachPrecision(0.7));
        Assert.Equal(2 / 3.0, curve.ReachPrecision(2 / 3.0)!.Precision);
        Assert.Equal(1, curve.ReachRecall(1)!.Recall);
        Assert.Null(none.ReachRecall(0));
        Assert.Null(none.ReachPrecision(0.1));
        Assert.Equal(0, none.MinimizeCost(1, 5).FalsePositives);
        Assert.True(double.IsNaN(none[0].Recall) && double.IsNaN(none[0].Precision));
        Assert.StartsWith("No sample is of the class", Assert.Throws<InvalidOperationException>(() => none.MaximizeF1()).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "precision is 1.01, but must be from 0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => curve.ReachPrecision(1.01)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "recall is NaN, but must be from 0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => curve.ReachRecall(double.NaN)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "falseNegative is -1, but must be finite and not negative.",
            Assert.Throws<ArgumentOutOfRangeException>(() => curve.MinimizeCost(1, -1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => curve.MaximizeFBeta(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => curve[4]);
        Assert.StartsWith(
            "All weights are 0", Assert.Throws<InvalidOperationException>(() => ThresholdCurve.Create([1], [true], [0])).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "A score is -∞", Assert.Throws<InvalidOperationException>(() => ThresholdCurve.Create([double.NegativeInfinity], [true])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ThresholdCurve.Create([double.NaN], [true]));
    }

    [Fact]
    public void A_score_of_infinity_is_above_every_other()
    {
        ThresholdCurve curve = ThresholdCurve.Create([double.PositiveInfinity, 1], [true, false]);

        Assert.Equal((1, 0), (curve[1].TruePositives, curve[1].FalsePositives));
        Assert.Equal(1, curve[1].Threshold);
    }

    private static (double[] Scores, bool[] Labels, double[] Weights) Draw()
    {
        // Few different scores, so that there are ties; whole weights, so that sums are exact. No sample weighs nothing.
        var random = new Random(5);
        double[] scores = [.. Enumerable.Range(0, 300).Select(_ => random.Next(60) / 64.0)];
        bool[] labels = [.. scores.Select(score => random.NextDouble() < 0.15 + score / 2)];
        double[] weights = [.. scores.Select(_ => (double)random.Next(1, 4))];
        return (scores, labels, weights);
    }

    private static DecisionThreshold Count(double[] scores, bool[] labels, double[] weights, double threshold)
    {
        return new DecisionThreshold(threshold, Sum(true, true), Sum(true, false), Sum(false, true), Sum(false, false));

        double Sum(bool yes, bool label) =>
            Enumerable.Range(0, scores.Length).Where(i => scores[i] > threshold == yes && labels[i] == label).Sum(i => weights[i]);
    }
}
