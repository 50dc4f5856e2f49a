namespace NNGen;

/// <summary>The metrics by their names in files and tables, with Keras's names if it has them.</summary>
internal static class MetricTable
{
    public const string Loss = "loss";
    public const string Accuracy = "accuracy";
    public const string RootMeanSquaredError = "rmse";
    public const string MeanAbsoluteError = "mae";
    public const string RSquared = "r2";

    /// <summary>The prefix of the names of metrics of the validation samples.</summary>
    public const string ValidationPrefix = "val_";

    /// <summary>Names and values of the metrics that every evaluation measures, in the order in which they are shown.</summary>
    public static IReadOnlyList<(string Name, Func<Metrics, double?> Value)> Own { get; } =
    [
        (Loss, metrics => metrics.Loss),
        (Accuracy, metrics => metrics.Accuracy),
        (RootMeanSquaredError, metrics => metrics.RootMeanSquaredError),
        (MeanAbsoluteError, metrics => metrics.MeanAbsoluteError),
        (RSquared, metrics => metrics.RSquared),
    ];

    /// <summary>The names that custom metrics cannot have.</summary>
    public static IReadOnlyList<string> OwnNames { get; } = [.. Own.Select(metric => metric.Name)];

    /// <summary>The names of the metrics that were measured in any of the given results, in the order in which they are shown.</summary>
    public static IEnumerable<string> Names(IEnumerable<Metrics?> results)
    {
        Metrics[] known = [.. results.OfType<Metrics>()];
        return OwnNames.Where(name => known.Any(metrics => metrics.Find(name) is not null)).Concat(AdditionalNames(known));
    }

    /// <summary>The names of the additional metrics that were measured in any of the given results.</summary>
    public static IEnumerable<string> AdditionalNames(IEnumerable<Metrics?> results) =>
        results.SelectMany(metrics => metrics?.Additional ?? []).Select(metric => metric.Key).Distinct();

    /// <summary>The metrics whose values were saved by their names.</summary>
    public static Metrics From(int count, Func<string, double?> value) => new()
    {
        Count = count,
        Loss = value(Loss),
        Accuracy = value(Accuracy),
        RootMeanSquaredError = value(RootMeanSquaredError),
        MeanAbsoluteError = value(MeanAbsoluteError),
        RSquared = value(RSquared),
    };
}
