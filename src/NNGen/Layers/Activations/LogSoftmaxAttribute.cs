namespace NNGen;

/// <summary>The logarithm of softmax, <c>yᵢ = xᵢ − ln Σⱼ e^xⱼ</c>, over the last dimension: log-probabilities.</summary>
/// <remarks>
/// Computed after subtracting the largest value. With <see cref="CrossEntropyAttribute"/> it trains as
/// <see cref="SoftmaxAttribute"/> does, and <c>Predict</c> gives logarithms.
/// </remarks>
/// <example><code>[Dense(10), LogSoftmax]</code></example>
public sealed class LogSoftmaxAttribute : ActivationLayerAttribute;
