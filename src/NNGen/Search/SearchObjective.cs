namespace NNGen;

/// <summary>The number that a search makes as small, or as large, as it can; measured on the samples that a network has not learned from.</summary>
public sealed class SearchObjective
{
    private readonly Func<Metrics, double?> value;
    private readonly Func<IMetric>? metric;

    /// <summary>A number of your own.</summary>
    /// <param name="name">What tables call it.</param>
    /// <param name="value">The number, from the metrics of the validation samples; null if it has no meaning for them, which ends the search with an exception.</param>
    /// <param name="higherIsBetter">Whether it should be large.</param>
    public SearchObjective(string name, Func<Metrics, double?> value, bool higherIsBetter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        (Name, this.value, HigherIsBetter) = (name, value, higherIsBetter);
    }

    private SearchObjective(string name, Func<IMetric> metric, bool higherIsBetter)
        : this(name, metrics => metrics[name], higherIsBetter) => this.metric = metric;

    /// <summary>The loss, to be small.</summary>
    public static SearchObjective Loss { get; } = new("loss", metrics => metrics.Loss, false);

    /// <summary>The accuracy, to be large.</summary>
    public static SearchObjective Accuracy { get; } = new("accuracy", metrics => metrics.Accuracy, true);

    /// <summary>The root mean squared error, to be small.</summary>
    public static SearchObjective RootMeanSquaredError { get; } = new("rmse", metrics => metrics.RootMeanSquaredError, false);

    /// <summary>The mean absolute error, to be small.</summary>
    public static SearchObjective MeanAbsoluteError { get; } = new("mae", metrics => metrics.MeanAbsoluteError, false);

    /// <summary>R², to be large.</summary>
    public static SearchObjective RSquared { get; } = new("r2", metrics => metrics.RSquared, true);

    /// <summary>What tables call it.</summary>
    public string Name { get; }

    /// <summary>Whether it should be large.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>Any metric: <c>SearchObjective.Of(() => new F1Score(Averaging.Macro))</c>.</summary>
    /// <param name="metric">Makes the metric; called for every network, since they are measured at the same time.</param>
    /// <param name="higherIsBetter">Whether it should be large.</param>
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
            $"The objective '{Name}' has no meaning for this network and its samples (choose another, such as SearchObjective.Loss).");
    }

    /// <summary>Orders values from best to worst; NaN is the worst.</summary>
    internal int Compare(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? double.IsNaN(left).CompareTo(double.IsNaN(right))
        : HigherIsBetter ? right.CompareTo(left)
        : left.CompareTo(right);
}
