namespace NNGen;

/// <summary>
/// The Gaussian error linear unit <c>x·Φ(x)</c>, with the normal distribution function <c>Φ(x) = (1 + erf(x / √2)) / 2</c>.
/// </summary>
/// <remarks>
/// With <see cref="Approximation.Tanh"/>: <c>x / 2·(1 + tanh(√(2/π)·(x + 0.044715·x³)))</c>. Exact by default, as in PyTorch
/// and in Keras's layers (Hendrycks and Gimpel, 2016).
/// </remarks>
/// <example><code>[Dense(32), GELU]</code></example>
public sealed class GELUAttribute : ActivationLayerAttribute
{
    /// <summary>Adds a Gaussian error linear unit.</summary>
    /// <param name="approximation">Whether to compute the tanh form, for weights that were trained with it.</param>
    public GELUAttribute(Approximation approximation = Approximation.None) => Approximation = approximation;

    /// <summary>Which form is computed.</summary>
    public Approximation Approximation { get; }
}
