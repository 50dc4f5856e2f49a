namespace NNGen;

/// <summary>A recurrent layer with one product: <c>h′ = tanh(W x + b + U h + c)</c>. Keras's <c>SimpleRNN</c>, PyTorch's <c>RNN</c>.</summary>
/// <remarks>Its gradients vanish after some ten steps; <see cref="GRUAttribute"/> and <see cref="LSTMAttribute"/> keep them longer.</remarks>
/// <example>
/// <code>
/// [Network]
/// [Input(10, 2)]
/// [SimpleRNN(8)]
/// [Dense(1)]
/// [MeanSquaredError]
/// public partial class Counter;
/// </code>
/// </example>
public sealed class SimpleRNNAttribute : RecurrentAttribute
{
    /// <summary>Adds a recurrent layer.</summary>
    /// <param name="units">The number of units, at least 1.</param>
    public SimpleRNNAttribute(int units)
        : base(units)
    {
    }
}
