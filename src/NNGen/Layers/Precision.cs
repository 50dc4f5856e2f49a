namespace NNGen;

/// <summary>The element type of a network.</summary>
public enum Precision
{
    /// <summary><see cref="float"/>, 32 bits: the usual choice, twice as many values in a vector register.</summary>
    Single,

    /// <summary><see cref="double"/>, 64 bits: for comparing gradients, and for small ill-conditioned regressions.</summary>
    Double,
}
