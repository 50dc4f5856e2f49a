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
        if (IsMean)
        {
            Tensor mean = program.Pool(
                Name + "Mean", Pooling.Mean, program.Elementwise(Name + "BeforeEnd", new Operand(0) * new Operand(1), values, isThere), WindowOf(axes), program.NewAxis(Name, Output.Size));
            return program.Elementwise(Name, new Operand(0) * (Steps / Expression.Max(new Operand(1), 1)), mean, count);
        }

        return Largest(program, Name, program.Elementwise(Name + "BeforeEnd", Expression.WhereGreater(new Operand(1), 0.5, new Operand(0), Least), values, isThere), count);
    }

    /// <summary>Less than any value: what stands in the place of steps that do not count is the largest only of a sample without steps.</summary>
    public const double Least = float.MinValue;

    /// <summary>The largest number of each channel; zeros of samples without steps.</summary>
    /// <param name="program">Receives the operations.</param>
    /// <param name="name">The name of the result.</param>
    /// <param name="values">The numbers, <see cref="Least"/> where they do not count.</param>
    /// <param name="count">The number of steps of each sample.</param>
    public static Tensor Largest(ProgramBuilder program, string name, Tensor values, Tensor count)
    {
        Axis[] axes = [.. values.Features];
        Tensor largest = program.Pool(name + "Largest", Pooling.Largest, values, WindowOf(axes), program.NewAxis(name, axes[1].Size));
        return program.Elementwise(name, Expression.WhereGreater(new Operand(1), 0.5, new Operand(0), 0), largest, count);
    }

    /// <summary>All steps as one window.</summary>
    private static Window WindowOf(Axis[] axes)
    {
        (int steps, int channels) = (axes[0].Size, axes[1].Size);
        return new Window(1, steps, channels, channels, 1, Extent.OfPositions(1), new Extent(steps, steps, 1, 1, 0, 0, 1));
    }
}
