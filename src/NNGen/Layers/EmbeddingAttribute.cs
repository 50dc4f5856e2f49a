namespace NNGen;

/// <summary>
/// Replaces every token id by a learned vector: row <c>id</c> of a table, <c>y[t] = W[id[t]]</c>. PyTorch's and Keras's <c>Embedding</c>.
/// </summary>
/// <remarks>
/// Takes the ids <c>[length]</c> of a <see cref="TokensAttribute"/> and gives <c>[length, dimensions]</c>. <c>W</c> is <c>[vocabulary, dimensions]</c>, as PyTorch
/// stores it, and starts standard normal, N(0, 1), as PyTorch's; for Keras's, write <c>WeightInitializer = Initializer.Uniform</c>.
/// In a step, the gradient of a row is the sum over all positions where its id occurs.
/// </remarks>
/// <example>
/// Each of 40 characters out of 96 becomes 16 numbers; id 0 fills up shorter texts:
/// <code>
/// [Network]
/// [Tokens(40, 96)]
/// [Embedding(16, PaddingId = 0), Conv1D(32, 5), ReLU, GlobalMaxPool]
/// [Dense(4), Softmax]
/// [CrossEntropy]
/// public partial class Topics;
/// </code>
/// </example>
public sealed class EmbeddingAttribute : LayerAttribute
{
    /// <summary>Adds an embedding.</summary>
    /// <param name="dimensions">Number of values that stand for one id, at least 1.</param>
    public EmbeddingAttribute(int dimensions) => Dimensions = dimensions;

    /// <summary>Number of values that stand for one id.</summary>
    public int Dimensions { get; }

    /// <summary>
    /// The id that fills up short samples: its row starts at zero and gets no gradient, so it stays zero, unless a dense layer that is tied to the table
    /// trains it. −1, the default, is none. PyTorch's <c>padding_idx</c>.
    /// </summary>
    public int PaddingId { get; set; } = -1;

    /// <summary>
    /// Whether samples end with their last id that is not <see cref="PaddingId"/>, for the layers after it, as far as these work on each step: recurrent layers end
    /// there, and global poolings leave out what follows. Ids of padding before the end count as steps. <see langword="false"/> unless stated, as in PyTorch;
    /// Keras's <c>mask_zero</c>.
    /// </summary>
    public bool Mask { get; set; }

    /// <summary>Whether training changes the table; <see langword="true"/> unless stated. Otherwise it is state, as a loaded file left it.</summary>
    public bool Trainable { get; set; } = true;

    /// <summary>The name of an embedding above whose table this one uses; its gradient is the sum over both uses.</summary>
    public string? Shared { get; set; }

    /// <summary>How the table of a new network is drawn; standard normal by default.</summary>
    public Initializer WeightInitializer { get; set; }

    /// <summary>
    /// The argument of <see cref="WeightInitializer"/>, if it takes one: the standard deviation of <see cref="Initializer.Normal"/>, the half-width of
    /// <see cref="Initializer.Uniform"/>.
    /// </summary>
    public double WeightScale { get; set; }

    /// <summary>Adds L1 · Σ|w| over the table to the loss. 0 (the default) adds nothing; finite and at least 0.</summary>
    public double L1 { get; set; }

    /// <summary>Adds L2 · Σw² over the table to the loss. 0 (the default) adds nothing; finite and at least 0.</summary>
    public double L2 { get; set; }

    /// <summary>
    /// The largest Euclidean norm that a row may have: after every step, rows that exceed it are scaled down to it. 0 (the default) sets no limit.
    /// </summary>
    public double MaxNorm { get; set; }
}
