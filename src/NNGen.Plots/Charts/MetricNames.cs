namespace NNGen.Plots;

/// <summary>What pictures and reports show of <see cref="Metrics"/>; null if a value was not measured.</summary>
internal static class MetricNames
{
    /// <summary>The loss first.</summary>
    public static readonly (string Name, string Short, Func<Metrics, double?> Value)[] All =
    [
        ("loss", "loss", m => m.Loss),
        ("accuracy", "accuracy", m => m.Accuracy),
        ("root mean squared error", "RMSE", m => m.RootMeanSquaredError),
        ("mean absolute error", "MAE", m => m.MeanAbsoluteError),
        ("R²", "R²", m => m.RSquared),
    ];

    /// <summary>The same and, after them, the metrics that were requested in any of some results, under their own names.</summary>
    public static (string Name, string Short, Func<Metrics, double?> Value)[] With(IEnumerable<Metrics?> results) =>
    [
        .. All,
        .. results.SelectMany(metrics => metrics?.Additional ?? []).Select(metric => metric.Key).Distinct()
            .Select(name => (name, name, (Func<Metrics, double?>)(metrics => ValueOf(metrics, name)))),
    ];

    private static double? ValueOf(Metrics metrics, string name)
    {
        foreach ((string key, double value) in metrics.Additional)
        {
            if (key == name) { return value; }
        }

        return null;
    }
}
