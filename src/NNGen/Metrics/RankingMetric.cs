using System.Globalization;

namespace NNGen;

/// <summary>
/// A metric of the order of the samples by score: base of the areas under curves. It keeps every score and sorts them, so the result is
/// exact (Keras's <c>AUC</c> is an estimate from 200 thresholds), whatever the size of the batches.
/// </summary>
/// <remarks>
/// One output, or the second of two, is the score of class 1. More classes, and several labels, are evaluated one against the rest and averaged;
/// a class for which the metric is undefined is left out of the mean. NaN if a score is NaN. Memory is kept between evaluations.
/// </remarks>
public abstract class RankingMetric : IOutputMetric
{
    private RankingPoints points = new();
    private double[] scores = [];
    private bool[] positives = [];
    private double[] weights = [];
    private double[] columnScores = [];
    private bool[] columnPositives = [];
    private bool hasWeights;
    private int columns;
    private int count;

    private protected RankingMetric(string name, Averaging averaging)
    {
        if (averaging is not (Averaging.Macro or Averaging.Weighted))
        {
            throw new ArgumentException(
                $"Areas under curves are averaged with Averaging.Macro or Averaging.Weighted, not {averaging} (two classes need no mean).",
                nameof(averaging));
        }

        Name = name;
        Averaging = averaging;
    }

    /// <inheritdoc/>
    public string Name { get; init; }

    /// <summary>How the numbers of more than two classes become one.</summary>
    public Averaging Averaging { get; }

    /// <inheritdoc/>
    public double Result
    {
        get
        {
            if (count == 0) { return double.NaN; }
            double sum = 0, total = 0;
            for (int column = 0; column < columns; column++)
            {
                if (!TryRank(column)) { return double.NaN; }
                double value = Measure(points), weight = columns > 1 && Averaging == Averaging.Weighted ? points.Totals.Positives : 1;
                if (double.IsNaN(value)) { continue; }
                sum += weight * value;
                total += weight;
            }

            return total > 0 ? sum / total : double.NaN;
        }
    }

    /// <inheritdoc/>
    public void Add(in MetricBatch batch)
    {
        int batchColumns = batch.IsMultiLabel ? batch.OutputSize : batch.OutputSize <= 2 ? 1 : batch.OutputSize;
        if (count == 0) { columns = batchColumns; }
        if (columns != batchColumns)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Expected {columns} scores per sample, as before, got {batchColumns} (Reset between networks)."), nameof(batch));
        }

        Reserve(checked(count + batch.Size));
        hasWeights |= !batch.Weights.IsEmpty;
        for (int i = 0; i < batch.Size; i++)
        {
            ReadOnlySpan<double> outputs = batch.OutputsOf(i);
            int actual = batch.IsMultiLabel ? 0 : batch.ClassOf(i), at = count * columns;
            for (int column = 0; column < columns; column++)
            {
                bool isPair = !batch.IsMultiLabel && columns == 1;
                scores[at + column] = isPair ? outputs[^1] : outputs[column];
                positives[at + column] = batch.IsMultiLabel ? batch.HasLabel(i, column) : actual == (isPair ? 1 : column);
            }

            weights[count++] = batch.WeightOf(i);
        }
    }

    /// <inheritdoc/>
    public void Reset() => (count, hasWeights) = (0, false);

    MetricTargets IOutputMetric.Targets => MetricTargets.Classes | MetricTargets.Labels;

    IMetric IOutputMetric.Another()
    {
        var other = (RankingMetric)MemberwiseClone();
        other.Reset();
        other.points = new();
        (other.scores, other.positives, other.weights, other.columnScores, other.columnPositives) = ([], [], [], [], []);
        return other;
    }

    /// <summary>The thresholds between the added scores, to find the best one.</summary>
    /// <param name="label">The class; null for class 1 of two.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="InvalidOperationException">Nothing was added, or a score is NaN or -∞, or all weights are 0.</exception>
    /// <exception cref="ArgumentException">There are more than two classes and none is named, or there is no such class.</exception>
    public ThresholdCurve ThresholdCurve(int? label = null) => new(Rank(label));

    private protected abstract double Measure(RankingPoints ranking);

    /// <summary>Ranks the samples for a curve.</summary>
    private protected RankingPoints Rank(int? label)
    {
        if (count == 0) { throw new InvalidOperationException($"'{Name}' has no samples yet (pass it to Evaluate, or Add some)."); }
        if (label is null && columns > 1)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"There are {columns} classes, so there are {columns} curves (name the class)."), nameof(label));
        }

        if (label is { } given) { Guard.InRange(given, columns > 1 ? 0 : 1, Math.Max(1, columns - 1), nameof(label)); }
        return TryRank(columns > 1 ? label!.Value : 0)
            ? points
            : throw new InvalidOperationException($"'{Name}' got a score that is NaN.");
    }

    private bool TryRank(int column)
    {
        for (int i = 0; i < count; i++)
        {
            columnScores[i] = scores[i * columns + column];
            columnPositives[i] = positives[i * columns + column];
            if (double.IsNaN(columnScores[i])) { return false; }
        }

        points.Compute(columnScores.AsSpan(0, count), columnPositives.AsSpan(0, count), hasWeights ? weights.AsSpan(0, count) : default);
        return true;
    }

    private void Reserve(int size)
    {
        if (weights.Length < size)
        {
            int capacity = Math.Max(size, 2 * weights.Length);
            Array.Resize(ref weights, capacity);
            (columnScores, columnPositives) = (new double[capacity], new bool[capacity]);
        }

        if (scores.Length < size * columns)
        {
            int capacity = Math.Max(checked(size * columns), 2 * scores.Length);
            Array.Resize(ref scores, capacity);
            Array.Resize(ref positives, capacity);
        }
    }
}

