namespace NNGen;

/// <summary>
/// The base of attributes that say how layers are connected. They have no parameters, and do not count in the positions that name the tensors of layers
/// without a name.
/// </summary>
/// <remarks>
/// Attributes are read from top to bottom with a current value: each layer takes it and replaces it. These attributes mark a value, go back to one, or
/// merge several.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public abstract class GraphAttribute : Attribute
{
    private protected GraphAttribute()
    {
    }
}
