using System.Globalization;

namespace NNGen;

/// <summary>A threshold, and its effect on the samples of its <see cref="ThresholdCurve"/>: scores above it mean yes.</summary>
/// <param name="Threshold">
/// The threshold, as <c>Classify</c>, <c>ConfusionMatrix</c> and the metrics take it. It is halfway between the lowest score that means yes and
/// the next one below it.
/// </param>
/// <param name="TruePositives">Samples of the class that are found, by weight.</param>
/// <param name="FalsePositives">Samples of other classes that are predicted as the class, by weight.</param>
/// <param name="FalseNegatives">Samples of the class that are missed, by weight.</param>
/// <param name="TrueNegatives">Samples of other classes that are not predicted as the class, by weight.</param>
public sealed record DecisionThreshold(
    double Threshold, double TruePositives, double FalsePositives, double FalseNegatives, double TrueNegatives)
{
    /// <summary>Fraction of the samples above the threshold that are of the class; NaN if none is above it.</summary>
    public double Precision => TruePositives / (TruePositives + FalsePositives);

    /// <summary>Fraction of the class that is above the threshold; NaN if no sample is of the class.</summary>
    public double Recall => TruePositives / (TruePositives + FalseNegatives);

    /// <summary>Fraction of the other samples that are above the threshold; NaN if there are none.</summary>
    public double FalsePositiveRate => FalsePositives / (FalsePositives + TrueNegatives);

    /// <summary>Harmonic mean of precision and recall.</summary>
    public double F1Score => FBeta(1);

    /// <summary>Weighted harmonic mean of precision and recall, as <see cref="FBetaScore"/>.</summary>
    /// <param name="beta">How many times as much recall counts as precision; finite and not negative.</param>
    /// <returns>The score, from 0 to 1; 0 if no sample is of the class and none is predicted as it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="beta"/> is negative or not finite.</exception>
    public double FBeta(double beta)
    {
        Guard.FiniteAndNotNegative(beta, nameof(beta));
        return FBetaScore.FScore(beta, TruePositives, FalsePositives, FalseNegatives, zeroDivision: 0);
    }

    /// <summary>The total cost of all errors.</summary>
    /// <param name="falsePositive">Cost of a sample that is wrongly predicted as the class; finite and not negative.</param>
    /// <param name="falseNegative">Cost of a sample of the class that is missed; finite and not negative.</param>
    /// <returns>The sum over all samples.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A cost is negative or not finite.</exception>
    public double Cost(double falsePositive, double falseNegative)
    {
        Guard.FiniteAndNotNegative(falsePositive, nameof(falsePositive));
        Guard.FiniteAndNotNegative(falseNegative, nameof(falseNegative));
        return FalsePositives * falsePositive + FalseNegatives * falseNegative;
    }

    /// <summary>Returns a text such as <c>above 0.31: precision 0.938, recall 0.962</c>.</summary>
    /// <returns>The threshold and its effect.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"above {Threshold:0.####}: precision {Precision:0.000}, recall {Recall:0.000}");
}