/// <summary>
/// Area under the ROC curve: the probability that a sample of the class scores above one of another class (ties count half). Keras's <c>AUC</c>,
/// scikit-learn's <c>roc_auc_score</c> (one against the rest). NaN if all samples, or none, are of the class.
/// </summary>
/// <param name="averaging">
/// How the areas of more than two classes become one: <see cref="Averaging.Macro"/> or <see cref="Averaging.Weighted"/>.
/// </param>
public sealed class RocAuc(Averaging averaging = Averaging.Macro) : RankingMetric("auc", averaging)
{
    /// <summary>The curve of the added samples.</summary>
    /// <param name="label">The class; null for class 1 of two.</param>
    /// <param name="dropIntermediate">Whether points on a straight line between their neighbors are left out.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="InvalidOperationException">Nothing was added, or a score is NaN.</exception>
    /// <exception cref="ArgumentException">There are more than two classes and none is named, or there is no such class.</exception>
    public RocCurve Curve(int? label = null, bool dropIntermediate = true) => new(Rank(label), dropIntermediate);

    private protected override double Measure(RankingPoints ranking) => ranking.RocArea();
}

/// <summary>
/// Average precision: the precision at each threshold, weighted by the recall it adds (scikit-learn's <c>average_precision_score</c>). 0 where
/// no sample is of the class.
/// </summary>
/// <param name="averaging">
/// How the numbers of more than two classes become one: <see cref="Averaging.Macro"/> or <see cref="Averaging.Weighted"/>.
/// </param>
public sealed class AveragePrecision(Averaging averaging = Averaging.Macro) : RankingMetric("average_precision", averaging)
{
    /// <summary>The precision-recall curve of the added samples.</summary>
    /// <param name="label">The class; null for class 1 of two.</param>
    /// <returns>The curve.</returns>
    /// <inheritdoc cref="RocAuc.Curve" path="/exception"/>
    public PrecisionRecallCurve Curve(int? label = null) => new(Rank(label));

    private protected override double Measure(RankingPoints ranking) => ranking.AveragePrecision();
}

/// <summary>
/// Area under the precision-recall curve by trapezoids (Keras's <c>AUC(curve="PR")</c> estimates it; scikit-learn:
/// <c>auc(recall, precision)</c>). Straight lines between its points are too optimistic: prefer <see cref="AveragePrecision"/>. NaN if
/// no sample is of the class.
/// </summary>
/// <param name="averaging">
/// How the areas of more than two classes become one: <see cref="Averaging.Macro"/> or <see cref="Averaging.Weighted"/>.
/// </param>
public sealed class PrecisionRecallAuc(Averaging averaging = Averaging.Macro) : RankingMetric("pr_auc", averaging)
{
    private protected override double Measure(RankingPoints ranking) => ranking.PrecisionRecallArea();
}
