namespace NNGen.Plots;

/// <summary>What pictures and reports show of <see cref="Metrics"/>; NaN where a value has no meaning.</summary>
internal static class MetricNames
{
    /// <summary>The loss first.</summary>
    public static readonly (string Name, string Short, Func<Metrics, double> Value)[] All =
    [
        ("loss", "loss", m => m.Loss),
        ("accuracy", "accuracy", m => m.Accuracy),
        ("root mean squared error", "RMSE", m => m.RootMeanSquaredError),
        ("mean absolute error", "MAE", m => m.MeanAbsoluteError),
        ("R²", "R²", m => m.RSquared),
    ];
}
