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

    /// <summary>The mean loss, as the network declares it, with the penalties of regularisation as in Keras; NaN for a network without a loss.</summary>
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

    /// <summary>The metrics as Keras prints them: <c>loss: 0.1234 - accuracy: 0.9650</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text, "loss", Loss);
        Append(text, "accuracy", Accuracy);
        Append(text, "rmse", RootMeanSquaredError);
        Append(text, "mae", MeanAbsoluteError);
        Append(text, "r2", RSquared);
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
