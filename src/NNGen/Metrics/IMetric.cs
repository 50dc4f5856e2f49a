namespace NNGen;

/// <summary>
/// A measure of the quality of predictions, collected batch by batch. Implement it for a custom metric; pass it to
/// <c>net.Evaluate(test, metrics: [...])</c> or to <see cref="FitOptions.Metrics"/>.
/// </summary>
/// <remarks>
/// A metric has state, so an object can be used by one evaluation at a time. NNGen's own metrics allocate nothing after the largest
/// batch, and are <see cref="double.NaN"/> before the first sample.
/// </remarks>
public interface IMetric
{
    /// <summary>The name in tables and logs, in Keras's spelling: <c>f1_score</c>.</summary>
    string Name { get; }

    /// <summary>The value over everything that was added since <see cref="Reset"/>.</summary>
    double Result { get; }

    /// <summary>Adds a batch.</summary>
    /// <param name="batch">The predictions and the targets. Valid only during the call.</param>
    void Add(in MetricBatch batch);

    /// <summary>Removes everything that was added.</summary>
    void Reset();
}
