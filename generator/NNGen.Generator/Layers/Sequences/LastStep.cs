using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>The last step of a sequence: of all steps, or of those that a sample has. A sample without any has zeros.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Attribute">The index of its attribute.</param>
/// <param name="Input"><c>[steps, features]</c>.</param>
/// <param name="EndsEarly">Whether samples may end before the last step: the second source says where.</param>
/// <param name="HasLengths">Whether that is a number of steps, and not a mask.</param>
internal sealed record LastStep(string Name, int Attribute, Shape Input, bool EndsEarly, bool HasLengths) : Layer(Name, Attribute, Input, Shape.Flat(Input.Dimensions[1]))
{
    public override string Kind => "LastStep";

    public override string Description => $"{Input}{(EndsEarly ? ", the last one before the end" : "")}";

    public override bool HasOwnRow => true;

    public override int StatedSteps => HasLengths ? Steps : 0;

    private int Steps => Input.Dimensions[0];

    /// <summary>In a stream, every step is the last one so far.</summary>
    public override Layer? AtOneStep => HasLengths ? null : this with { Input = Input.OneStep, EndsEarly = false };

    public override (string Reason, string Suggestion) WhyNotInStreams => ("knows where each sample ends", "leave out Lengths");

    public static Layer? Infer(LayerContext context)
    {
        string suggestion = context.Input.IsFlat ? "leave it out, if there is one step only" : "insert [Reshape] to steps and features";
        if (!context.RequireShape(context.Input.Dimensions.Count == 2, "[steps, features]", suggestion) || !EndOfSamples.RequireLengths(context)) { return null; }
        return new LastStep(context.Name, context.Attribute, context.Input, context.Others.Count > 0, context.Declaration.Has("Lengths"));
    }

    public override Tensor Lower(ProgramBuilder program, Tensor input)
    {
        Axis[] axes = program.NewAxis(Name, Output.Size);
        return Steps == 1 ? program.Reshape(Name, input, axes) : program.View(
            Name, input, [Axis.Samples, .. axes], AffineIndex.Of(Axis.Samples), new AffineIndex(default, Steps - 1), axes.Length == 0 ? new AffineIndex(default) : AffineIndex.Of(axes[0]));
    }

    public override Tensor Lower(ProgramBuilder program, IReadOnlyList<Tensor> inputs)
    {
        if (!EndsEarly) { return Lower(program, inputs[0]); }

        // The step that is there while the next one is not.
        Axis[] axes = [.. inputs[0].Features];
        Tensor isThere = program.Reshape(Name + "IsThere", EndOfSamples.IsThere(program, Name, inputs[1], !HasLengths, Steps), axes.Take(1));
        Tensor isNextThere = program.View(Name + "IsNextThere", isThere, isThere.Axes, AffineIndex.Of(Axis.Samples), AffineIndex.Of(axes[0]) with { Offset = 1 });
        Expression ofLast = Expression.WhereGreater(new Operand(1) - new Operand(2), 0.5, new Operand(0), MaskedPooling.Least);
        Tensor steps = program.Elementwise(Name + "Steps", ofLast, inputs[0], isThere, isNextThere);
        return MaskedPooling.Largest(program, Name, steps, program.Sum(Name + "Count", isThere));
    }
}
