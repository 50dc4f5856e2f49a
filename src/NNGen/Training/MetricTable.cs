namespace NNGen;

/// <summary>The metrics by their names in files and tables, Keras's where it has them.</summary>
internal static class MetricTable
{
    /// <summary>Name and value of each, in the order in which they are shown.</summary>
    public static IReadOnlyList<(string Name, Func<Metrics, double> Value)> All { get; } =
    [
        ("loss", metrics => metrics.Loss),
        ("accuracy", metrics => metrics.Accuracy),
        ("rmse", metrics => metrics.RootMeanSquaredError),
        ("mae", metrics => metrics.MeanAbsoluteError),
        ("r2", metrics => metrics.RSquared),
    ];

    /// <summary>The same and, after them, the metrics that were asked for in any of some results; NaN in a result without one.</summary>
    public static IEnumerable<(string Name, Func<Metrics, double> Value)> With(IEnumerable<Metrics?> results) =>
    [
        .. All,
        .. AdditionalNames(results).Select(name => (name, (Func<Metrics, double>)(metrics => metrics.Named?.Find(name) ?? double.NaN))),
    ];

    /// <summary>The names of the metrics that were asked for in any of some results.</summary>
    public static IEnumerable<string> AdditionalNames(IEnumerable<Metrics?> results) =>
        results.SelectMany(metrics => metrics?.Additional ?? []).Select(metric => metric.Key).Distinct();

    /// <summary>The metrics whose values were saved by their names.</summary>
    public static Metrics From(int count, Func<string, double> value) => new()
    {
        Count = count,
        Loss = value("loss"),
        Accuracy = value("accuracy"),
        RootMeanSquaredError = value("rmse"),
        MeanAbsoluteError = value("mae"),
        RSquared = value("r2"),
    };
}
