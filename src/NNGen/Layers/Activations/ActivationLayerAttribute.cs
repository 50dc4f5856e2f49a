namespace NNGen;

/// <summary>
/// The base of activations: layers without parameters, which keep the shape. Written after their layer in one bracket list,
/// <c>[Dense(32), ReLU]</c>, they are computed in that layer's own loop.
/// </summary>
public abstract class ActivationLayerAttribute : LayerAttribute
{
    private protected ActivationLayerAttribute()
    {
    }
}
