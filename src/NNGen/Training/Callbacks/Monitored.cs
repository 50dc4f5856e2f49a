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
    /// <exception cref="InvalidOperationException">There are no validation samples.</exception>
    internal static Monitored Resolve(Monitored? asked, TrainingContext context)
    {
        Monitored monitor = asked ?? (context.HasValidation ? ValidationLoss : Loss);
        return monitor.isValidation && !context.HasValidation
            ? throw new InvalidOperationException(
                $"{monitor.Name} is to be watched, but there are no validation samples (give Fit a validation set, or set ValidationFraction).")
            : monitor;
    }

    internal double Of(EpochResult epoch) => value(epoch);

    /// <summary>Whether a value is better than another by more than a margin; NaN never is.</summary>
    internal bool IsBetter(double candidate, double than, double margin) =>
        HigherIsBetter ? candidate - margin > than : candidate + margin < than;
}
