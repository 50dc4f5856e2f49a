namespace NNGen.Generator.Model;

/// <summary>Sizes above which a network is rejected at compile time, instead of failing at its first use.</summary>
internal static class Limits
{
    /// <summary>
    /// The maximum number of parameters: a quarter of the longest array, because the packed copy for predictions pads rows to whole vectors, up to
    /// 2.7 times their length.
    /// </summary>
    public const int Parameters = int.MaxValue / 4;

    /// <summary>
    /// The maximum number of values per sample in the input and all layers: a workspace holds them for a panel of up to 32 samples, up to eight times
    /// with their gradients and the intermediate values of a softmax.
    /// </summary>
    public const int Values = int.MaxValue / 256;
}
