namespace NNGen;

/// <summary>The base of layers that merge the current value with named ones.</summary>
public abstract class MergeAttribute : LayerAttribute
{
    private protected MergeAttribute(string[] marks) => Marks = marks;

    /// <summary>The names of the values to merge, given above by <see cref="AsAttribute"/> or by an <see cref="InputAttribute"/>.</summary>
    public IReadOnlyList<string> Marks { get; }
}
