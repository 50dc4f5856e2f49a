namespace NNGen;

/// <summary>The largest value of each window of an image, channel by channel. Keras's <c>MaxPooling2D</c>, PyTorch's <c>MaxPool2d</c>.</summary>
/// <remarks>
/// Takes <c>[height, width, channels]</c> and gives <c>[out height, out width, channels]</c>, along each axis with <c>⌊(n + before + after − k) / s⌋
/// + 1</c> positions; with
/// <see cref="Padding.Same"/>, ⌈n / s⌉. Padding never wins: it stands for −∞. Among equal values the first one in the order of rows gets the gradient.
/// </remarks>
/// <example>
/// Half the height and half the width:
/// <code>
/// [Network]
/// [Input(28, 28, 1)]
/// [Conv2D(8, 3), ReLU]
/// [MaxPool2D]
/// [Flatten]
/// [Dense(10), Softmax]
/// [CrossEntropy]
/// public partial class Images;
/// </code>
/// </example>
public sealed class MaxPool2DAttribute : PoolingAttribute
{
    /// <summary>Adds a maximum over windows of an image.</summary>
    /// <param name="size">The size of the window: one number for a square, or height and width; none: 2.</param>
    public MaxPool2DAttribute(params int[] size)
        : base(size.Length == 0 ? [2] : size)
    {
    }
}
