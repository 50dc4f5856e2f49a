using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>Several values behind one another along an axis: the named ones, then the current one.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Attribute">Index of its attribute.</param>
/// <param name="Input">The shape of the current value.</param>
/// <param name="Output">The shape of the result.</param>
/// <param name="Axis">The axis, from 0.</param>
/// <param name="Sizes">The sizes along it, in the order of the result.</param>
internal sealed record Concat(string Name, int Attribute, Shape Input, Shape Output, int Axis, EquatableArray<int> Sizes) : Layer(Name, Attribute, Input, Output)
{
    public override string Kind => "Concat";

    public override string Description => $"{InvariantText.List(Sizes, " + ")} → {Output}";

    public override EquatableArray<Argument> Arguments => new(new[] { new Argument("axis", Axis + 1) });

    public override bool WorksOnEachStep => Axis > 0;

    public override bool HasOwnRow => true;

    public override bool MergesValues => true;

    public static Layer? Infer(LayerContext context)
    {
        int rank = context.Input.Dimensions.Count;
        long stated = context.Declaration.Integer("Axis", -1);
        if (stated == 0 || stated > rank || stated < -rank)
        {
            context.Report(Rules.ArgumentOutOfRange, "Axis", "Concat", "Axis", stated, $"1 to {rank}, or −{rank} to −1 from the last one, for {context.Input} that arrives");
            return null;
        }

        int axis = (int)(stated < 0 ? rank + stated : stated - 1);
        foreach (Arriving other in context.Others)
        {
            if (other.Shape.Dimensions.Count == rank && Without(other.Shape, axis).SequenceEqual(Without(context.Input, axis))) { continue; }
            context.ReportShapes(context.Title, other, Suggestion(context, other, axis));
            return null;
        }

        int[] sizes = [.. context.Others.Select(other => other.Shape).Append(context.Input).Select(shape => shape.Dimensions[axis])];
        long values = sizes.Sum(size => (long)size) * Without(context.Input, axis).Aggregate(1L, (product, size) => product * size);
        if (values > Limits.Values)
        {
            context.Report(Rules.TooLarge, "marks", context.Title, values, "values", Limits.Values);
            return null;
        }

        Shape output = Shape.Of(context.Input.Dimensions.Select((size, i) => i == axis ? sizes.Sum() : size));
        return new Concat(context.Name, context.Attribute, context.Input, output, axis, sizes.ToEquatableArray());
    }

    public override Tensor Lower(ProgramBuilder program, Tensor input) => throw new InvalidOperationException($"{Title} merges several values.");

    public override Tensor Lower(ProgramBuilder program, IReadOnlyList<Tensor> inputs) =>
        program.Concatenate(Name, [.. inputs.Skip(1), inputs[0]], Axis, program.NewAxes(Name, [.. Output.Dimensions]));

    /// <summary>What makes two values fit: which axes differ, with both numbers.</summary>
    private static string Suggestion(LayerContext context, Arriving other, int axis)
    {
        int[] here = [.. context.Input.Dimensions], there = [.. other.Shape.Dimensions];
        if (here.Length != there.Length)
        {
            return here.Length == 1 || there.Length == 1 ? $"insert [Flatten] behind {(here.Length == 1 ? other.Source : context.Source)}" : "both need as many axes";
        }

        int[] different = [.. Enumerable.Range(0, here.Length).Where(i => i != axis && here[i] != there[i])];
        string axes = string.Join(" and ", different.Select(Sizes));
        string instead = different.Length == 1 && here[axis] == there[axis] ? $", or state Axis = {InvariantText.Of(different[0] + 1)} to join along that one" : "";
        return $"{axes}, but only axis {InvariantText.Of(axis + 1)}, along which they are joined, may differ: change a layer{instead}";

        string Sizes(int i) => $"axis {InvariantText.Of(i + 1)} has {InvariantText.Of(here[i])} and {InvariantText.Of(there[i])}";
    }

    private static IEnumerable<int> Without(Shape shape, int axis) => shape.Dimensions.Where((_, i) => i != axis);
}
