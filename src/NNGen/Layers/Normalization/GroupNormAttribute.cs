namespace NNGen;

/// <summary>
/// Group normalization: the channels (the last axis) are divided into groups of neighbors, and each sample's groups are normalized over all positions
/// and their channels: <c>y = (x − mean) / √(variance + ε) · weight + bias</c>, with a weight and a bias for each channel.
/// </summary>
/// <remarks>
/// PyTorch's <c>GroupNorm</c>; with one group it normalizes whole samples, with as many groups as channels it is instance normalization (Wu and He,
/// 2018). It does the same in training and prediction, for batches of any size.
/// </remarks>
/// <example><code>[Dense(32), GroupNorm(8), ReLU]</code></example>
public sealed class GroupNormAttribute : ScaledLayerAttribute
{
    /// <summary>Adds a group normalization.</summary>
    /// <param name="groups">The number of groups; it divides the channels.</param>
    public GroupNormAttribute(int groups) => Groups = groups;

    /// <summary>The number of groups.</summary>
    public int Groups { get; }

    /// <summary>What is added to the variance, above 0; 0.00001 unless set.</summary>
    public double Epsilon { get; set; } = 1e-5;
}
