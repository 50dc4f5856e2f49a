using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Ir;

/// <summary>Values over named axes, which operations read or write.</summary>
/// <param name="Name">Its name, unique in the program; it becomes an identifier in the code.</param>
/// <param name="Axes">Its axes, outermost first.</param>
/// <param name="Parameter">The parameter, if the tensor is trainable.</param>
internal sealed record Tensor(string Name, EquatableArray<Axis> Axes, Parameter? Parameter = null)
{
    /// <summary>The number 1: the gradient of a loss with respect to itself.</summary>
    public static readonly Tensor One = new("one", default);

    /// <summary>The number of values, per sample if it has samples.</summary>
    public int Size { get; } = Axes.Where(axis => !axis.IsSamples).Aggregate(1, (product, axis) => product * axis.Size);

    /// <summary>Whether its values differ between samples.</summary>
    public bool HasSamples { get; } = Axes.Contains(Axis.Samples);

    /// <summary>Its axes except the samples.</summary>
    public IEnumerable<Axis> Features => Axes.Where(axis => !axis.IsSamples);

    // Names are unique in a program, and tensors are the keys of many lookups.
    public bool Equals(Tensor? other) => other is not null && Name == other.Name && Size == other.Size && HasSamples == other.HasSamples;

    public override int GetHashCode() => Name.GetHashCode();

    public override string ToString() => $"{Name}[{string.Join(", ", Axes.Select(axis => axis.Name))}]";
}
