namespace NNGen;

/// <summary>
/// The mean of each channel over all positions: one number for each. Keras's <c>GlobalAveragePooling2D</c> and <c>1D</c>; PyTorch's
/// <c>AdaptiveAvgPool2d(1)</c> and
/// <c>Flatten</c>.
/// </summary>
/// <remarks>Takes <c>[height, width, channels]</c> or <c>[steps, features]</c> and gives <c>[channels]</c>.</remarks>
/// <example>
/// <code>
/// [Network]
/// [Input(32, 32, 3)]
/// [Conv2D(16, 3), ReLU]
/// [GlobalAveragePool]
/// [Dense(10), Softmax]
/// [CrossEntropy]
/// public partial class Images;
/// </code>
/// </example>
public sealed class GlobalAveragePoolAttribute : LayerAttribute
{
    /// <summary>
    /// Of a sequence, the name of an input of one number, <c>[Input(1), As("lengths")]</c>, that states how many steps a sample has, from 1 on; the steps behind
    /// them do not count. An <see cref="EmbeddingAttribute.Mask"/> does the same without an input.
    /// </summary>
    public string? Lengths { get; set; }
}
