namespace NNGen;

/// <summary>
/// A convolution of each channel alone, then one of 1 × 1, which mixes the channels: with many filters, a small part of the work of a full convolution.
/// Keras's <c>SeparableConv2D</c>; in PyTorch two <c>Conv2d</c>, the first with as many groups as channels.
/// </summary>
/// <remarks>
/// <para>
/// Takes <c>[height, width, channels]</c> and gives <c>[out height, out width, filters]</c>. Stride, dilation and padding are those of the first
/// convolution: along each axis there are <c>⌊(n + before + after − d·(k − 1) − 1) / s⌋ + 1</c> positions; with <see cref="Padding.Same"/>, ⌈n / s⌉. Between
/// the two there are <c>channels · multiplier</c> channels, without a bias or an activation, as in Keras. If your network has one there, write
/// <c>[DepthwiseConv2D(3), ReLU, Conv2D(filters, 1)]</c>.
/// </para>
/// <para>
/// Its tensors are <c>depthwise.weight</c>, of shape <c>[channels · multiplier, 1, kernel height, kernel width]</c>, <c>pointwise.weight</c>, <c>[filters,
/// channels · multiplier, 1, 1]</c>, and <c>pointwise.bias</c>, <c>[filters]</c>, after the layer's name: PyTorch's names in a module with two convolutions
/// <c>depthwise</c> and <c>pointwise</c>. Initializers, penalties and limits of weights apply to each of the two kernels.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [Network]
/// [Input(32, 32, 3)]
/// [Conv2D(8, 3, Stride = 2, Padding = Padding.Same), ReLU]
/// [SeparableConv2D(16, 3, Padding = Padding.Same), ReLU]
/// [SeparableConv2D(32, 3, Stride = 2, Padding = Padding.Same), ReLU]
/// [GlobalAveragePool]
/// [Dense(10), Softmax]
/// [CrossEntropy]
/// public partial class Small;
/// </code>
/// </example>
public sealed class SeparableConv2DAttribute : DepthwiseConvolutionAttribute
{
    /// <summary>Adds a convolution of each channel alone and one of 1 × 1.</summary>
    /// <param name="filters">Number of filters, at least 1: the channels of the output.</param>
    /// <param name="kernel">The size of the window: one number for a square, or height and width.</param>
    public SeparableConv2DAttribute(int filters, params int[] kernel)
        : base(kernel) => Filters = filters;

    /// <summary>Number of filters: the channels of the output.</summary>
    public int Filters { get; }
}
