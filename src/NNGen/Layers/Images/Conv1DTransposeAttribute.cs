namespace NNGen;

/// <summary>
/// A transposed convolution over the steps of a sequence: every step adds a window of weights, times its features, to a longer sequence. Keras's
/// <c>Conv1DTranspose</c>, PyTorch's <c>ConvTranspose1d</c>.
/// </summary>
/// <remarks>
/// <para>
/// Takes <c>[steps, features]</c> and gives <c>[out steps, filters]</c> with <c>(n − 1)·s + d·(k − 1) + 1 − before − after + output padding</c> steps; with
/// <see cref="Padding.Same"/>, n · s, as in Keras. Padding makes the result shorter: so many steps of it are left out. <see cref="Padding.Causal"/> is not
/// allowed.
/// </para>
/// <para>
/// Weights are stored as PyTorch stores them, <c>[features, filters / groups, kernel]</c>, and biases as <c>[filters]</c>. They start Glorot-uniform and
/// zero, as in Keras. Their rows belong to the features that arrive: <see cref="WeightedLayerAttribute.MaxNorm"/> limits the weights of each of these.
/// </para>
/// </remarks>
/// <example>
/// An autoencoder of signals:
/// <code>
/// [Network]
/// [Input(64, 2)]
/// [Conv1D(8, 5, Stride = 2, Padding = Padding.Same), ReLU]
/// [Conv1DTranspose(2, 5, Stride = 2, Padding = Padding.Same)]
/// [MeanSquaredError]
/// public partial class Signals;
/// </code>
/// </example>
public sealed class Conv1DTransposeAttribute : ConvolutionAttribute
{
    /// <summary>Adds a transposed convolution over a sequence.</summary>
    /// <param name="filters">Number of filters, at least 1: the features of the output.</param>
    /// <param name="kernel">The number of steps in the window, at least 1.</param>
    public Conv1DTransposeAttribute(int filters, int kernel)
        : base(filters, [kernel])
    {
    }

    /// <summary>
    /// Steps that the result has more at its end: with a stride, several lengths fit. 0 (the default) adds none; less than the stride or the dilation.
    /// PyTorch's <c>output_padding</c>.
    /// </summary>
    public int OutputPadding { get; set; }
}
