namespace NNGen;

/// <summary>The logistic function <c>1 / (1 + e⁻ˣ)</c>: squeezes every value into (0, 1).</summary>
/// <remarks>
/// Derivative <c>y·(1 − y)</c>. Before <see cref="BinaryCrossEntropyAttribute"/> both are differentiated as one,
/// <c>y − target</c>, which neither overflows nor vanishes.
/// </remarks>
/// <example><code>[Dense(1), Sigmoid]</code></example>
public sealed class SigmoidAttribute : ActivationLayerAttribute;
