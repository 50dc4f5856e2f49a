using System.Globalization;

namespace NNGen;

/// <summary>The results of a network on some samples. A metric that was not measured, or is undefined for the loss, is null.</summary>
public sealed record Metrics
{
    /// <summary>Number of samples.</summary>
    public required int Count { get; init; }

    /// <summary>
    /// The mean loss, as the network declares it, with the penalties of regularization as in Keras; null for a network without a loss.
    /// </summary>
    public double? Loss { get; init; }

    /// <summary>
    /// Fraction of the predictions that are correct, 0 to 1: with cross-entropy, samples whose largest output is their class; with binary
    /// cross-entropy, outputs on the correct side of 0.5. Null for regression.
    /// </summary>
    public double? Accuracy { get; init; }

    /// <summary>
    /// Root of the mean squared error over all outputs of all samples (Keras's <c>RootMeanSquaredError</c>). Null for classification.
    /// </summary>
    public double? RootMeanSquaredError { get; init; }

    /// <summary>Mean absolute error over all outputs of all samples. Null for classification.</summary>
    public double? MeanAbsoluteError { get; init; }

    /// <summary>
    /// Coefficient of determination R², averaged over the outputs (scikit-learn's <c>r2_score</c>): 1 is perfect, 0 is no better than the
    /// mean of the targets. Null for classification, for fewer than two samples, and for the training samples of a stream, whose mean is not known.
    /// </summary>
    public double? RSquared { get; init; }

    /// <summary>
    /// The further metrics given to <c>Evaluate</c> or <see cref="FitOptions.Metrics"/>, by their names and in their order. Of a network with several
    /// outputs, the loss of each and the metrics that suit it come first: <c>policy_loss</c>, <c>value_loss</c>, <c>policy_accuracy</c>, <c>value_mae</c>.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, double>> Additional => Named ?? (IReadOnlyList<KeyValuePair<string, double>>)[];

    /// <summary>Every metric that was measured, by its name, in the order in which they are printed.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Values =>
    [
        .. from metric in MetricTable.Own
           let value = metric.Value(this)
           where value is not null
           select KeyValuePair.Create(metric.Name, value.GetValueOrDefault()),
        .. Additional,
    ];

    internal NamedValues? Named { get; init; }

    /// <summary>A metric by its name: <c>loss</c>, <c>accuracy</c>, <c>rmse</c>, <c>mae</c>, <c>r2</c>, one of an output, or the name of a further metric.</summary>
    /// <param name="name">The name, as it is printed.</param>
    /// <exception cref="KeyNotFoundException">No metric of this name was measured; the message lists those that were.</exception>
    public double this[string name] => Find(name) ?? throw new KeyNotFoundException(
        $"No metric '{name}' was measured (there are {string.Join(", ", Values.Select(metric => metric.Key))}).");

    /// <summary>The metrics as Keras prints them: <c>loss: 0.1234 - accuracy: 0.9650</c>.</summary>
    public override string ToString() => string.Join(" - ", Values.Select(metric => $"{metric.Key}: {Format(metric.Value)}"));

    /// <summary>A metric by its name, or null.</summary>
    internal double? Find(string name) => name switch
    {
        MetricTable.Loss => Loss,
        MetricTable.Accuracy => Accuracy,
        MetricTable.RootMeanSquaredError => RootMeanSquaredError,
        MetricTable.MeanAbsoluteError => MeanAbsoluteError,
        MetricTable.RSquared => RSquared,
        _ => Named?.Find(name),
    };

    /// <summary>A value as Keras prints it: four decimals, or scientific notation for very small values.</summary>
    internal static string Format(double value) =>
        value.ToString(Math.Abs(value) > 1e-3 ? "0.0000" : "0.0000e+00", CultureInfo.InvariantCulture);
}
