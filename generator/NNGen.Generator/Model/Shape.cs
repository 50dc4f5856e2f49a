using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Model;

/// <summary>The shape of one sample's values.</summary>
internal sealed record Shape(EquatableArray<int> Dimensions)
{
    public static Shape Flat(int size) => new(new EquatableArray<int>([size]));

    public static Shape Of(IEnumerable<int> dimensions) => new(dimensions.ToEquatableArray());

    public bool IsFlat => Dimensions.Count == 1;

    /// <summary>The shape of one step of a sequence; the same for values without steps.</summary>
    public Shape OneStep => Dimensions.Count == 2 ? new Shape(new EquatableArray<int>([1, Dimensions[1]])) : this;

    public int Size => Dimensions.Aggregate(1, (product, dimension) => product * dimension);

    public override string ToString() => Dimensions.ToString();
}
