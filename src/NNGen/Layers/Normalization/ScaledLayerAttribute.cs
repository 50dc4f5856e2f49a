namespace NNGen;

/// <summary>The base of layers with one learned number for each channel, or for all of them: normalizations and <see cref="PReLUAttribute"/>.</summary>
public abstract class ScaledLayerAttribute : LayerAttribute
{
    private protected ScaledLayerAttribute()
    {
    }

    /// <summary>
    /// The name of a layer above whose parameters this one uses instead of its own, such as the second branch of a siamese network; their gradients are
    /// the sum over both uses. What is stated about parameters is stated there.
    /// </summary>
    public string? Shared { get; set; }
}
