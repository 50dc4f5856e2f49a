namespace NNGen;

/// <summary>A metric that is a weighted mean of one value per sample; base of NNGen's own.</summary>
public abstract class MeanMetric : IOutputMetric
{
    private double sum;
    private double weight;

    private protected MeanMetric(string name) => Name = name;

    /// <inheritdoc/>
    public string Name { get; init; }

    /// <inheritdoc/>
    public double Result => weight > 0 ? Finish(sum / weight) : double.NaN;

    /// <inheritdoc/>
    public void Add(in MetricBatch batch)
    {
        Check(batch);
        for (int i = 0; i < batch.Size; i++)
        {
            double sampleWeight = batch.WeightOf(i);

            // A sample of weight 0 has no influence, even if its value is infinite.
            if (sampleWeight == 0) { continue; }
            sum += sampleWeight * ValueOf(batch, i);
            weight += sampleWeight;
        }
    }

    /// <inheritdoc/>
    public void Reset() => (sum, weight) = (0, 0);

    MetricTargets IOutputMetric.Targets => Targets;

    IMetric IOutputMetric.Another()
    {
        var other = (MeanMetric)MemberwiseClone();
        other.Reset();
        return other;
    }

    /// <summary>The targets that it compares with.</summary>
    private protected virtual MetricTargets Targets => MetricTargets.Numbers;

    /// <summary>Rejects a batch for which this metric is undefined.</summary>
    private protected virtual void Check(in MetricBatch batch)
    {
    }

    private protected abstract double ValueOf(in MetricBatch batch, int sample);

    private protected virtual double Finish(double mean) => mean;
}
