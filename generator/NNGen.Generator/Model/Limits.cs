namespace NNGen.Generator.Model;

/// <summary>Sizes above which a network is refused while compiling, instead of failing when it is first used.</summary>
internal static class Limits
{
    /// <summary>
    /// Parameters of a network: a quarter of the longest array, because the packed copy that predictions read pads rows to whole
    /// vectors, up to 2.7 times their length.
    /// </summary>
    public const int Parameters = int.MaxValue / 4;

    /// <summary>
    /// Values of one sample in the input and all layers: a workspace holds them for a panel of up to 32 samples, with their gradients and the
    /// intermediate values of a softmax up to eight times.
    /// </summary>
    public const int Values = int.MaxValue / 256;
}
