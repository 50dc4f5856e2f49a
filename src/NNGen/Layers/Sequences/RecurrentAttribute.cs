namespace NNGen;

/// <summary>The base of recurrent layers: a cell goes from step to step of a sequence and carries what it has computed to the next one.</summary>
/// <remarks>
/// <para>
/// Takes <c>[steps, features]</c> and gives the last step, <c>[units]</c>, or all of them, <c>[steps, units]</c>. Parameters have the names, shapes and the
/// order of gates of PyTorch's layers of one level: <c>weight_ih_l0</c>, <c>weight_hh_l0</c>, <c>bias_ih_l0</c>, <c>bias_hh_l0</c>, and the same with
/// <c>_reverse</c> of the second direction. Stack levels as separate layers.
/// </para>
/// <para>
/// The weights of what arrives start as <see cref="WeightedLayerAttribute.WeightInitializer"/> says, over all gates together, those of what is carried as
/// <see cref="RecurrentInitializer"/> says, biases with 0: as in Keras. With <see cref="Initializer.PyTorch"/> for all three, all start as in PyTorch, between
/// ±1/√units. Penalties and limits of weights are those of the weights of what arrives.
/// </para>
/// </remarks>
public abstract class RecurrentAttribute : WeightedLayerAttribute
{
    private protected RecurrentAttribute(int units) => Units = units;

    /// <summary>The number of units of one direction.</summary>
    public int Units { get; }

    /// <summary>Whether all steps are given, <c>[steps, units]</c>, and not only the last one.</summary>
    public bool ReturnSequences { get; set; }

    /// <summary>
    /// Whether the cell begins at the last step. Unlike in Keras, the results of all steps stay in the order of time: the one of a step stands where the step
    /// stands.
    /// </summary>
    public bool GoBackwards { get; set; }

    /// <summary>
    /// Whether a second cell with separate parameters goes in the other direction. Without <see cref="ReturnSequences"/>, what each of them has computed last is
    /// given: of the second one at the first step.
    /// </summary>
    public bool Bidirectional { get; set; }

    /// <summary>What becomes of the two results; by default, they stand one behind the other.</summary>
    public BidirectionalMerge Merge { get; set; }

    /// <summary>The activation of what a step computes; <see cref="CellActivation.Tanh"/> unless stated.</summary>
    public CellActivation Activation { get; set; }

    /// <summary>
    /// Whether training carries the state from one batch to the next: a sample begins with what the sample at the same place of the batch before ended with.
    /// For long series that are cut into parts, with gradients within a part (truncated backpropagation through time).
    /// <see cref="Trainer{TNetwork, T}.ResetStates()"/> begins anew; <c>Fit</c> does at every epoch, and wants <see cref="FitOptions.Shuffle"/> off. Predictions
    /// begin with zeros; <see cref="NetworkAttribute.Streaming"/> carries states there.
    /// </summary>
    public bool Stateful { get; set; }

    /// <summary>
    /// The name of an input of one number, <c>[Input(1), As("lengths")]</c>, that states how many steps a sample has, from 1 on; what follows them is padding. Behind
    /// the end of a sample the state stays, and results of steps are 0; the second direction begins at the end. PyTorch's <c>pack_padded_sequence</c>.
    /// </summary>
    public string? Lengths { get; set; }

    /// <summary>
    /// A name for the state after the last step, <c>[units]</c>, as a value of the graph: what another layer begins with (<see cref="InitialState"/>), or numbers
    /// that <see cref="FromAttribute"/> and merges read. Of both directions, <c>[2 · units]</c>: the first one's, then the second one's after the first step,
    /// whatever <see cref="Merge"/> is. Keras's <c>return_state</c>, PyTorch's <c>h_n</c>.
    /// </summary>
    public string? ReturnState { get; set; }

    /// <summary>
    /// The name of a value that the state of every sample begins with, instead of zeros: another layer's <see cref="ReturnState"/>, which must be of the same
    /// kind, or any value of <c>[units]</c> (<c>[2 · units]</c> of both directions, the first one's first). Keras's <c>initial_state</c>, PyTorch's <c>h_0</c>.
    /// Such a layer cannot compute a stream, and is not <see cref="Stateful"/>.
    /// </summary>
    public string? InitialState { get; set; }

    /// <summary>
    /// The part of what is carried that the products do not see in training, the same units at all steps of a sample: Keras's <c>recurrent_dropout</c>. 0 (the
    /// default) drops nothing; at least 0 and below 1.
    /// </summary>
    public double RecurrentDropout { get; set; }

    /// <summary>
    /// Whether the products with what is carried have a second bias, as in PyTorch's files; <see langword="true"/> by default. Of an LSTM and a simple recurrence,
    /// only the sum of both matters: without it, they have as many parameters as in Keras. A GRU without it is another one,
    /// and one with <see cref="GRUAttribute.ResetAfter"/> off has none.
    /// </summary>
    public bool RecurrentBias { get; set; } = true;

    /// <summary>How the weights of what is carried start; <see cref="Initializer.Orthogonal"/> unless stated.</summary>
    public Initializer RecurrentInitializer { get; set; }

    /// <summary>The argument of <see cref="RecurrentInitializer"/>, if it takes one.</summary>
    public double RecurrentScale { get; set; }
}
