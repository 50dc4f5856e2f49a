namespace NNGen;

/// <summary>An image without its outermost rows and columns. Keras's <c>Cropping2D</c>.</summary>
/// <remarks>Takes <c>[height, width, channels]</c> and gives <c>[height − top − bottom, width − left − right, channels]</c>, at least one position
/// along each axis.</remarks>
/// <example>
/// <code>
/// [Network]
/// [Input(32, 32, 3)]
/// [Cropping2D(2)]
/// [Conv2D(8, 3), ReLU]
/// [GlobalAveragePool]
/// [Dense(10), Softmax]
/// [CrossEntropy]
/// public partial class Images;
/// </code>
/// </example>
public sealed class Cropping2DAttribute : LayerAttribute
{
    /// <summary>Removes rows and columns on the sides of an image.</summary>
    /// <param name="cropping">One number for all sides; two: height, width, each on both sides; four: top, bottom, left, right.</param>
    public Cropping2DAttribute(params int[] cropping) => Cropping = cropping;

    /// <summary>The rows and columns that are removed as they are stated: one number, two, or four.</summary>
    public IReadOnlyList<int> Cropping { get; }
}
