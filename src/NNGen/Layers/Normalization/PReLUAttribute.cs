namespace NNGen;

/// <summary>A rectified linear unit with a learned slope: <c>x</c> where <c>x &gt; 0</c>, else <c>slope · x</c>.</summary>
/// <remarks>
/// One slope for all values, as PyTorch's <c>PReLU()</c>, or one for each channel (the last axis), as its <c>PReLU(channels)</c> and Keras's with
/// shared axes. Slopes start at 0.25 (He, Zhang, Ren and Sun, 2015).
/// </remarks>
/// <example><code>[Dense(16), PReLU(PerChannel = true)]</code></example>
public sealed class PReLUAttribute : ScaledLayerAttribute
{
    /// <summary>Whether each channel has its own slope; false unless set.</summary>
    public bool PerChannel { get; set; }

    /// <summary>The slopes of a new network, finite; 0.25 unless set.</summary>
    public double Slope { get; set; } = 0.25;
}
