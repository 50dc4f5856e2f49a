namespace NNGen;

/// <summary>Turns values into probabilities that sum to 1: <c>yᵢ = e^xᵢ / Σⱼ e^xⱼ</c>, over the last dimension.</summary>
/// <remarks>
/// Computed after subtracting the largest value, so it never overflows. Before <see cref="CrossEntropyAttribute"/> both are
/// differentiated as one, <c>y − target</c>. Needs at least two values: for one output, <see cref="SigmoidAttribute"/> is the
/// probability.
/// </remarks>
/// <example><code>[Dense(10), Softmax]</code></example>
public sealed class SoftmaxAttribute : ActivationLayerAttribute;
