namespace NNGen;

/// <summary>
/// A convolution of each channel alone: no output mixes channels. Keras's <c>DepthwiseConv2D</c>; PyTorch's <c>Conv2d</c> with as many groups as channels.
/// Followed by a convolution of 1 × 1 it is a <see cref="SeparableConv2DAttribute"/>.
/// </summary>
/// <remarks>
/// <para>
/// Takes <c>[height, width, channels]</c> and gives <c>[out height, out width, channels · multiplier]</c>; output channel i · multiplier + k reads
/// input channel i. Along
/// each axis there are <c>⌊(n + before + after − d·(k − 1) − 1) / s⌋ + 1</c> positions; with <see cref="Padding.Same"/>, ⌈n / s⌉.
/// </para>
/// <para>
/// Weights are stored as PyTorch stores them, <c>[channels · multiplier, 1, kernel height, kernel width]</c>, and biases as <c>[channels ·
/// multiplier]</c>.
/// </para>
/// </remarks>
/// <example>
/// A depthwise separable block, as in MobileNet:
/// <code>
/// [Network]
/// [Input(32, 32, 3)]
/// [Conv2D(8, 3, Stride = 2, Padding = Padding.Same), ReLU]
/// [DepthwiseConv2D(3, Padding = Padding.Same), ReLU]
/// [Conv2D(16, 1), ReLU]
/// [GlobalAveragePool]
/// [Dense(10), Softmax]
/// [CrossEntropy]
/// public partial class Small;
/// </code>
/// </example>
public sealed class DepthwiseConv2DAttribute : DepthwiseConvolutionAttribute
{
    /// <summary>Adds a convolution of each channel alone.</summary>
    /// <param name="kernel">The size of the window: one number for a square, or height and width.</param>
    public DepthwiseConv2DAttribute(params int[] kernel)
        : base(kernel)
    {
    }
}
