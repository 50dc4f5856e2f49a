using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>A location in memory: a reference and an offset in elements.</summary>
internal sealed record Place(string Reference, Whole Offset)
{
    public static implicit operator Place(string reference) => new(reference, 0);

    public static Place operator +(Place place, Whole offset) => place with { Offset = place.Offset + offset };
}

/// <summary>A vector as a kernel computes it.</summary>
internal abstract record Vector
{
    public static readonly Vector Zero = new Formula(new Constant(0), default);

    public static implicit operator Vector(string local) => new Local(local);

    public static Vector Load(Place place) => new Load(place);

    public static Vector Broadcast(Place place) => new Broadcast(place);
}

/// <summary>A local variable.</summary>
internal sealed record Local(string Name) : Vector;

/// <summary>The elements at a location.</summary>
internal sealed record Load(Place Place) : Vector;

/// <summary>The element at a location, in all lanes.</summary>
internal sealed record Broadcast(Place Place) : Vector;

/// <summary>A whole number, in all lanes.</summary>
internal sealed record OfWhole(Whole Value) : Vector;

/// <summary>An element of another vector, in all lanes.</summary>
internal sealed record BroadcastLane(string Local, int Lane) : Vector;

/// <summary>16 bytes of elements, repeated.</summary>
internal sealed record Group(Place Place) : Vector;

/// <summary>An element of a group, in all lanes.</summary>
internal sealed record Spread(string Group, int Element) : Vector;

/// <summary>x · y + z.</summary>
internal sealed record MultiplyAdd(Vector X, Vector Y, Vector Z) : Vector;

/// <summary>A formula written out.</summary>
internal sealed record Formula(Expression Expression, EquatableArray<Vector> Operands) : Vector;

/// <summary>The sum of a tile's first row, or of all its rows.</summary>
internal sealed record TileSum(string Tile, bool FirstRow) : Vector;

/// <summary>A call of a formula's function.</summary>
internal sealed record Apply(string Function, EquatableArray<Vector> Arguments) : Vector;

/// <summary>The sum or the maximum of the given number of elements, in all lanes, in an order that is the same on every machine.</summary>
internal sealed record OverLanes(Reduction By, Place Place, int Count) : Vector;

/// <summary>
/// A start value plus the dot product of two runs of the given length, summed in 128 bytes of lanes that stay in registers; in all lanes.
/// </summary>
internal sealed record Dot(Place Start, Place Left, Place Right, int Count) : Vector;
