namespace NNGen.Generator.Ir;

/// <summary>Random numbers that a layer needs while training, drawn anew for every sample of every step. Nothing passes a gradient to them.</summary>
/// <param name="Tensor">Where they are.</param>
/// <param name="Kind">How they are drawn.</param>
/// <param name="Amount">Its argument: the fraction dropped, or the standard deviation.</param>
internal sealed record Noise(Tensor Tensor, NoiseKind Kind, double Amount);

/// <summary>A member is named as the method that draws it, in the library's <c>NoisePanels</c>.</summary>
internal enum NoiseKind
{
    /// <summary>Factors: 0 for what is dropped, 1 / (1 − rate) for the rest. Without training all are 1.</summary>
    Dropout,

    /// <summary>Normal numbers of mean 0. Without training all are 0.</summary>
    Gaussian,
}
