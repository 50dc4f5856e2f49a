using System.Globalization;

namespace NNGen;

/// <summary>
/// Mean negative logarithm of the predicted probability of the true class (scikit-learn's <c>log_loss</c>, Keras's <c>binary_crossentropy</c> and
/// <c>categorical_crossentropy</c>). Probabilities are clipped to epsilon and 1 - epsilon, and those of a sample's classes are divided by their
/// sum. With several labels it is the mean over them.
/// </summary>
public sealed class LogLoss : MeanMetric
{
    private readonly double epsilon;

    /// <summary>Creates the metric.</summary>
    /// <param name="epsilon">
    /// The smallest probability, above 0 and below 0.5; scikit-learn's for 64-bit numbers is the default (its 1.2e-7 for 32-bit numbers, and
    /// Keras's 1e-7, penalize a confident error less).
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epsilon"/> is not above 0 and below 0.5.</exception>
    public LogLoss(double epsilon = 2.220446049250313e-16)
        : base("log_loss")
    {
        if (epsilon is not (> 0 and < 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, string.Create(CultureInfo.InvariantCulture,
                $"epsilon is {epsilon}, but must be above 0 and below 0.5."));
        }

        this.epsilon = epsilon;
    }

    private protected override MetricTargets Targets => MetricTargets.Classes | MetricTargets.Labels;

    private protected override double ValueOf(in MetricBatch batch, int sample)
    {
        ReadOnlySpan<double> outputs = batch.OutputsOf(sample);
        double sum = 0, total = 0;
        bool separate = outputs.Length == 1 || batch.IsMultiLabel;
        for (int i = 0; i < outputs.Length; i++)
        {
            double target = batch.TargetOf(sample, i);
            double probability = Math.Clamp(outputs[i], epsilon, 1 - epsilon);
            total += probability;
            if (batch.Classes.IsEmpty) { batch.CheckProbability(sample, i); }
            if (target != 0) { sum -= target * VectorMath.Log(probability); }
            if (separate && target != 1) { sum -= (1 - target) * VectorMath.Log(1 - probability); }
        }

        return separate ? sum / outputs.Length : sum + TargetSum(batch, sample) * VectorMath.Log(total);
    }

    private static double TargetSum(in MetricBatch batch, int sample)
    {
        if (!batch.Classes.IsEmpty) { return 1; }
        double sum = 0;
        for (int i = 0; i < batch.OutputSize; i++) { sum += batch.TargetOf(sample, i); }
        return sum;
    }
}
