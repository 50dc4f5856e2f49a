namespace NNGen;

/// <summary>
/// A fully connected layer, <c>y = W·x + b</c>: every output is a weighted sum of all inputs and a bias. Keras's <c>Dense</c>
/// without an activation, PyTorch's <c>Linear</c>.
/// </summary>
/// <remarks>
/// Takes a flat input <c>[inputs]</c> and gives <c>[units]</c>. <c>W</c> is stored as PyTorch stores it, <c>[units, inputs]</c>,
/// and <c>b</c> as <c>[units]</c>: units × inputs + units parameters. Weights start Glorot-uniform and biases zero, as in Keras.
/// </remarks>
/// <example>
/// 64 features to 32 hidden units with ReLU, then one value; the second layer has a name and states how many inputs it expects:
/// <code>
/// [Network]
/// [Input(64)]
/// [Dense(32, WeightInitializer = Initializer.HeUniform), ReLU]
/// [Dense(1, Name = "out", Inputs = 32)]
/// [MeanSquaredError]
/// public partial class Regression;
/// </code>
/// </example>
public sealed class DenseAttribute : WeightedLayerAttribute
{
    /// <summary>Adds a fully connected layer.</summary>
    /// <param name="units">Number of outputs, at least 1.</param>
    public DenseAttribute(int units) => Units = units;

    /// <summary>Number of outputs.</summary>
    public int Units { get; }

    /// <summary>
    /// The expected number of inputs; the compiler checks it, and reports where a different number comes from. 0 (the
    /// default) checks nothing: the compiler infers it.
    /// </summary>
    public int Inputs { get; set; }

    /// <summary>
    /// The name of a dense layer above whose weights this one uses transposed, with its own bias: the decoder of an autoencoder. It gives what arrives
    /// at that layer. Or the name of an embedding above whose table is this one's weights: a language model, which gives a number for each id of the vocabulary
    /// (of a step with <c>dimensions</c> values).
    /// </summary>
    public string? Tied { get; set; }
}
