namespace NNGen;

/// <summary>
/// Layer normalization over the last axis: <c>y = (x − mean) / √(variance + ε) · weight + bias</c>, with mean and variance of the features of each
/// sample, or of each pixel or step.
/// </summary>
/// <remarks>
/// PyTorch's <c>LayerNorm(features)</c> with its ε, Keras's <c>LayerNormalization</c> with <c>Epsilon = 0.001</c> (Ba, Kiros and Hinton, 2016). It
/// does the same in training and prediction.
/// </remarks>
/// <example><code>[Dense(64), LayerNorm, GELU]</code></example>
public sealed class LayerNormAttribute : ScaledLayerAttribute
{
    /// <summary>What is added to the variance, above 0; 0.00001 unless set.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether a learned bias is added; true unless set.</summary>
    public bool Bias { get; set; } = true;
}
