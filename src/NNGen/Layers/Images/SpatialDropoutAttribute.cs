namespace NNGen;

/// <summary>
/// During training, sets whole channels of a sample to zero and multiplies the others by <c>1 / (1 − rate)</c>; otherwise it does nothing. Keras's
/// <c>SpatialDropout1D</c> and <c>SpatialDropout2D</c>, PyTorch's <c>Dropout1d</c> and <c>Dropout2d</c>.
/// </summary>
/// <remarks>
/// <para>
/// Takes <c>[height, width, channels]</c> or <c>[steps, channels]</c>. Neighboring pixels of a channel have nearly the same value, so that dropping single ones,
/// as <see cref="DropoutAttribute"/> does, leaves what they say to their neighbors (Tompson et al., 2015). Every channel of every sample is dropped
/// independently in each step.
/// </para>
/// <para>
/// It is active where <see cref="DropoutAttribute"/> is, and which channels are dropped depends on the same numbers: the seed of <c>Fit</c>, the step, the layer,
/// the sample's position in the batch and the channel.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [Network]
/// [Input(28, 28, 1)]
/// [Conv2D(8, 3), ReLU]
/// [SpatialDropout(0.2)]
/// [Conv2D(16, 3, Stride = 2), ReLU]
/// [GlobalAveragePool]
/// [Dense(10), Softmax]
/// [CrossEntropy]
/// public partial class Images;
/// </code>
/// </example>
public sealed class SpatialDropoutAttribute : LayerAttribute
{
    /// <summary>Adds a dropout of channels.</summary>
    /// <param name="rate">The part of the channels that is dropped, at least 0 and below 1.</param>
    public SpatialDropoutAttribute(double rate) => Rate = rate;

    /// <summary>The part of the channels that is dropped.</summary>
    public double Rate { get; }
}
