namespace NNGen;

/// <summary>The base of layers that keep state from batch to batch, which is saved but not trained: running statistics.</summary>
public abstract class StatefulLayerAttribute : ScaledLayerAttribute
{
    private protected StatefulLayerAttribute()
    {
    }
}
