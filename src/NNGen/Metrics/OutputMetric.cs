namespace NNGen;

/// <summary>A metric of one of several outputs.</summary>
/// <param name="metric">The metric.</param>
/// <param name="output">The output's name.</param>
internal sealed class OutputMetric(IMetric metric, string output) : IMetric
{
    public string Name => $"{output}_{metric.Name}";

    public double Result => metric.Result;

    /// <summary>The name of the output.</summary>
    public string Output => output;

    public void Add(in MetricBatch batch) => metric.Add(batch);

    public void Reset() => metric.Reset();
}
