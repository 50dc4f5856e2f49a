namespace NNGen.Generator.Ir;

/// <summary>A named dimension of a tensor.</summary>
/// <param name="Name">Its name, which is that of the layer whose units it counts. Two tensors that share an axis share its index.</param>
/// <param name="Size">Its length; 0 for <see cref="Samples"/>.</param>
internal sealed record Axis(string Name, int Size)
{
    /// <summary>The samples of a batch, whose number is known only at run time.</summary>
    public static readonly Axis Samples = new("samples", 0);

    public bool IsSamples => Size == 0;
}
