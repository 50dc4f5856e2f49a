namespace NNGen;

/// <summary>The base of layers with one learned number for each channel, or for all of them: normalizations and <see cref="PReLUAttribute"/>.</summary>
public abstract class ScaledLayerAttribute : LayerAttribute
{
    private protected ScaledLayerAttribute()
    {
    }
}
