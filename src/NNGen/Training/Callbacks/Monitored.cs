namespace NNGen;

/// <summary>A number of every epoch that callbacks watch: to stop, to save the best, to lower the learning rate.</summary>
/// <remarks>
/// Where a callback is given none it watches the validation loss or, without validation samples, the training loss, as
/// <see cref="History.Best"/> does. (Keras always takes <c>val_loss</c> and does nothing without it.)
/// </remarks>
public sealed class Monitored
{
    private readonly Func<EpochResult, double> value;
    private readonly bool isValidation;
    private readonly string? additional;

    /// <summary>Watches a number of your own.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="value">The number of an epoch; NaN is no improvement.</param>
    /// <param name="higherIsBetter">Whether it should grow.</param>
    public Monitored(string name, Func<EpochResult, double> value, bool higherIsBetter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        Name = name;
        HigherIsBetter = higherIsBetter;
        this.value = value;
    }

    private Monitored(string name, Func<Metrics, double> metric, bool isValidation, bool higherIsBetter)
    {
        Name = isValidation ? "val_" + name : name;
        HigherIsBetter = higherIsBetter;
        this.isValidation = isValidation;
        value = epoch =>
        {
            Metrics metrics = isValidation ? epoch.Validation!.Value : epoch.Training;
            double number = metric(metrics);
            return double.IsNaN(number) && !double.IsNaN(metrics.Loss)
                ? throw new InvalidOperationException($"{Name} has no meaning for this network and its samples (watch the loss).")
                : number;
        };
    }

    private Monitored(string additional, bool higherIsBetter)
        : this("val_" + additional, epoch => epoch.Validation!.Value[additional], higherIsBetter)
    {
        isValidation = true;
        this.additional = additional;
    }

    /// <summary>The training loss.</summary>
    public static Monitored Loss { get; } = new("loss", metrics => metrics.Loss, false, false);

    /// <summary>The training accuracy.</summary>
    public static Monitored Accuracy { get; } = new("accuracy", metrics => metrics.Accuracy, false, true);

    /// <summary>The loss of the validation samples.</summary>
    public static Monitored ValidationLoss { get; } = new("loss", metrics => metrics.Loss, true, false);

    /// <summary>The accuracy on the validation samples.</summary>
    public static Monitored ValidationAccuracy { get; } = new("accuracy", metrics => metrics.Accuracy, true, true);

    /// <summary>The root mean squared error on the validation samples.</summary>
    public static Monitored ValidationRootMeanSquaredError { get; } = new("rmse", metrics => metrics.RootMeanSquaredError, true, false);

    /// <summary>The mean absolute error on the validation samples.</summary>
    public static Monitored ValidationMeanAbsoluteError { get; } = new("mae", metrics => metrics.MeanAbsoluteError, true, false);

    /// <summary>R² on the validation samples.</summary>
    public static Monitored ValidationRSquared { get; } = new("r2", metrics => metrics.RSquared, true, true);

    /// <summary>
    /// Any metric of the validation samples, also one of <see cref="FitOptions{T}.Metrics"/>:
    /// <c>Monitored.Validation("f1_score", higherIsBetter: true)</c>. Training does not begin where it is not measured; an epoch in which one
    /// of those is NaN is no improvement.
    /// </summary>
    /// <param name="name">The metric's name, as it is printed, without <c>val_</c>.</param>
    /// <param name="higherIsBetter">Whether it should grow.</param>
    /// <returns>What to watch.</returns>
    public static Monitored Validation(string name, bool higherIsBetter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Metrics.OwnNames.Contains(name)
            ? new Monitored(name, metrics => metrics[name], isValidation: true, higherIsBetter)
            : new Monitored(name, higherIsBetter);
    }

    /// <summary>Its name, as Keras writes it: <c>val_loss</c>.</summary>
    public string Name { get; }

    /// <summary>Whether it should grow.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>Its name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;

    /// <summary>What is worse than everything.</summary>
    internal double Worst => HigherIsBetter ? double.NegativeInfinity : double.PositiveInfinity;

    /// <summary>What a callback watches in a training.</summary>
    /// <exception cref="InvalidOperationException">There are no validation samples, or they are not measured with the metric.</exception>
    internal static Monitored Resolve(Monitored? asked, TrainingContext context)
    {
        Monitored monitor = asked ?? (context.HasValidation ? ValidationLoss : Loss);
        if (monitor.isValidation && !context.HasValidation)
        {
            throw new InvalidOperationException(
                $"{monitor.Name} is to be watched, but there are no validation samples (give Fit a validation set, or set ValidationFraction).");
        }

        return monitor.additional is { } name && !context.AdditionalMetrics.Contains(name)
            ? throw new InvalidOperationException(
                $"{monitor.Name} is to be watched, but no metric '{name}' is measured (there are {string.Join(", ", Metrics.OwnNames.Concat(context.AdditionalMetrics))}; name further ones in FitOptions.Metrics).")
            : monitor;
    }

    internal double Of(EpochResult epoch) => value(epoch);

    /// <summary>Whether a value is better than another by more than a margin; NaN never is.</summary>
    internal bool IsBetter(double candidate, double than, double margin) =>
        HigherIsBetter ? candidate - margin > than : candidate + margin < than;
}
