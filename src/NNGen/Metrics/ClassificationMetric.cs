using System.Globalization;

namespace NNGen;

/// <summary>A metric of hits and misses by class: base of precision, recall and the F-scores.</summary>
/// <remarks>
/// Definitions and edge cases are scikit-learn's: classes that occur neither among the targets nor among the predictions are left out of
/// <see cref="Averaging.Macro"/>, and a ratio whose denominator is 0 is <see cref="ZeroDivision"/>.
/// </remarks>
public abstract class ClassificationMetric : IOutputMetric
{
    private ClassCounts counts = new();
    private ClassCounts.Ratio ratio;
    private readonly double zeroDivision;
    private readonly int positiveClass = 1;

    private protected ClassificationMetric(string name, Averaging averaging, double threshold)
    {
        Name = averaging == Averaging.Binary ? name : $"{name}_{averaging.ToString().ToLowerInvariant()}";
        Averaging = averaging;
        Threshold = threshold;
        ratio = Ratio;
    }

    /// <summary>The name in tables; with a mean over classes, its kind is appended, as in <c>precision_macro</c>.</summary>
    public string Name { get; init; }

    /// <summary>How per-class values are averaged.</summary>
    public Averaging Averaging { get; }

    /// <summary>The threshold for the probability of class 1 of two, or of each of several labels.</summary>
    public double Threshold { get; }

    /// <summary>
    /// The value of a ratio whose denominator is 0, such as the precision of a class that was never predicted: 0, 1, or NaN (then a mean
    /// leaves the class out). scikit-learn's <c>zero_division</c>, without its warning.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither 0, 1 nor NaN.</exception>
    public double ZeroDivision
    {
        get => zeroDivision;
        init => zeroDivision = CheckZeroDivision(value, nameof(ZeroDivision));
    }

    /// <summary>The positive class of <see cref="Averaging.Binary"/>: 1 or 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither 0 nor 1.</exception>
    public int PositiveClass
    {
        get => positiveClass;
        init
        {
            Guard.InRange(value, 0, 1, nameof(PositiveClass));
            positiveClass = value;
        }
    }

    /// <inheritdoc/>
    public double Result => counts.IsEmpty ? double.NaN : counts.Average(Averaging, PositiveClass, ratio);

    /// <inheritdoc/>
    public void Add(in MetricBatch batch)
    {
        if (Averaging == Averaging.Binary && (batch.IsMultiLabel || batch.ClassCount > 2))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"'{Name}' with Averaging.Binary is about one of two classes, but there are {batch.OutputSize} {(batch.IsMultiLabel ? "labels" : "classes")} (choose Averaging.Macro, Micro or Weighted)."),
                nameof(batch));
        }

        counts.Add(batch, Threshold);
    }

    /// <inheritdoc/>
    public void Reset() => counts.Reset();

    MetricTargets IOutputMetric.Targets => MetricTargets.Classes | MetricTargets.Labels;

    IMetric IOutputMetric.Another()
    {
        var other = (ClassificationMetric)MemberwiseClone();
        (other.counts, other.ratio) = (new(), other.Ratio);
        return other;
    }

    internal static double CheckZeroDivision(double value, string name) =>
        value is 0 or 1 or double.NaN
            ? value
            : throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture,
                $"{name} is {value}, but must be 0, 1 or NaN."));

    private protected abstract double Ratio(double truePositives, double falsePositives, double falseNegatives);
}

/// <summary>
/// Fraction of the predictions of a class that are correct: TP / (TP + FP). (Keras's <c>Precision</c>, scikit-learn's <c>precision_score</c>.)
/// </summary>
/// <param name="averaging">How per-class values are averaged.</param>
/// <param name="threshold">The threshold for the probability of class 1 of two, or of each of several labels.</param>
public sealed class PrecisionScore(Averaging averaging = Averaging.Binary, double threshold = 0.5)
    : ClassificationMetric("precision", averaging, threshold)
{
    private protected override double Ratio(double truePositives, double falsePositives, double falseNegatives) =>
        truePositives + falsePositives > 0 ? truePositives / (truePositives + falsePositives) : ZeroDivision;
}

/// <summary>Fraction of a class that is found: TP / (TP + FN). (Keras's <c>Recall</c>, scikit-learn's <c>recall_score</c>.)</summary>
/// <param name="averaging">How per-class values are averaged.</param>
/// <param name="threshold">The threshold for the probability of class 1 of two, or of each of several labels.</param>
public sealed class RecallScore(Averaging averaging = Averaging.Binary, double threshold = 0.5)
    : ClassificationMetric("recall", averaging, threshold)
{
    private protected override double Ratio(double truePositives, double falsePositives, double falseNegatives) =>
        truePositives + falseNegatives > 0 ? truePositives / (truePositives + falseNegatives) : ZeroDivision;
}

/// <summary>
/// Weighted harmonic mean of precision and recall: (1 + β²) TP / ((1 + β²) TP + FP + β² FN). A mean over classes is of their F-scores, as in
/// Keras and scikit-learn (<c>fbeta_score</c>).
/// </summary>
public class FBetaScore : ClassificationMetric
{
    /// <summary>Creates the metric.</summary>
    /// <param name="beta">How many times as much recall counts as precision; finite and not negative.</param>
    /// <param name="averaging">How per-class values are averaged.</param>
    /// <param name="threshold">The threshold for the probability of class 1 of two, or of each of several labels.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="beta"/> is negative or not finite.</exception>
    public FBetaScore(double beta, Averaging averaging = Averaging.Binary, double threshold = 0.5)
        : this("fbeta_score", beta, averaging, threshold)
    {
    }

    private protected FBetaScore(string name, double beta, Averaging averaging, double threshold)
        : base(name, averaging, threshold)
    {
        Guard.FiniteAndNotNegative(beta, nameof(beta));
        Beta = beta;
    }

    /// <summary>How many times as much recall counts as precision.</summary>
    public double Beta { get; }

    private protected sealed override double Ratio(double truePositives, double falsePositives, double falseNegatives) =>
        FScore(Beta, truePositives, falsePositives, falseNegatives, ZeroDivision);

    internal static double FScore(double beta, double truePositives, double falsePositives, double falseNegatives, double zeroDivision)
    {
        double hits = (1 + beta * beta) * truePositives, all = hits + falsePositives + beta * beta * falseNegatives;
        return all > 0 ? hits / all : truePositives + falsePositives + falseNegatives > 0 ? 0 : zeroDivision;
    }
}

/// <summary>
/// Harmonic mean of precision and recall: <see cref="FBetaScore"/> with β = 1. (Keras's <c>F1Score</c>, scikit-learn's <c>f1_score</c>.)
/// </summary>
/// <param name="averaging">How per-class values are averaged.</param>
/// <param name="threshold">The threshold for the probability of class 1 of two, or of each of several labels.</param>
public sealed class F1Score(Averaging averaging = Averaging.Binary, double threshold = 0.5)
    : FBetaScore("f1_score", 1, averaging, threshold);
