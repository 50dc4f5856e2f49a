namespace NNGen.Generator.Ir;

/// <summary>A direction in which a tensor extends.</summary>
/// <param name="Name">Its name: that of the layer whose units it counts. Two tensors that share an axis run along it together.</param>
/// <param name="Size">How long it is; 0 for <see cref="Samples"/>.</param>
internal sealed record Axis(string Name, int Size)
{
    /// <summary>The samples of a batch, whose number is known at run time only.</summary>
    public static readonly Axis Samples = new("samples", 0);

    public bool IsSamples => Size == 0;
}
