namespace NNGen;

/// <summary>A metric that can measure each of several outputs.</summary>
internal interface IOutputMetric : IMetric
{
    /// <summary>The targets that it compares with.</summary>
    MetricTargets Targets { get; }

    /// <summary>An empty metric of the same settings.</summary>
    IMetric Another();
}
