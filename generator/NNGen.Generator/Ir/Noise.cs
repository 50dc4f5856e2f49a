namespace NNGen.Generator.Ir;

/// <summary>Random numbers that a layer needs in training, drawn anew for every sample of every step. They receive no gradient.</summary>
/// <param name="Tensor">The tensor that holds them.</param>
/// <param name="Kind">Their distribution.</param>
/// <param name="Amount">Its argument: the fraction dropped, or the standard deviation.</param>
internal sealed record Noise(Tensor Tensor, NoiseKind Kind, double Amount);

/// <summary>Kinds of noise. Each member has the name of the method of the library's <c>NoisePanels</c> that draws it.</summary>
internal enum NoiseKind
{
    /// <summary>Factors: 0 for dropped values, 1 / (1 − rate) for the rest. Outside training, all are 1.</summary>
    Dropout,

    /// <summary>Normally distributed numbers with mean 0. Outside training, all are 0.</summary>
    Gaussian,
}
