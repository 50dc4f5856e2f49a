namespace NNGen;

/// <summary><c>x / (1 + |x|)</c>: squeezes every value into (−1, 1), with longer tails than tanh.</summary>
/// <remarks>Derivative <c>1 / (1 + |x|)²</c>.</remarks>
/// <example><code>[Dense(8), Softsign]</code></example>
public sealed class SoftsignAttribute : ActivationLayerAttribute;
