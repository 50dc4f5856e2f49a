namespace NNGen;

/// <summary>
/// States the shape of one sample, without the batch: <c>[Input(64)]</c> for 64 features, <c>[Input(height, width, channels)]</c>
/// for an image, <c>[Input(steps, features)]</c> for a sequence. It is the first attribute below <see cref="NetworkAttribute"/>.
/// </summary>
/// <remarks>
/// Samples are row-major: the last dimension is contiguous in memory (Keras's <c>channels_last</c>). For arrays in PyTorch's order, channels first, state
/// <see cref="Layout"/>.
/// </remarks>
/// <example>
/// <code>
/// [Network]
/// [Input(4)]
/// [Dense(3), Softmax]
/// [CrossEntropy]
/// public partial class IrisClassifier;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public sealed class InputAttribute : Attribute
{
    /// <summary>States the shape of one sample.</summary>
    /// <param name="shape">The dimensions of a sample, each at least 1; their product is the number of values of a
    /// sample.</param>
    public InputAttribute(params int[] shape) => Shape = shape;

    /// <summary>The dimensions of a sample.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>
    /// The order of the values of a sample in arrays; <see cref="Layout.ChannelsLast"/> unless stated. With <see cref="Layout.ChannelsFirst"/> arrays
    /// are in PyTorch's order
    /// (channels, height, width, or features, steps), and so are gradients of the input; the shape is still stated as height, width, channels, or
    /// steps, features.
    /// </summary>
    public Layout Layout { get; set; }
}
