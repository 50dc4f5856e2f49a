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
            context.ReportShapes(EndsRegion(context) ? "EndResidual" : context.Title, other, Suggestion(context, other));
            return null;
        }

        string kind = EndsRegion(context) ? "Add" : context.Declaration.Kind;
        return new Merge(context.Name, context.Attribute, kind, context.Input, context.Others.Count + 1);
    }

    private static bool EndsRegion(LayerContext context) => context.Declaration.Kind == "EndResidual";

    /// <summary>What makes two values fit: at the end of a region, the layer of a shortcut that gives the shape of its body.</summary>
    private static string Suggestion(LayerContext context, Arriving other) =>
        !EndsRegion(context) ? $"change a layer so that both are {other.Shape}"
        : other.IsShortcut ? $"change the layers of [Shortcut] so that they give {context.Input}"
        : Shortcut([.. other.Shape.Dimensions], [.. context.Input.Dimensions]) is { } layer ? $"insert [Shortcut] [{layer}] before it"
        : $"insert [Shortcut] with layers that give {context.Input}";

    /// <summary>One layer that turns a shape into another: a product at each position, with a stride where sizes are divided.</summary>
    /// <returns>Null if no single layer does.</returns>
    private static string? Shortcut(int[] from, int[] to)
    {
        if (from.Length != to.Length || from.Length > 3) { return null; }
        string units = InvariantText.Of(to[to.Length - 1]);
        if (to.Length == 1) { return $"Dense({units})"; }

        // Windows of one value at every stride-th position: ⌈from / stride⌉ of them.
        int stride = (from[0] + to[0] - 1) / to[0];
        for (int i = 0; i < to.Length - 1; i++)
        {
            if ((from[i] + stride - 1) / stride != to[i]) { return null; }
        }

        return $"Conv{InvariantText.Of(to.Length - 1)}D({units}, 1{(stride > 1 ? $", Stride = {InvariantText.Of(stride)}" : "")})";
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
