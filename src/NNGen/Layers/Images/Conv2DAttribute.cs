namespace NNGen;

/// <summary>
/// A convolution over an image: every filter is a small window of weights that moves over it and gives one channel. Keras's <c>Conv2D</c>, PyTorch's
/// <c>Conv2d</c>.
/// </summary>
/// <remarks>
/// <para>
/// Takes <c>[height, width, channels]</c> and gives <c>[out height, out width, filters]</c>, along each axis with
/// <c>⌊(n + before + after − d·(k − 1) − 1) / s⌋ + 1</c> positions; with <see cref="Padding.Same"/>, ⌈n / s⌉. As everywhere in the field it is a
/// cross-correlation: the
/// kernel is not flipped.
/// </para>
/// <para>
/// Weights are stored as PyTorch stores them, <c>[filters, channels / groups, kernel height, kernel width]</c>, and biases as <c>[filters]</c>. They start
/// Glorot-uniform and zero, as in Keras.
/// </para>
/// </remarks>
/// <example>
/// 3 × 3 windows that keep the size, and a rectangular one that halves it:
/// <code>
/// [Network]
/// [Input(28, 28, 1)]
/// [Conv2D(8, 3, Padding = Padding.Same), ReLU]
/// [Conv2D(16, 5, 3, Stride = 2), ReLU]
/// [GlobalAveragePool]
/// [Dense(10), Softmax]
/// [CrossEntropy]
/// public partial class Images;
/// </code>
/// </example>
public sealed class Conv2DAttribute : ConvolutionAttribute
{
    /// <summary>Adds a convolution over an image.</summary>
    /// <param name="filters">Number of filters, at least 1: the channels of the output.</param>
    /// <param name="kernel">The size of the window: one number for a square, or height and width.</param>
    public Conv2DAttribute(int filters, params int[] kernel)
        : base(filters, kernel)
    {
    }
}
