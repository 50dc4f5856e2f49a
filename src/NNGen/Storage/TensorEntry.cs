namespace NNGen;

/// <summary>One tensor of a safetensors file: its name, type and shape.</summary>
public sealed class TensorEntry
{
    internal TensorEntry(string name, string typeName, long[] shape, long begin, long end)
    {
        Name = name;
        TypeName = typeName;
        Type = TensorTypes.TryParse(typeName, out TensorType type) ? type : TensorType.Other;
        Shape = shape;
        Begin = begin;
        End = end;
    }

    /// <summary>Its name, unique in the file.</summary>
    public string Name { get; }

    /// <summary>Type of its elements in the file.</summary>
    public TensorType Type { get; }

    /// <summary>The type as in the file, such as <c>F32</c> or <c>F8_E4M3</c>.</summary>
    public string TypeName { get; }

    /// <summary>Its dimensions; empty for a single value.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Number of elements: the product of <see cref="Shape"/>.</summary>
    public long Count => Shape.Aggregate(1L, (product, dimension) => product * dimension);

    /// <summary>The position of its first byte in the data part of the file.</summary>
    internal long Begin { get; }

    /// <summary>One past its last byte in the data part of the file.</summary>
    internal long End { get; }

    /// <summary>Returns a text such as <c>0.weight F32 [32, 64]</c>.</summary>
    /// <returns>Name, type and shape.</returns>
    public override string ToString() => $"{Name} {FileText.Short(TypeName)} {FileText.Shape(Shape)}";
}
