namespace NNGen;

/// <summary>The hyperbolic tangent <c>(eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)</c>: squeezes every value into (−1, 1).</summary>
/// <remarks>Derivative <c>1 − y²</c>.</remarks>
/// <example><code>[Dense(8), Tanh]</code></example>
public sealed class TanhAttribute : ActivationLayerAttribute;
