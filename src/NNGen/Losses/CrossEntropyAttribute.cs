namespace NNGen;

/// <summary>
/// The mean over samples of <c>−Σᵢ tᵢ·ln pᵢ</c>: for choosing one of several classes. Keras's <c>CategoricalCrossentropy</c>,
/// PyTorch's <c>CrossEntropyLoss</c>.
/// </summary>
/// <remarks>
/// Targets are a distribution over the classes, usually 1 for the class and 0 elsewhere. It follows
/// <see cref="SoftmaxAttribute"/> (or <see cref="LogSoftmaxAttribute"/>), or after a layer without activation with
/// <see cref="FromLogits"/>. Either way the loss is computed from the values before the softmax, and its gradient is
/// <c>(p − t) / samples</c>: nothing is clipped.
/// </remarks>
/// <example>
/// <code>
/// [Dense(10), Softmax]
/// [CrossEntropy]
/// </code>
/// </example>
public sealed class CrossEntropyAttribute : LossFunctionAttribute
{
    /// <summary>
    /// Whether the network gives logits, the values before a softmax: the loss applies the softmax, and <c>Predict</c> gives
    /// logits. <see langword="false"/> by default.
    /// </summary>
    public bool FromLogits { get; set; }

    /// <summary>
    /// Smooths targets, so that the network does not become overconfident: <c>t·(1 − s) + s / classes</c>, Keras's formula. At least 0 (the
    /// default: targets as they are) and below 1. The loss is always computed with the smoothed targets; metrics such as accuracy compare with
    /// the original targets.
    /// </summary>
    public double LabelSmoothing { get; set; }

    /// <summary>
    /// The class number of steps (or pixels) that do not count, such as the padding of shorter sequences: <c>IgnoreIndex = -100</c>. The loss is the mean over the
    /// steps of the whole batch that count, 0 if none does, and metrics leave the others out. Unless stated, all steps count. PyTorch's <c>ignore_index</c>,
    /// Keras's <c>ignore_class</c>. It applies to class numbers, not to targets with a value per class.
    /// </summary>
    public int IgnoreIndex { get; set; }
}
