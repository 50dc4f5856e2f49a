namespace NNGen;

/// <summary>Zeros around an image. Keras's <c>ZeroPadding2D</c>, PyTorch's <c>ZeroPad2d</c>.</summary>
/// <remarks>Takes <c>[height, width, channels]</c> and gives <c>[top + height + bottom, left + width + right, channels]</c>. PyTorch's order is left,
/// right, top, bottom.</remarks>
/// <example>
/// A row and a column of zeros, below and on the right:
/// <code>
/// [Network]
/// [Input(32, 32, 3)]
/// [ZeroPadding2D(0, 1, 0, 1)]
/// [Conv2D(8, 3, Stride = 2), ReLU]
/// [GlobalAveragePool]
/// [Dense(10), Softmax]
/// [CrossEntropy]
/// public partial class Images;
/// </code>
/// </example>
public sealed class ZeroPadding2DAttribute : LayerAttribute
{
    /// <summary>Adds zeros around an image.</summary>
    /// <param name="pads">One number for all sides; two: height, width, each on both sides; four: top, bottom, left, right.</param>
    public ZeroPadding2DAttribute(params int[] pads) => Pads = pads;

    /// <summary>The rows and columns of zeros as they are stated: one number, two, or four.</summary>
    public IReadOnlyList<int> Pads { get; }
}
