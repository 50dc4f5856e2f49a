namespace NNGen;

/// <summary>
/// True and false positives as the threshold falls from score to score: one point for each distinct score, as in scikit-learn's
/// <c>_binary_clf_curve</c>. Memory is reused.
/// </summary>
internal sealed class RankingPoints
{
    private double[] keys = [];
    private int[] order = [];

    public double[] Thresholds { get; private set; } = [];

    public double[] TruePositives { get; private set; } = [];

    public double[] FalsePositives { get; private set; } = [];

    public int Count { get; private set; }

    /// <summary>All positives and all negatives, by weight.</summary>
    public (double Positives, double Negatives) Totals => Count == 0 ? default : (TruePositives[Count - 1], FalsePositives[Count - 1]);

    /// <param name="scores">A score per sample, none of them NaN.</param>
    /// <param name="positives">Whether a sample is of the class.</param>
    /// <param name="weights">A weight per sample, or empty.</param>
    public void Compute(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positives, ReadOnlySpan<double> weights)
    {
        int size = scores.Length;
        if (keys.Length < size)
        {
            int capacity = Math.Max(size, 2 * keys.Length);
            (keys, order) = (new double[capacity], new int[capacity]);
            (Thresholds, TruePositives, FalsePositives) = (new double[capacity], new double[capacity], new double[capacity]);
        }

        // Samples of weight 0 add no points, as in scikit-learn.
        size = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (weights.IsEmpty || weights[i] > 0) { (keys[size], order[size++]) = (-scores[i], i); }
        }

        Array.Sort(keys, order, 0, size);

        double hits = 0, misses = 0;
        Count = 0;
        for (int i = 0; i < size; i++)
        {
            int sample = order[i];
            double weight = weights.IsEmpty ? 1 : weights[sample];
            if (positives[sample]) { hits += weight; }
            else { misses += weight; }

            if (i + 1 < size && keys[i + 1] == keys[i]) { continue; }
            (Thresholds[Count], TruePositives[Count], FalsePositives[Count]) = (scores[sample], hits, misses);
            Count++;
        }
    }

    /// <summary>The area under the ROC curve by trapezoids, which is exact; NaN without positives or without negatives.</summary>
    public double RocArea()
    {
        double area = 0, hits = 0, misses = 0;
        for (int i = 0; i < Count; i++)
        {
            area += (FalsePositives[i] - misses) * (TruePositives[i] + hits) / 2;
            (hits, misses) = (TruePositives[i], FalsePositives[i]);
        }

        return hits > 0 && misses > 0 ? area / (hits * misses) : double.NaN;
    }

    /// <summary>Σ (Rₙ - Rₙ₋₁) Pₙ over falling thresholds; 0 without positives, as in scikit-learn.</summary>
    public double AveragePrecision()
    {
        double sum = 0, hits = 0;
        for (int i = 0; i < Count; i++)
        {
            sum += (TruePositives[i] - hits) * PrecisionAt(i);
            hits = TruePositives[i];
        }

        return hits > 0 ? sum / hits : 0;
    }

    /// <summary>The area under the precision-recall curve by trapezoids, from recall 0 at precision 1; NaN without positives.</summary>
    public double PrecisionRecallArea()
    {
        double area = 0, hits = 0, precision = 1;
        for (int i = 0; i < Count; i++)
        {
            area += (TruePositives[i] - hits) * (PrecisionAt(i) + precision) / 2;
            (hits, precision) = (TruePositives[i], PrecisionAt(i));
        }

        return hits > 0 ? area / hits : double.NaN;
    }

    /// <summary>The precision at a point; 0 if all weights are 0.</summary>
    public double PrecisionAt(int point)
    {
        double all = TruePositives[point] + FalsePositives[point];
        return all > 0 ? TruePositives[point] / all : 0;
    }
}
