using System.Globalization;

namespace NNGen;

/// <summary>
/// Fraction of the outputs that are on the correct side of a threshold (Keras's <c>BinaryAccuracy</c>); with several labels, each counts.
/// </summary>
/// <param name="threshold">The threshold above which an output means yes.</param>
public sealed class BinaryAccuracy(double threshold = 0.5) : MeanMetric("binary_accuracy")
{
    private protected override MetricTargets Targets => MetricTargets.Labels;

    private protected override double ValueOf(in MetricBatch batch, int sample)
    {
        int hits = 0;
        ReadOnlySpan<double> outputs = batch.OutputsOf(sample);
        for (int output = 0; output < outputs.Length; output++)
        {
            if (outputs[output] > threshold == batch.HasLabel(sample, output)) { hits++; }
        }

        return (double)hits / outputs.Length;
    }
}

/// <summary>
/// Fraction of the samples whose largest output is their class. It accepts both class numbers and one-hot targets, so it is Keras's
/// <c>CategoricalAccuracy</c> and its <c>SparseCategoricalAccuracy</c>. A single output separates two classes at one half.
/// </summary>
public sealed class CategoricalAccuracy() : MeanMetric("categorical_accuracy")
{
    private protected override MetricTargets Targets => MetricTargets.Classes;

    private protected override double ValueOf(in MetricBatch batch, int sample) =>
        batch.PredictedClassOf(sample) == batch.ClassOf(sample) ? 1 : 0;
}

/// <summary>
/// Fraction of the samples whose class is among the k largest outputs (Keras's <c>TopKCategoricalAccuracy</c>, scikit-learn's
/// <c>top_k_accuracy_score</c>): fewer than k outputs are larger than that of the class. So ties count as correct, as in Keras;
/// in scikit-learn the higher class number wins.
/// </summary>
public sealed class TopKCategoricalAccuracy : MeanMetric
{
    /// <summary>Creates the metric.</summary>
    /// <param name="k">The number of largest outputs to consider; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is below 1.</exception>
    public TopKCategoricalAccuracy(int k = 5)
        : base("top_k_categorical_accuracy")
    {
        Guard.AtLeast(k, 1, nameof(k));
        K = k;
    }

    /// <summary>The number of largest outputs to consider.</summary>
    public int K { get; }

    private protected override void Check(in MetricBatch batch)
    {
        if (batch.OutputSize == 1)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"The metric considers the {K} largest outputs, but there is a single output (use BinaryAccuracy)."), nameof(batch));
        }
    }

    private protected override MetricTargets Targets => MetricTargets.Classes;

    private protected override double ValueOf(in MetricBatch batch, int sample)
    {
        ReadOnlySpan<double> outputs = batch.OutputsOf(sample);
        double own = outputs[batch.ClassOf(sample)];
        int larger = 0;
        foreach (double output in outputs)
        {
            if (output > own) { larger++; }
        }

        return double.IsNaN(own) || larger >= K ? 0 : 1;
    }
}
