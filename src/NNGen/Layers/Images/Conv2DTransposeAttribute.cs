namespace NNGen;

/// <summary>
/// A transposed convolution over an image: every pixel adds a window of weights, times its channels, to a larger image. It learns to enlarge, in decoders
/// and generators. Keras's <c>Conv2DTranspose</c>, PyTorch's <c>ConvTranspose2d</c>.
/// </summary>
/// <remarks>
/// <para>
/// Takes <c>[height, width, channels]</c> and gives <c>[out height, out width, filters]</c>, along each axis with <c>(n − 1)·s + d·(k − 1) + 1 − before −
/// after + output padding</c> positions; with <see cref="Padding.Same"/>, n · s, as in Keras. Padding makes the result smaller: so many rows and columns of it
/// are left out. It is the adjoint (not the inverse) of a <see cref="Conv2DAttribute"/> with the same arguments, whose result has the size that arrives here.
/// </para>
/// <para>
/// Weights are stored as PyTorch stores them, <c>[channels, filters / groups, kernel height, kernel width]</c>, and biases as <c>[filters]</c>. They start
/// Glorot-uniform and zero, as in Keras. Their rows belong to the channels that arrive: <see cref="WeightedLayerAttribute.MaxNorm"/> limits the weights of
/// each of these.
/// </para>
/// </remarks>
/// <example>
/// The second half of an autoencoder of images, which doubles the size twice:
/// <code>
/// [Network]
/// [Input(16, 16, 1)]
/// [Conv2D(8, 3, Stride = 2, Padding = Padding.Same), ReLU]
/// [Conv2D(16, 3, Stride = 2, Padding = Padding.Same), ReLU]
/// [Conv2DTranspose(8, 3, Stride = 2, Padding = Padding.Same), ReLU]
/// [Conv2DTranspose(1, 3, Stride = 2, Padding = Padding.Same), Sigmoid]
/// [MeanSquaredError]
/// public partial class Autoencoder;
/// </code>
/// </example>
public sealed class Conv2DTransposeAttribute : ConvolutionAttribute
{
    /// <summary>Adds a transposed convolution over an image.</summary>
    /// <param name="filters">Number of filters, at least 1: the channels of the output.</param>
    /// <param name="kernel">The size of the window: one number for a square, or height and width.</param>
    public Conv2DTransposeAttribute(int filters, params int[] kernel)
        : base(filters, kernel)
    {
    }

    /// <summary>
    /// Rows and columns that the result has more, at the bottom and on the right: with a stride, several sizes fit. 0 (the default) adds none; less than the
    /// stride or the dilation. PyTorch's <c>output_padding</c>.
    /// </summary>
    public int OutputPadding { get; set; }

    /// <summary>Output paddings that differ: height, width.</summary>
    public int[]? OutputPaddings { get; set; }
}
