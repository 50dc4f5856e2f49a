namespace NNGen;

/// <summary>A convolution over the steps of a sequence. Keras's <c>Conv1D</c>, PyTorch's <c>Conv1d</c>.</summary>
/// <remarks>
/// <para>
/// Takes <c>[steps, features]</c> and gives <c>[out steps, filters]</c> with <c>⌊(n + before + after − d·(k − 1) − 1) / s⌋ + 1</c> steps; with
/// <see cref="Padding.Same"/> and <see cref="Padding.Causal"/>, ⌈n / s⌉. With <see cref="Padding.Causal"/>, no output sees a later step.
/// </para>
/// <para>
/// Weights are stored as PyTorch stores them, <c>[filters, features / groups, kernel]</c>, and biases as <c>[filters]</c>. They start Glorot-uniform and zero,
/// as in Keras.
/// </para>
/// </remarks>
/// <example>
/// Two causal layers, of which the second looks back further by its dilation:
/// <code>
/// [Network]
/// [Input(100, 6)]
/// [Conv1D(16, 3, Padding = Padding.Causal), ReLU]
/// [Conv1D(16, 3, Padding = Padding.Causal, Dilation = 2), ReLU]
/// [GlobalMaxPool]
/// [Dense(5), Softmax]
/// [CrossEntropy]
/// public partial class Gestures;
/// </code>
/// </example>
public sealed class Conv1DAttribute : ConvolutionAttribute
{
    /// <summary>Adds a convolution over a sequence.</summary>
    /// <param name="filters">Number of filters, at least 1: the features of the output.</param>
    /// <param name="kernel">The number of steps in the window, at least 1.</param>
    public Conv1DAttribute(int filters, int kernel)
        : base(filters, [kernel])
    {
    }
}
