namespace NNGen;

/// <summary>
/// A number that says how good predictions are, collected batch by batch. Implement it for a metric of your own; give it to
/// <c>net.Evaluate(test, metrics: [...])</c> or to <see cref="FitOptions.Metrics"/>.
/// </summary>
/// <remarks>
/// A metric holds what it has collected, so an object serves one evaluation at a time. NNGen's own metrics allocate nothing for a batch
/// once they have seen the largest, and are <see cref="double.NaN"/> before the first sample.
/// </remarks>
public interface IMetric
{
    /// <summary>What tables and logs call it, in Keras's spelling: <c>f1_score</c>.</summary>
    string Name { get; }

    /// <summary>The value over everything that was added since <see cref="Reset"/>.</summary>
    double Result { get; }

    /// <summary>Adds a batch.</summary>
    /// <param name="batch">What the network gave, and what would have been right. Valid during the call only.</param>
    void Add(in MetricBatch batch);

    /// <summary>Forgets everything that was added.</summary>
    void Reset();
}
