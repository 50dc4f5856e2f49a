using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>A formula of several values of the same shape, number by number: a sum, a product, a mean.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Attribute">Index of its attribute.</param>
/// <param name="Kind">Its attribute's name; <c>Add</c> at the end of a residual region.</param>
/// <param name="Shape">The shape of each value.</param>
/// <param name="Count">The number of values.</param>
internal sealed record Merge(string Name, int Attribute, string Kind, Shape Shape, int Count) : Layer(Name, Attribute, Shape, Shape)
{
    public override string Kind { get; } = Kind;

    public override bool WorksOnEachStep => true;

    public override string Description => Count == 2 ? $"{Shape}" : $"{Count} × {Shape}";

    public override bool HasOwnRow => true;

    public override bool MergesValues => true;

    public static Layer? Infer(LayerContext context)
    {
        foreach (Arriving other in context.Others)
        {
            if (other.Shape == context.Input) { continue; }
            context.ReportShapes(other);
            return null;
        }

        string kind = context.Declaration.Kind == "EndResidual" ? "Add" : context.Declaration.Kind;
        return new Merge(context.Name, context.Attribute, kind, context.Input, context.Others.Count + 1);
    }

    public override Tensor Lower(ProgramBuilder program, Tensor input) => throw new InvalidOperationException($"{Title} merges several values.");

    public override Tensor Lower(ProgramBuilder program, IReadOnlyList<Tensor> inputs)
    {
        // The others take the axes of the current value, which was computed last: their numbers stay where they are.
        Tensor[] operands = [.. inputs.Select((input, i) => i == 0 || input.Axes == inputs[0].Axes
            ? input
            : program.Reshape($"{Name}{(inputs.Count == 2 ? "Other" : $"Other{i}")}", input, inputs[0].Features))];
        Expression formula = new Operand(0);
        for (int i = 1; i < operands.Length; i++)
        {
            formula = Kind switch
            {
                "Subtract" => formula - new Operand(i),
                "Multiply" => formula * new Operand(i),
                "Maximum" => Expression.Max(formula, new Operand(i)),
                _ => formula + new Operand(i),
            };
        }

        return program.Elementwise(Name, Kind == "Average" ? formula * (1.0 / operands.Length) : formula, operands);
    }
}
