namespace NNGen;

/// <summary>The base of layers with weights and biases: how they start, what penalizes them, and what limits them.</summary>
public abstract class WeightedLayerAttribute : LayerAttribute
{
    private protected WeightedLayerAttribute()
    {
    }

    /// <summary>
    /// Whether training changes its parameters; <see langword="true"/> unless stated. Otherwise they are state, as a loaded file left them: for the layers of
    /// a trained network in front of new ones. A batch normalization that is not trained uses its running statistics in training, too, as in Keras.
    /// </summary>
    public bool Trainable { get; set; } = true;

    /// <summary>
    /// The name of a layer above whose parameters this one uses instead of separate ones, such as the second branch of a siamese network; their gradients are
    /// the sum over both uses. What is stated about parameters is stated there.
    /// </summary>
    public string? Shared { get; set; }

    /// <summary>Whether a bias is added; <see langword="true"/> by default.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weights of a new network are drawn; <see cref="Initializer.GlorotUniform"/> by default.</summary>
    public Initializer WeightInitializer { get; set; }

    /// <summary>
    /// The argument of <see cref="WeightInitializer"/>, if it takes one: the value of <see cref="Initializer.Constant"/>, the
    /// half-width of <see cref="Initializer.Uniform"/>, the standard deviation of <see cref="Initializer.Normal"/> (both 0.05
    /// by default), the gain of <see cref="Initializer.Orthogonal"/> (1 by default).
    /// </summary>
    public double WeightScale { get; set; }

    /// <summary>How the biases of a new network are drawn; <see cref="Initializer.Zeros"/> by default.</summary>
    public Initializer BiasInitializer { get; set; }

    /// <summary>The argument of <see cref="BiasInitializer"/>, if it takes one, like <see cref="WeightScale"/>.</summary>
    public double BiasScale { get; set; }

    /// <summary>
    /// Adds L1 · Σ|w| over the weights to the loss, which pulls them to zero at a constant rate: many end close to it. 0 (the default) adds
    /// nothing; finite and at least 0. Keras's <c>kernel_regularizer=L1(...)</c>.
    /// </summary>
    public double L1 { get; set; }

    /// <summary>
    /// Adds L2 · Σw² over the weights to the loss, which keeps them small. 0 (the default) adds nothing; finite and at least 0. Keras's
    /// <c>kernel_regularizer=L2(...)</c>: the gradient is 2 · L2 · w (scikit-learn's alpha, and PyTorch's weight decay, are twice this number).
    /// </summary>
    public double L2 { get; set; }

    /// <summary>As <see cref="L1"/>, over the biases.</summary>
    public double BiasL1 { get; set; }

    /// <summary>As <see cref="L2"/>, over the biases.</summary>
    public double BiasL2 { get; set; }

    /// <summary>
    /// The largest Euclidean norm that the incoming weights of a unit may have: after every step, those of a unit that exceeds it are scaled
    /// down to it. 0 (the default) sets no limit. Keras's <c>kernel_constraint=MaxNorm(...)</c>, except for its epsilon: units within the limit
    /// are unchanged.
    /// </summary>
    public double MaxNorm { get; set; }

    /// <summary>
    /// Whether weights that a step has made negative are set to zero. Keras's <c>kernel_constraint=NonNeg()</c>; with <see cref="MaxNorm"/>, it
    /// is applied first.
    /// </summary>
    public bool NonNegative { get; set; }
}
