using System.Globalization;

namespace NNGen;

/// <summary>One epoch of a training.</summary>
public sealed record EpochResult
{
    /// <summary>Its number, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Running means over the epoch, while the parameters were changing (as in Keras); losses are weighted, other metrics are not.</summary>
    public required Metrics Training { get; init; }

    /// <summary>The metrics of the validation samples after the epoch; null without any.</summary>
    public required Metrics? Validation { get; init; }

    /// <summary>The optimizer's learning rate in the epoch's last step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The duration of the epoch, including validation.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The mean training loss. (A network without a loss is not trained by <c>Fit</c>.)</summary>
    public double Loss => Training.Loss ?? double.NaN;

    /// <summary>The training accuracy, 0 to 1; null for regression.</summary>
    public double? Accuracy => Training.Accuracy;

    /// <summary>Returns a text such as <c>epoch 3: loss: 0.1234 - accuracy: 0.9650, validation loss: 0.2345 - accuracy: 0.9510</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"epoch {Epoch}: {Training}{(Validation is { } validation ? $", validation {validation}" : "")}");
}
