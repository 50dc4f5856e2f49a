namespace NNGen;

/// <summary>
/// The mean of <c>−(t·ln p + (1 − t)·ln(1 − p))</c> over all outputs and samples: for independent yes-or-no labels, one probability each.
/// </summary>
/// <remarks>
/// Targets are 0 or 1, or probabilities, in the shape of the output. It follows <see cref="SigmoidAttribute"/>, or after a
/// layer without activation with <see cref="FromLogits"/>. Either way the loss is computed from the values before the sigmoid,
/// <c>max(x, 0) − x·t + ln(1 + e^−|x|)</c>, and its gradient is <c>(p − t) / n</c> with <c>n</c> outputs × samples: nothing is
/// clipped.
/// </remarks>
/// <example>
/// <code>
/// [Dense(1), Sigmoid]
/// [BinaryCrossEntropy]
/// </code>
/// </example>
public sealed class BinaryCrossEntropyAttribute : LossFunctionAttribute
{
    /// <summary>
    /// Whether the network gives logits, the values before a sigmoid: the loss applies the sigmoid, and <c>Predict</c> gives
    /// logits. <see langword="false"/> by default.
    /// </summary>
    public bool FromLogits { get; set; }

    /// <summary>
    /// Smooths targets, so that the network does not become overconfident: <c>t·(1 − s) + s / 2</c>, Keras's formula. At least 0 (the
    /// default: targets as they are) and below 1. The loss is always computed with the smoothed targets; metrics such as accuracy compare with
    /// the original targets.
    /// </summary>
    public double LabelSmoothing { get; set; }
}
