namespace NNGen;

/// <summary>A number of every epoch that callbacks monitor: to stop, to save the best, to lower the learning rate.</summary>
/// <remarks>
/// By default, callbacks monitor the validation loss or, without validation samples, the training loss, as
/// <see cref="History.Best"/> does. (Keras always uses <c>val_loss</c> and does nothing without it.)
/// </remarks>
public sealed class Monitored
{
    private readonly Func<EpochResult, double?> value;
    private readonly bool isValidation;
    private readonly string? metric;

    /// <summary>Monitors a custom number: <c>new Monitored("gap", epoch => epoch.Validation?.Loss - epoch.Loss, higherIsBetter: false)</c>.</summary>
    /// <param name="name">The name in messages.</param>
    /// <param name="value">The number of an epoch. NaN is not an improvement; null ends the training with an exception.</param>
    /// <param name="higherIsBetter">Whether it should grow.</param>
    public Monitored(string name, Func<EpochResult, double?> value, bool higherIsBetter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        Name = name;
        HigherIsBetter = higherIsBetter;
        this.value = value;
    }

    private Monitored(string metric, bool isValidation, bool higherIsBetter)
        : this(
            isValidation ? MetricTable.ValidationPrefix + metric : metric,
            epoch => (isValidation ? epoch.Validation : epoch.Training)?.Find(metric),
            higherIsBetter)
    {
        this.isValidation = isValidation;
        this.metric = metric;
    }

    /// <summary>The training loss.</summary>
    public static Monitored Loss { get; } = new(MetricTable.Loss, isValidation: false, higherIsBetter: false);

    /// <summary>The training accuracy.</summary>
    public static Monitored Accuracy { get; } = new(MetricTable.Accuracy, isValidation: false, higherIsBetter: true);

    /// <summary>The loss of the validation samples.</summary>
    public static Monitored ValidationLoss { get; } = new(MetricTable.Loss, isValidation: true, higherIsBetter: false);

    /// <summary>The accuracy on the validation samples.</summary>
    public static Monitored ValidationAccuracy { get; } = new(MetricTable.Accuracy, isValidation: true, higherIsBetter: true);

    /// <summary>The root mean squared error on the validation samples.</summary>
    public static Monitored ValidationRootMeanSquaredError { get; } = new(MetricTable.RootMeanSquaredError, isValidation: true, higherIsBetter: false);

    /// <summary>The mean absolute error on the validation samples.</summary>
    public static Monitored ValidationMeanAbsoluteError { get; } = new(MetricTable.MeanAbsoluteError, isValidation: true, higherIsBetter: false);

    /// <summary>R² on the validation samples.</summary>
    public static Monitored ValidationRSquared { get; } = new(MetricTable.RSquared, isValidation: true, higherIsBetter: true);

    /// <summary>
    /// Any metric of the validation samples, also one of <see cref="FitOptions.Metrics"/>:
    /// <c>Monitored.Validation("f1_score", higherIsBetter: true)</c>. Training does not begin if it is not measured; an epoch in which one
    /// of those is NaN is not an improvement.
    /// </summary>
    /// <param name="name">The metric's name, as it is printed, without <c>val_</c>.</param>
    /// <param name="higherIsBetter">Whether it should grow.</param>
    /// <returns>What to monitor.</returns>
    public static Monitored Validation(string name, bool higherIsBetter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new Monitored(name, isValidation: true, higherIsBetter);
    }

    /// <summary>Its name, as Keras writes it: <c>val_loss</c>.</summary>
    public string Name { get; }

    /// <summary>Whether it should grow.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>Its name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;

    /// <summary>The worst value.</summary>
    internal double Worst => HigherIsBetter ? double.NegativeInfinity : double.PositiveInfinity;

    /// <summary>What a callback monitors in training.</summary>
    /// <exception cref="InvalidOperationException">There are no validation samples, or the metric is not measured.</exception>
    internal static Monitored Resolve(Monitored? asked, TrainingContext context)
    {
        Monitored monitor = asked ?? (context.HasValidation ? ValidationLoss : Loss);
        if (monitor.isValidation && !context.HasValidation)
        {
            throw new InvalidOperationException(
                $"{monitor.Name} is monitored, but there are no validation samples (give Fit a validation set, or set ValidationFraction).");
        }

        IReadOnlyList<string> measured = monitor.isValidation ? context.ValidationMetrics : context.TrainingMetrics;
        if (monitor.metric is not { } name || measured.Contains(name)) { return monitor; }
        string names = string.Join(", ", monitor.isValidation ? measured.Select(one => MetricTable.ValidationPrefix + one) : measured);
        throw new InvalidOperationException(
            $"{monitor.Name} is monitored, but no metric '{name}' is measured (there are {names}{(monitor.isValidation ? Choice(measured, name) : "")}).");
    }

    /// <summary>The number of an epoch.</summary>
    /// <exception cref="InvalidOperationException">The epoch has none.</exception>
    internal double Of(EpochResult epoch) => value(epoch) ?? throw new InvalidOperationException(
        $"{Name} of epoch {FileText.Number(epoch.Epoch)} is not known: it was not measured, or is undefined for this network and its samples (monitor the loss).");

    /// <summary>How to monitor a metric by name: that of an output, if there is one, or a further one.</summary>
    private static string Choice(IReadOnlyList<string> measured, string name) =>
        measured.FirstOrDefault(one => one.EndsWith($"_{name}", StringComparison.Ordinal)) is { } ofOutput
            ? $"; for that of an output, Monitored.Validation(\"{ofOutput}\", ...)"
            : "; name further ones in FitOptions.Metrics";

    /// <summary>Whether a value is better than another by more than a margin; NaN never is.</summary>
    internal bool IsBetter(double candidate, double than, double margin) =>
        HigherIsBetter ? candidate - margin > than : candidate + margin < than;
}
