namespace NNGen;

/// <summary>
/// Root mean square normalization over the last axis: <c>y = x / √(mean of x² + ε) · weight</c>, for each sample, or for each pixel or step.
/// </summary>
/// <remarks>
/// PyTorch's <c>RMSNorm</c> uses the machine's ε of the element type (1.19e-7 for <see cref="float"/>) unless it is given one, Keras's 1e-6, which is
/// the default here (Zhang and Sennrich, 2019).
/// </remarks>
/// <example><code>[Dense(64), RMSNorm, SiLU]</code></example>
public sealed class RMSNormAttribute : ScaledLayerAttribute
{
    /// <summary>What is added to the mean of the squares, above 0; 0.000001 unless set.</summary>
    public double Epsilon { get; set; } = 1e-6;
}
