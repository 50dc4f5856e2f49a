namespace NNGen;

/// <summary>
/// The scaled exponential linear unit: <c>λ·x</c> where <c>x &gt; 0</c>, else <c>λ·α·(eˣ − 1)</c>, with λ = 1.05070098 and α =
/// 1.67326324.
/// </summary>
/// <remarks>
/// The constants make activations of deep networks normalize themselves when weights start with
/// <see cref="Initializer.LeCunNormal"/> (Klambauer and others, 2017).
/// </remarks>
/// <example><code>[Dense(32, WeightInitializer = Initializer.LeCunNormal), SELU]</code></example>
public sealed class SELUAttribute : ActivationLayerAttribute;
