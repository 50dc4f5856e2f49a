namespace NNGen;

/// <summary>
/// Batch normalization: <c>y = (x − mean) / √(variance + ε) · weight + bias</c> for each channel (the last axis), with mean and variance over the batch
/// and all positions.
/// </summary>
/// <remarks>
/// <para>
/// In training, the statistics are those of the batch; in predictions and evaluation, running ones, which follow them from step to step:
/// <c>running ← (1 − Momentum) · running + Momentum · batch</c>. The variance that normalizes is the biased one, Σ(x − mean)² / n; the running variance
/// follows the unbiased one, n / (n − 1) of it, as in PyTorch. A batch needs more than one value per channel.
/// </para>
/// <para>
/// The defaults are PyTorch's (<c>BatchNorm1d</c>, <c>BatchNorm2d</c>). Keras's are <c>Momentum = 0.01</c> (there called 0.99) and
/// <c>Epsilon = 0.001</c>, and its running variance is the biased one (<c>Unbiased = false</c>).
/// </para>
/// <para>
/// For predictions it is folded into the weights of a dense or convolutional layer right before it, and costs nothing (Ioffe and Szegedy, 2015).
/// </para>
/// </remarks>
/// <example><code>[Dense(64, Bias = false), BatchNorm, ReLU]</code></example>
public sealed class BatchNormAttribute : StatefulLayerAttribute
{
    /// <summary>The share of a new batch in the running statistics, above 0 and at most 1; 0.1 unless set.</summary>
    public double Momentum { get; set; } = 0.1;

    /// <summary>What is added to the variance, above 0; 0.00001 unless set.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether the running variance follows the unbiased variance of the batches, as in PyTorch; true unless set.</summary>
    public bool Unbiased { get; set; } = true;
}
