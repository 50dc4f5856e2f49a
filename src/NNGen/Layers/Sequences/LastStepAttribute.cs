namespace NNGen;

/// <summary>The last step of a sequence: PyTorch's <c>x[:, -1]</c>.</summary>
/// <remarks>
/// Takes <c>[steps, features]</c> and gives <c>[features]</c>. In a stream, every step is the last one so far. With <see cref="Lengths"/>, or behind an
/// <see cref="EmbeddingAttribute.Mask"/>, it is the last step that a sample has.
/// </remarks>
/// <example>
/// A forecast from the last of all steps of a convolution that looks back:
/// <code>
/// [Network]
/// [Input(48, 3)]
/// [Conv1D(16, 5, Padding = Padding.Causal), ReLU]
/// [LastStep]
/// [Dense(1)]
/// [MeanSquaredError]
/// public partial class Forecast;
/// </code>
/// </example>
public sealed class LastStepAttribute : LayerAttribute
{
    /// <summary>
    /// The name of an input of one number, <c>[Input(1), As("lengths")]</c>, that states how many steps a sample has, from 1 on. An
    /// <see cref="EmbeddingAttribute.Mask"/> does the same without an input.
    /// </summary>
    public string? Lengths { get; set; }
}
