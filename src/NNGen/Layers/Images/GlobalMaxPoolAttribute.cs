namespace NNGen;

/// <summary>
/// The largest value of each channel over all positions: one number for each. Keras's <c>GlobalMaxPooling2D</c> and <c>1D</c>; PyTorch's
/// <c>AdaptiveMaxPool2d(1)</c> and
/// <c>Flatten</c>.
/// </summary>
/// <remarks>
/// Takes <c>[height, width, channels]</c> or <c>[steps, features]</c> and gives <c>[channels]</c>. Among equal values the first one in the order of
/// rows gets the gradient.
/// </remarks>
/// <example>
/// Whether something occurs anywhere in the sequence:
/// <code>
/// [Network]
/// [Input(100, 6)]
/// [Conv1D(16, 5), ReLU]
/// [GlobalMaxPool]
/// [Dense(1), Sigmoid]
/// [BinaryCrossEntropy]
/// public partial class Alarm;
/// </code>
/// </example>
public sealed class GlobalMaxPoolAttribute : LayerAttribute
{
    /// <summary>
    /// Of a sequence, the name of an input of one number, <c>[Input(1), As("lengths")]</c>, that states how many steps a sample has, from 1 on; the steps behind
    /// them do not count. An <see cref="EmbeddingAttribute.Mask"/> does the same without an input.
    /// </summary>
    public string? Lengths { get; set; }
}
