namespace NNGen;

/// <summary>
/// The same values in the same order in another shape. Keras's <c>Reshape</c>; PyTorch's <c>Unflatten</c> and <c>view</c>, for arrays with channels
/// last.
/// </summary>
/// <remarks>
/// Takes any shape and gives <see cref="Shape"/>, which has as many values. Values are read and written row by row, channels last: it is not
/// <see cref="FlattenAttribute"/>, which has PyTorch's order unless stated. <see cref="PermuteAttribute"/> changes the order.
/// </remarks>
/// <example>
/// 784 numbers as an image:
/// <code>
/// [Network]
/// [Input(784)]
/// [Reshape(28, 28, 1)]
/// [Conv2D(8, 3), ReLU]
/// [GlobalAveragePool]
/// [Dense(10), Softmax]
/// [CrossEntropy]
/// public partial class Images;
/// </code>
/// </example>
public sealed class ReshapeAttribute : LayerAttribute
{
    /// <summary>Changes the shape.</summary>
    /// <param name="shape">The dimensions, each at least 1: height, width, channels, or steps, features, or one number.</param>
    public ReshapeAttribute(params int[] shape) => Shape = shape;

    /// <summary>The dimensions of the output.</summary>
    public IReadOnlyList<int> Shape { get; }
}
