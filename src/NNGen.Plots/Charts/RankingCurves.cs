using System.Globalization;

namespace NNGen.Plots;

/// <summary>Points of the curves that judge scores by their order, at every distinct score from the highest down.</summary>
/// <remarks>Values and definitions are those of scikit-learn's <c>roc_curve</c>, <c>auc</c>, <c>precision_recall_curve</c> and
/// <c>average_precision_score</c>.</remarks>
internal sealed class RankingCurves
{
    private readonly List<(int TruePositives, int FalsePositives)> counts = [(0, 0)];

    public RankingCurves(double[] scores, bool[] labels)
    {
        if (scores.Length != labels.Length) { throw new ArgumentException($"Expected one label for each score, got {labels.Length} labels for {scores.Length} scores.", nameof(labels)); }
        int unknown = Array.FindIndex(scores, double.IsNaN);
        if (unknown >= 0) { throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Score {unknown} is NaN: it has no place in an order."), nameof(scores)); }
        Positives = labels.Count(label => label);
        Negatives = labels.Length - Positives;
        if (Positives == 0 || Negatives == 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The curve needs samples of both classes, got {Positives} positive and {Negatives} negative."), nameof(labels));
        }

        int[] order = [.. Enumerable.Range(0, scores.Length)];
        Array.Sort(order, (a, b) => scores[b] != scores[a] ? scores[b].CompareTo(scores[a]) : a.CompareTo(b));
        (int truePositives, int falsePositives) = (0, 0);
        for (int i = 0; i < order.Length; i++)
        {
            if (labels[order[i]]) { truePositives++; }
            else { falsePositives++; }

            // Equal scores are one step.
            if (i + 1 == order.Length || scores[order[i + 1]] != scores[order[i]]) { counts.Add((truePositives, falsePositives)); }
        }
    }

    public int Positives { get; }

    public int Negatives { get; }

    /// <summary>False-positive rate and true-positive rate.</summary>
    public (double[] X, double[] Y) Roc
    {
        get
        {
            // Points in the middle of a straight piece show nothing.
            List<(int TruePositives, int FalsePositives)> kept = [.. counts.Where((count, i) => i == 0 || i == counts.Count - 1
                || (count.TruePositives - counts[i - 1].TruePositives) * (counts[i + 1].FalsePositives - count.FalsePositives)
                    != (counts[i + 1].TruePositives - count.TruePositives) * (count.FalsePositives - counts[i - 1].FalsePositives))];
            return ([.. kept.Select(count => count.FalsePositives / (double)Negatives)], [.. kept.Select(count => count.TruePositives / (double)Positives)]);
        }
    }

    /// <summary>Area under the ROC curve, by trapezoids.</summary>
    public double Area
    {
        get
        {
            long doubled = 0;
            for (int i = 1; i < counts.Count; i++)
            {
                doubled += (long)(counts[i].FalsePositives - counts[i - 1].FalsePositives) * (counts[i].TruePositives + counts[i - 1].TruePositives);
            }

            return doubled / 2.0 / Positives / Negatives;
        }
    }

    /// <summary>Recall and precision, as steps; before the first step the precision is that of the first.</summary>
    public (double[] X, double[] Y) PrecisionRecall
    {
        get
        {
            var points = new List<(double Recall, double Precision)> { (0, Precision(1)) };
            for (int i = 1; i < counts.Count; i++)
            {
                // Between two thresholds precision is that of the lower one: no straight line joins them (Davis and Goadrich, 2006).
                points.Add((Recall(i - 1), Precision(i)));
                points.Add((Recall(i), Precision(i)));
            }

            points = [.. points.Where((point, i) => i == 0 || point != points[i - 1])];
            return ([.. points.Select(point => point.Recall)], [.. points.Select(point => point.Precision)]);
        }
    }

    /// <summary>Average precision: Σ (recallᵢ − recallᵢ₋₁) · precisionᵢ.</summary>
    public double AveragePrecision => Enumerable.Range(1, counts.Count - 1).Sum(i => (Recall(i) - Recall(i - 1)) * Precision(i));

    private double Recall(int i) => counts[i].TruePositives / (double)Positives;

    private double Precision(int i) => counts[i].TruePositives / (double)(counts[i].TruePositives + counts[i].FalsePositives);
}
