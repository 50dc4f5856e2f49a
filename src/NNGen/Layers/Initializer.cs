namespace NNGen;

/// <summary>How a new network fills a parameter. Formulas are those of Keras's <c>VarianceScaling</c> unless said otherwise.</summary>
public enum Initializer
{
    /// <summary>The layer's default: <see cref="GlorotUniform"/> for weights, <see cref="Zeros"/> for biases (Keras).</summary>
    Default,

    /// <summary>Uniform in ±√(6 / (fanIn + fanOut)).</summary>
    GlorotUniform,

    /// <summary>Normal cut at two standard deviations, σ = √(2 / (fanIn + fanOut)) after the cut.</summary>
    GlorotNormal,

    /// <summary>Uniform in ±√(6 / fanIn).</summary>
    HeUniform,

    /// <summary>Normal cut at two standard deviations, σ = √(2 / fanIn) after the cut.</summary>
    HeNormal,

    /// <summary>Uniform in ±√(3 / fanIn).</summary>
    LeCunUniform,

    /// <summary>Normal cut at two standard deviations, σ = √(1 / fanIn) after the cut.</summary>
    LeCunNormal,

    /// <summary>PyTorch's default for weights and biases: uniform in ±1 / √fanIn.</summary>
    PyTorch,

    /// <summary>All zero.</summary>
    Zeros,

    /// <summary>All one.</summary>
    Ones,

    /// <summary>All equal to the scale.</summary>
    Constant,

    /// <summary>Uniform in ±scale (by default 0.05, as in Keras).</summary>
    Uniform,

    /// <summary>Normal with standard deviation scale (by default 0.05, as in Keras).</summary>
    Normal,

    /// <summary>
    /// For weights: a random orthogonal matrix times scale (the gain, by default 1). Kernels are flattened to [outputs, the rest], as by PyTorch's
    /// <c>orthogonal_</c>: rows are perpendicular and of length scale, W · Wᵀ = scale² · I, or columns if there are more rows than columns
    /// (Saxe, McClelland and Ganguli, 2013).
    /// </summary>
    Orthogonal,

    /// <summary>
    /// 0, and the layer's <see cref="LSTMAttribute.ForgetBias"/> where the biases of an LSTM belong to forget gates: the second quarter. What an LSTM does unless
    /// another one is stated.
    /// </summary>
    ForgetGate,
}
