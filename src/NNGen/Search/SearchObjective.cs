namespace NNGen;

/// <summary>The number that a search minimizes or maximizes, measured on validation samples.</summary>
public sealed class SearchObjective
{
    private readonly Func<Metrics, double?> value;
    private readonly Func<IMetric>? metric;

    /// <summary>Creates a custom objective.</summary>
    /// <param name="name">The name in tables.</param>
    /// <param name="value">
    /// The number, from the metrics of the validation samples; null if it is undefined, which ends the search with an exception.
    /// </param>
    /// <param name="higherIsBetter">Whether it is maximized.</param>
    public SearchObjective(string name, Func<Metrics, double?> value, bool higherIsBetter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        (Name, this.value, HigherIsBetter) = (name, value, higherIsBetter);
    }

    private SearchObjective(string name, Func<IMetric> metric, bool higherIsBetter)
        : this(name, metrics => metrics[name], higherIsBetter) => this.metric = metric;

    /// <summary>The loss, to minimize.</summary>
    public static SearchObjective Loss { get; } = new("loss", metrics => metrics.Loss, false);

    /// <summary>The accuracy, to maximize.</summary>
    public static SearchObjective Accuracy { get; } = new("accuracy", metrics => metrics.Accuracy, true);

    /// <summary>The root mean squared error, to minimize.</summary>
    public static SearchObjective RootMeanSquaredError { get; } = new("rmse", metrics => metrics.RootMeanSquaredError, false);

    /// <summary>The mean absolute error, to minimize.</summary>
    public static SearchObjective MeanAbsoluteError { get; } = new("mae", metrics => metrics.MeanAbsoluteError, false);

    /// <summary>R², to maximize.</summary>
    public static SearchObjective RSquared { get; } = new("r2", metrics => metrics.RSquared, true);

    /// <summary>The name in tables.</summary>
    public string Name { get; }

    /// <summary>Whether it is maximized.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>Any metric: <c>SearchObjective.Of(() => new F1Score(Averaging.Macro))</c>.</summary>
    /// <param name="metric">Creates the metric; called for every network, since networks are evaluated at the same time.</param>
    /// <param name="higherIsBetter">Whether it is maximized.</param>
    /// <returns>The objective.</returns>
    public static SearchObjective Of(Func<IMetric> metric, bool higherIsBetter = true)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return new SearchObjective(metric().Name, metric, higherIsBetter);
    }

    /// <summary>Its name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;

    internal IReadOnlyList<IMetric> MakeMetrics() => metric is null ? [] : [metric()];

    internal double ValueOf(Metrics metrics)
    {
        return value(metrics) ?? throw new InvalidOperationException(
            $"The objective '{Name}' is undefined for this network and its samples (choose another, such as SearchObjective.Loss).");
    }

    /// <summary>Orders values from best to worst; NaN is the worst.</summary>
    internal int Compare(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? double.IsNaN(left).CompareTo(double.IsNaN(right))
        : HigherIsBetter ? right.CompareTo(left)
        : left.CompareTo(right);
}
