namespace NNGen;

/// <summary>The sigmoid linear unit, also called swish: <c>x / (1 + e⁻ˣ)</c>.</summary>
/// <remarks>
/// Derivative <c>s·(1 + x·(1 − s))</c> with <c>s</c> the sigmoid of <c>x</c> (Elfwing, Uchibe and Doya, 2018).
/// </remarks>
/// <example><code>[Dense(32), SiLU]</code></example>
public sealed class SiLUAttribute : ActivationLayerAttribute;
