using System.Globalization;

namespace NNGen;

/// <summary>
/// Coefficient of determination R², averaged over the outputs (Keras's <c>R2Score</c>, scikit-learn's <c>r2_score</c>): 1 is perfect, 0 is
/// no better than the mean of the targets. An output whose targets are all equal counts 1 if it is right everywhere, else 0
/// (scikit-learn's <c>force_finite</c>). NaN for fewer than two samples.
/// </summary>
public sealed class R2Score : IOutputMetric
{
    private double[] means = [];
    private double[] deviations = [];
    private double[] errors = [];
    private double weight;
    private long count;

    /// <inheritdoc/>
    public string Name { get; init; } = "r2_score";

    /// <inheritdoc/>
    public double Result
    {
        get
        {
            if (count < 2) { return double.NaN; }
            double sum = 0;
            for (int output = 0; output < means.Length; output++)
            {
                sum += deviations[output] != 0 ? 1 - errors[output] / deviations[output] : errors[output] == 0 ? 1 : 0;
            }

            return sum / means.Length;
        }
    }

    /// <inheritdoc/>
    public void Add(in MetricBatch batch)
    {
        if (count == 0 && means.Length != batch.OutputSize)
        {
            (means, deviations, errors) = (new double[batch.OutputSize], new double[batch.OutputSize], new double[batch.OutputSize]);
        }

        if (means.Length != batch.OutputSize)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Expected samples of {means.Length} outputs, as before, got {batch.OutputSize} (Reset between networks)."), nameof(batch));
        }

        for (int i = 0; i < batch.Size; i++)
        {
            double sampleWeight = batch.WeightOf(i);
            if (sampleWeight == 0) { continue; }
            weight += sampleWeight;
            count++;
            ReadOnlySpan<double> outputs = batch.OutputsOf(i);
            for (int output = 0; output < outputs.Length; output++)
            {
                // One pass without cancellation: D. H. D. West, "Updating mean and variance estimates: an improved method", 1979.
                double target = batch.TargetOf(i, output), error = outputs[output] - target;
                double deviation = target - means[output];
                means[output] += deviation * (sampleWeight / weight);
                deviations[output] += sampleWeight * deviation * (target - means[output]);
                errors[output] += sampleWeight * error * error;
            }
        }
    }

    /// <inheritdoc/>
    public void Reset()
    {
        means.AsSpan().Clear();
        deviations.AsSpan().Clear();
        errors.AsSpan().Clear();
        (weight, count) = (0, 0);
    }

    MetricTargets IOutputMetric.Targets => MetricTargets.Numbers;

    IMetric IOutputMetric.Another()
    {
        var other = (R2Score)MemberwiseClone();
        (other.means, other.deviations, other.errors, other.weight, other.count) = ([], [], [], 0, 0);
        return other;
    }
}
