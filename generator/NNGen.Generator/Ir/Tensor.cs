using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Ir;

/// <summary>Numbers over named axes: what an operation reads or writes.</summary>
/// <param name="Name">A name that no other tensor of the program has; it becomes an identifier in the code.</param>
/// <param name="Axes">Its axes, outermost first.</param>
/// <param name="Parameter">The trainable tensor that it is, if it is one.</param>
internal sealed record Tensor(string Name, EquatableArray<Axis> Axes, Parameter? Parameter = null)
{
    /// <summary>The number 1: the gradient of a loss with respect to itself.</summary>
    public static readonly Tensor One = new("one", default);

    /// <summary>How many numbers it has, for each sample where it has samples.</summary>
    public int Size { get; } = Axes.Where(axis => !axis.IsSamples).Aggregate(1, (product, axis) => product * axis.Size);

    /// <summary>Whether every sample has its own.</summary>
    public bool HasSamples { get; } = Axes.Contains(Axis.Samples);

    /// <summary>Its axes but the samples.</summary>
    public IEnumerable<Axis> Features => Axes.Where(axis => !axis.IsSamples);

    // Names are unique in a program, and these are keys of many look-ups.
    public bool Equals(Tensor? other) => other is not null && Name == other.Name && Size == other.Size && HasSamples == other.HasSamples;

    public override int GetHashCode() => Name.GetHashCode();

    public override string ToString() => $"{Name}[{string.Join(", ", Axes.Select(axis => axis.Name))}]";
}
