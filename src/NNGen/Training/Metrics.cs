using System.Globalization;
using System.Text;

namespace NNGen;

/// <summary>How well a network does on some samples. What has no meaning for its loss is <see cref="double.NaN"/>.</summary>
public readonly record struct Metrics
{
    /// <summary>Makes metrics that are all without a meaning.</summary>
    public Metrics()
    {
    }

    /// <summary>Number of samples.</summary>
    public required int Count { get; init; }

    /// <summary>The mean loss, as the network declares it; NaN for a network without a loss.</summary>
    public double Loss { get; init; } = double.NaN;

    /// <summary>
    /// Part of the answers that are right, 0 to 1: with cross-entropy, samples whose largest output is their class; with binary
    /// cross-entropy, outputs on the right side of 0.5. NaN for regression.
    /// </summary>
    public double Accuracy { get; init; } = double.NaN;

    /// <summary>Root of the mean squared error over all outputs of all samples (Keras's <c>RootMeanSquaredError</c>). NaN for classification.</summary>
    public double RootMeanSquaredError { get; init; } = double.NaN;

    /// <summary>Mean absolute error over all outputs of all samples. NaN for classification.</summary>
    public double MeanAbsoluteError { get; init; } = double.NaN;

    /// <summary>
    /// Coefficient of determination R², averaged over the outputs (scikit-learn's <c>r2_score</c>): 1 is perfect, 0 is no better than the
    /// mean of the targets. NaN for classification and for fewer than two samples.
    /// </summary>
    public double RSquared { get; init; } = double.NaN;

    /// <summary>The metrics that were asked for, by their names and in their order.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Additional => Named ?? (IReadOnlyList<KeyValuePair<string, double>>)[];

    internal NamedValues? Named { get; init; }

    /// <summary>What metrics of one's own cannot be called.</summary>
    internal static IReadOnlyList<string> OwnNames { get; } = ["loss", "accuracy", "rmse", "mae", "r2"];

    /// <summary>A metric by its name: <c>loss</c>, <c>accuracy</c>, <c>rmse</c>, <c>mae</c>, <c>r2</c>, or that of one that was asked for.</summary>
    /// <param name="name">The name, as it is printed.</param>
    /// <exception cref="KeyNotFoundException">There is no metric of this name; the message lists those that there are.</exception>
    public double this[string name] => name switch
    {
        "loss" => Loss,
        "accuracy" => Accuracy,
        "rmse" => RootMeanSquaredError,
        "mae" => MeanAbsoluteError,
        "r2" => RSquared,
        _ => Named?.Find(name) ?? throw new KeyNotFoundException(
            $"There is no metric called '{name}' (there are {string.Join(", ", OwnNames.Concat(Additional.Select(metric => metric.Key)))})."),
    };

    /// <summary>The metrics as Keras prints them: <c>loss: 0.1234 - accuracy: 0.9650</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text, "loss", Loss);
        Append(text, "accuracy", Accuracy);
        Append(text, "rmse", RootMeanSquaredError);
        Append(text, "mae", MeanAbsoluteError);
        Append(text, "r2", RSquared);
        foreach ((string name, double value) in Additional) { Append(text, name, value); }
        return text.ToString();
    }

    /// <summary>A value as Keras prints it: four decimals, or scientific where they would show nothing.</summary>
    internal static string Format(double value) =>
        value.ToString(Math.Abs(value) > 1e-3 ? "0.0000" : "0.0000e+00", CultureInfo.InvariantCulture);

    /// <summary>Appends a metric, unless it has no meaning.</summary>
    internal static void Append(StringBuilder text, string name, double value)
    {
        if (double.IsNaN(value)) { return; }
        if (text.Length > 0) { text.Append(" - "); }
        text.Append(name).Append(": ").Append(Format(value));
    }
}
