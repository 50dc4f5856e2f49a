namespace NNGen;

/// <summary>The mean of each window of an image, channel by channel. Keras's <c>AveragePooling2D</c>, PyTorch's <c>AvgPool2d</c>.</summary>
/// <remarks>
/// Takes <c>[height, width, channels]</c> and gives <c>[out height, out width, channels]</c>, along each axis with <c>⌊(n + before + after − k) / s⌋
/// + 1</c> positions; with
/// <see cref="Padding.Same"/>, ⌈n / s⌉. It divides by the number of values in the window; see <see cref="CountIncludePad"/>.
/// </remarks>
/// <example>
/// The pooling of LeNet-5:
/// <code>
/// [Network]
/// [Input(28, 28, 1)]
/// [Conv2D(6, 5, Pad = 2), Tanh]
/// [AveragePool2D(2)]
/// [Flatten]
/// [Dense(10), Softmax]
/// [CrossEntropy]
/// public partial class Images;
/// </code>
/// </example>
public sealed class AveragePool2DAttribute : PoolingAttribute
{
    /// <summary>Adds a mean over windows of an image.</summary>
    /// <param name="size">The size of the window: one number for a square, or height and width; none: 2.</param>
    public AveragePool2DAttribute(params int[] size)
        : base(size.Length == 0 ? [2] : size)
    {
    }

    /// <summary>
    /// Whether padding counts as zeros. <see langword="false"/> unless stated: a window is divided by the number of values in it, as in Keras. With
    /// <see langword="true"/>,
    /// PyTorch's default, also padding is counted, but never what lies beyond it (<see cref="PoolingAttribute.Ceil"/>).
    /// </summary>
    public bool CountIncludePad { get; set; }
}
