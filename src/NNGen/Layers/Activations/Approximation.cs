namespace NNGen;

/// <summary>Which form of <see cref="GELUAttribute"/> is computed. The names are those of PyTorch's <c>approximate</c>.</summary>
public enum Approximation
{
    /// <summary>The definition, with the error function.</summary>
    None,

    /// <summary>The tanh form of the original paper, as GPT-2 was trained; it differs by less than 0.0005.</summary>
    Tanh,
}
