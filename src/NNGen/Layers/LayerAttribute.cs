namespace NNGen;

/// <summary>
/// The base of every layer, activations included. Layers are between the input and the loss, in the order of the data.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    private protected LayerAttribute()
    {
    }

    /// <summary>
    /// The layer's name: in the summary, in messages, in the generated code, and in front of its tensors in files
    /// (<c>fc1.weight</c>). Letters, digits, <c>_</c> and <c>-</c>, beginning with a letter or <c>_</c>; every name is used once.
    /// A layer without a name is called by its kind and a number, and its tensors by PyTorch's position (<c>0.weight</c>).
    /// </summary>
    public string? Name { get; set; }
}
