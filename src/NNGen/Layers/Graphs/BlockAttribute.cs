namespace NNGen;

/// <summary>
/// Marks a class as a block: layers without an input and without a loss, which networks and other blocks use as a whole with
/// <see cref="BlockAttribute{T}"/>.
/// </summary>
/// <remarks>
/// Widths may be relative to what arrives, with <see cref="Width"/>. Nothing is generated for a block alone: it is compiled for every shape that arrives
/// where it is used.
/// </remarks>
/// <example>
/// <code>
/// [Block]
/// [Dense(Width.Input), Tanh]
/// public partial class Hidden;
///
/// [Network]
/// [Input(8)]
/// [Block&lt;Hidden&gt;(Repeat = 2)]
/// [Dense(3)]
/// [MeanSquaredError]
/// public partial class Uniform;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BlockAttribute : Attribute;

/// <summary>The layers of a block, compiled for what arrives here.</summary>
/// <typeparam name="T">
/// A class marked <see cref="BlockAttribute"/>, or a network: its input and its loss are left out, and its parameters are parameters of this network.
/// </typeparam>
/// <example>
/// <code>
/// [Block, Residual]
/// [Dense(Width.Input), ReLU, Dense(Width.Input)]
/// [EndResidual, ReLU]
/// public partial class Basic;
///
/// [Network]
/// [Input(8)]
/// [Dense(16), ReLU]
/// [Block&lt;Basic&gt;(Repeat = 3)]
/// [Dense(3)]
/// [MeanSquaredError]
/// public partial class Deep;
/// </code>
/// </example>
public sealed class BlockAttribute<T> : GraphAttribute
    where T : class
{
    /// <summary>How many times the layers follow one another, each time with separate parameters; 1 unless stated.</summary>
    public int Repeat { get; set; } = 1;

    /// <summary>
    /// The name in front of the tensors of its layers in files, as PyTorch's modules: <c>layer1.0.conv1.weight</c> for the layer <c>conv1</c> of the first
    /// repetition; without repetitions <c>layer1.conv1.weight</c>. Blocks in a row with the same name are one sequence, and counted on. Without a name it
    /// is the position.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// Whether training changes its parameters; <see langword="true"/> unless stated. Otherwise they are state, as a loaded file left them: for the layers of
    /// a trained network in front of new ones. A batch normalization that is not trained uses its running statistics in training, too, as in Keras.
    /// </summary>
    public bool Trainable { get; set; } = true;

    /// <summary>
    /// The name of a block above whose parameters this one uses instead of separate ones; both have the same layers. Whether they are trained is stated there.
    /// </summary>
    public string? Shared { get; set; }
}
