namespace NNGen;

/// <summary>Long short-term memory. Keras's and PyTorch's <c>LSTM</c>.</summary>
/// <remarks>
/// <para>
/// With x of this step, h and c of the step before, <c>i = σ(W x + U h)</c>, <c>f = σ(W x + U h)</c>, <c>g = tanh(W x + U h)</c>, <c>o = σ(W x + U h)</c>,
/// <c>c′ = f · c + i · g</c>, <c>h′ = o · tanh(c′)</c>, each with separate weights and biases. Gates are stored in this order, as in PyTorch and Keras. Both of
/// PyTorch's biases are kept, although only their sum matters: of a Keras layer, load one and set the other to 0. A layer has
/// 4 · units parameters more than Keras counts, as many as PyTorch does: 102,456 in the example, and Keras's 101,944 with <see cref="RecurrentAttribute.RecurrentBias"/> off.
/// </para>
/// </remarks>
/// <example>
/// The next character of 40, at every step:
/// <code>
/// [Network]
/// [Input(40, 56)]
/// [LSTM(128, ReturnSequences = true)]
/// [Dense(56), Softmax]
/// [CrossEntropy]
/// public partial class Characters;
/// </code>
/// </example>
public sealed class LSTMAttribute : GatedRecurrentAttribute
{
    /// <summary>Adds long short-term memory.</summary>
    /// <param name="units">The number of units, at least 1.</param>
    public LSTMAttribute(int units)
        : base(units)
    {
    }

    /// <summary>
    /// What the biases of forget gates start with; 1 unless stated, as in Keras, so that a new network remembers. PyTorch starts without. It applies unless
    /// <see cref="WeightedLayerAttribute.BiasInitializer"/> is stated.
    /// </summary>
    public double ForgetBias { get; set; } = 1;

    /// <summary>
    /// A name for the cell after the last step, as numbers of the graph, in the shape of <see cref="RecurrentAttribute.ReturnState"/>. Layers that begin with this
    /// layer's state begin with its cell in any case. Keras's second state, PyTorch's <c>c_n</c>.
    /// </summary>
    public string? ReturnCell { get; set; }

    /// <summary>
    /// The name of a value that the cell begins with, in addition to <see cref="RecurrentAttribute.InitialState"/>. Without it, the cell begins with that of the same
    /// LSTM if <see cref="RecurrentAttribute.InitialState"/> is the <see cref="RecurrentAttribute.ReturnState"/> of one, and with zeros otherwise. PyTorch's <c>c_0</c>.
    /// </summary>
    public string? InitialCell { get; set; }
}
