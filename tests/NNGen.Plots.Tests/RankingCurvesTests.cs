namespace NNGen.Plots.Tests;

public sealed class RankingCurvesTests
{
    // The example of scikit-learn's documentation; its values.
    private static readonly RankingCurves example = new([0.1, 0.4, 0.35, 0.8], [false, false, true, true]);

    [Fact]
    public void The_roc_curve_is_that_of_scikit_learn()
    {
        (double[] x, double[] y) = example.Roc;
        Assert.Equal([0, 0, 0.5, 0.5, 1], x);
        Assert.Equal([0, 0.5, 0.5, 1, 1], y);
        Assert.Equal(0.75, example.Area);
    }

    [Fact]
    public void The_average_precision_is_that_of_scikit_learn() => Assert.Equal(0.8333333333333333, example.AveragePrecision, 15);

    [Fact]
    public void Equal_scores_are_one_step()
    {
        var curves = new RankingCurves([0.5, 0.5, 0.5, 0.5], [true, false, true, false]);
        Assert.Equal([0, 1], curves.Roc.X);
        Assert.Equal(0.5, curves.Area);
        Assert.Equal(0.5, curves.AveragePrecision);
    }

    [Fact]
    public void The_area_is_the_part_of_pairs_in_the_right_order()
    {
        var random = new Random(1);
        double[] scores = [.. Enumerable.Range(0, 200).Select(_ => Math.Round(random.NextDouble(), 1))];
        bool[] labels = [.. scores.Select(score => random.NextDouble() < score)];
        double pairs = 0;
        for (int i = 0; i < 200; i++)
        {
            for (int k = 0; k < 200; k++)
            {
                if (labels[i] && !labels[k]) { pairs += scores[i] > scores[k] ? 1 : scores[i] == scores[k] ? 0.5 : 0; }
            }
        }

        var curves = new RankingCurves(scores, labels);
        Assert.Equal(pairs / curves.Positives / curves.Negatives, curves.Area, 12);
    }

    [Fact]
    public void One_class_alone_is_rejected()
    {
        var error = Assert.Throws<ArgumentException>(() => Charts.Roc([0.1, 0.2], [true, true]));
        Assert.StartsWith("The curve needs samples of both classes, got 2 positive and 0 negative.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_that_is_not_a_number_is_rejected() =>
        Assert.Throws<ArgumentException>(() => Charts.PrecisionRecall([0.1, double.NaN], [true, false]));
}
