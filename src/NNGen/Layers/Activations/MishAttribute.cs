namespace NNGen;

/// <summary><c>x·tanh(ln(1 + eˣ))</c>: smooth, not monotone, close to SiLU.</summary>
/// <remarks>The formula of Misra, 2019.</remarks>
/// <example><code>[Dense(32), Mish]</code></example>
public sealed class MishAttribute : ActivationLayerAttribute;
