using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>The mean or the largest number of each channel over those steps that a sample has. A sample without any has zeros.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Attribute">The index of its attribute.</param>
/// <param name="Kind">Its attribute's name.</param>
/// <param name="Input"><c>[steps, channels]</c>.</param>
/// <param name="IsMean">Whether it is the mean.</param>
/// <param name="HasLengths">Whether samples state their number of steps; otherwise they end with their last id that is not padding.</param>
internal sealed record MaskedPooling(string Name, int Attribute, string Kind, Shape Input, bool IsMean, bool HasLengths)
    : Layer(Name, Attribute, Input, Shape.Flat(Input.Dimensions[1]))
{
    public override string Kind { get; } = Kind;

    public override string Description => $"{Input}, steps before the end";

    public override bool HasOwnRow => true;

    public override int StatedSteps => HasLengths ? Steps : 0;

    private int Steps => Input.Dimensions[0];

    public override Layer? AtOneStep => null;

    public override Tensor Lower(ProgramBuilder program, Tensor input) => throw new InvalidOperationException($"{Title} reads where samples end.");

    public override Tensor Lower(ProgramBuilder program, IReadOnlyList<Tensor> inputs)
    {
        (Tensor values, Axis[] axes) = (inputs[0], [.. inputs[0].Features]);
        Tensor isThere = program.Reshape(Name + "IsThere", EndOfSamples.IsThere(program, Name, inputs[1], !HasLengths, Steps), axes.Take(1));
        Tensor count = program.Sum(Name + "Count", isThere);
        var window = new Window(1, Steps, Output.Size, Output.Size, 1, Extent.OfPositions(1), new Extent(Steps, Steps, 1, 1, 0, 0, 1));

        // What replaces the others: for a mean 0, and for a maximum less than any value, so that it is the largest only of a sample without steps.
        Expression orElse = Expression.WhereGreater(new Operand(1), 0.5, new Operand(0), IsMean ? 0 : float.MinValue);
        Tensor pooled = program.Pool(
            Name + "Pooled", IsMean ? Pooling.Mean : Pooling.Largest, program.Elementwise(Name + "BeforeEnd", orElse, values, isThere), window, program.NewAxis(Name, Output.Size));
        return program.Elementwise(
            Name, IsMean ? (new Operand(0) * Steps) / Expression.Max(new Operand(1), 1) : Expression.WhereGreater(new Operand(1), 0.5, new Operand(0), 0), pooled, count);
    }
}
