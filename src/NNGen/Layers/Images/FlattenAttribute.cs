namespace NNGen;

/// <summary>The values of an image or a sequence as one row, as <c>Dense</c> takes them. Keras's and PyTorch's <c>Flatten</c>.</summary>
/// <remarks>
/// Takes any shape and gives <c>[values]</c>. For images and convolved sequences the order matters to the weights of the next <c>Dense</c>: PyTorch's
/// is channels, height,
/// width, Keras's is height, width, channels. NNGen's files are PyTorch's, so its order is the default, whatever the order of the input's arrays.
/// Weights that were trained
/// in the other order load without an error and predict noise.
/// </remarks>
/// <example>
/// For weights that were converted from Keras:
/// <code>
/// [Network]
/// [Input(28, 28, 1)]
/// [Conv2D(8, 3), ReLU]
/// [Flatten(Order = Layout.ChannelsLast)]
/// [Dense(10), Softmax]
/// [CrossEntropy]
/// public partial class FromKeras;
/// </code>
/// </example>
public sealed class FlattenAttribute : LayerAttribute
{
    /// <summary>The order of the values; <see cref="Layout.ChannelsFirst"/> unless stated, PyTorch's.</summary>
    public Layout Order { get; set; } = Layout.ChannelsFirst;
}
