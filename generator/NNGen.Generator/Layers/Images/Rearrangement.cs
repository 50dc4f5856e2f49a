using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>A layer that gives the numbers that arrive in another shape or order: a view.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Attribute">Index of its attribute.</param>
/// <param name="Kind">Its attribute's name.</param>
/// <param name="Input">What arrives.</param>
/// <param name="Output">What it gives.</param>
/// <param name="Text">What it does, for a reader.</param>
/// <param name="Map">The index along each axis of the input, by axes of the output.</param>
/// <param name="Numbers">The numbers that decide what it does.</param>
internal sealed record Rearrangement(
    string Name, int Attribute, string Kind, Shape Input, Shape Output, string Text, EquatableArray<RearrangedIndex> Map, EquatableArray<Argument> Numbers)
    : Layer(Name, Attribute, Input, Output)
{
    // NNGen.Layout
    private const long ChannelsLast = 0;
    private const long ChannelsFirst = 1;

    // NNGen.Interpolation
    private const long Bilinear = 1;

    public override string Kind { get; } = Kind;

    public override Layer? AtOneStep => null;

    public override string Description => Text;

    public override EquatableArray<Argument> Arguments => Numbers;

    public override bool HasOwnRow => true;

    /// <summary>Whether the numbers stay where they are in memory.</summary>
    private bool IsIdentity => Input.Size == Output.Size && Map.Count == 0;

    public override ValueRange Range(ValueRange input) =>
        Kind == "ZeroPadding2D" ? new ValueRange(Math.Min(input.Low, 0), Math.Max(input.High, 0)) : input;

    public static Layer? Flatten(LayerContext context)
    {
        Shape input = context.Input;
        long order = context.Declaration.Integer("Order", ChannelsFirst);
        IReadOnlyList<int> sizes = [.. input.Dimensions];
        bool isIdentity = order == ChannelsLast || sizes.Count < 2 || sizes[sizes.Count - 1] == 1 || sizes.Take(sizes.Count - 1).All(size => size == 1);

        // Channels first: feature = ((channel · height) + row) · width + column.
        int pixels = input.Size / sizes[sizes.Count - 1];
        var map = new List<RearrangedIndex>();
        int divisor = pixels;
        for (int axis = 0; axis < sizes.Count - 1; axis++)
        {
            divisor /= sizes[axis];
            map.Add(new RearrangedIndex(0, divisor, sizes[axis]));
        }

        map.Add(new RearrangedIndex(0, pixels));
        return Make(context, Shape.Flat(input.Size), order == ChannelsFirst ? "channels first" : "channels last", isIdentity ? [] : map, new Argument("order", order));
    }

    public static Layer? Reshape(LayerContext context)
    {
        long[] shape = [.. context.Declaration.Integers("shape")];
        if (shape.Length == 0 || shape.Any(size => size < 1) || shape.Aggregate(1.0, (product, size) => product * size) != context.Input.Size)
        {
            context.Report(
                Rules.ArgumentOutOfRange, "shape", context.Declaration.Kind, "shape", InvariantText.List(shape), $"dimensions with a product of {context.Input.Size}, the values of {context.Input} that arrive");
            return null;
        }

        Shape output = Shape.Of(shape.Select(size => (int)size));
        return Make(context, output, $"{context.Input} → {output}", []);
    }

    public static Layer? Permute(LayerContext context)
    {
        long[] axes = [.. context.Declaration.Integers("axes")];
        int count = context.Input.Dimensions.Count;
        if (!axes.OrderBy(axis => axis).SequenceEqual(Enumerable.Range(1, count).Select(axis => (long)axis)))
        {
            context.Report(
                Rules.ArgumentOutOfRange, "axes", context.Declaration.Kind, "axes", InvariantText.List(axes), $"the numbers 1 to {count}, each once, for {context.Input} that arrives");
            return null;
        }

        Shape output = Shape.Of(axes.Select(axis => context.Input.Dimensions[(int)axis - 1]));
        return Make(
            context, output, InvariantText.List(axes), Enumerable.Range(1, count).Select(axis => new RearrangedIndex(Array.IndexOf(axes, (long)axis))),
            [.. axes.Select((axis, i) => new Argument($"axis{i + 1}", axis))]);
    }

    public static Layer? ZeroPadding2D(LayerContext context) => Border(context, "pads", outside: true);

    public static Layer? Cropping1D(LayerContext context)
    {
        if (!context.RequireShape(context.Input.Dimensions.Count == 2, "[steps, features]", context.Input.IsFlat ? "declare [Input(steps, features)]" : "write [Cropping2D]")) { return null; }
        (long[] stated, int steps) = ([.. context.Declaration.Integers("cropping")], context.Input.Dimensions[0]);
        if (stated.Length is not (1 or 2) || stated.Any(number => number < 0 || number > Limits.Values) || stated[0] + stated[stated.Length - 1] >= steps)
        {
            context.Report(
                Rules.ArgumentOutOfRange, "cropping", context.Declaration.Kind, "cropping", InvariantText.List(stated),
                $"one number for both ends, or two (first, last), at least 0 and together less than the {InvariantText.Of(steps)} steps that arrive");
            return null;
        }

        (long first, long last) = (stated[0], stated[stated.Length - 1]);
        return Make(
            context, Shape.Of([steps - (int)(first + last), context.Input.Dimensions[1]]), $"{first}, {last}", [new RearrangedIndex(0, Offset: (int)first), new RearrangedIndex(1)],
            new Argument("first", first), new Argument("last", last));
    }

    public static Layer? Cropping2D(LayerContext context) => Border(context, "cropping", outside: false);

    public static Layer? UpSampling2D(LayerContext context)
    {
        if (!RequireImage(context)) { return null; }
        long[] factors = context.Declaration.Integers("factors") is { Count: > 0 } stated ? [.. stated] : [2];
        if (factors.Length > 2 || factors.Any(factor => factor < 1 || factor > Limits.Values))
        {
            context.Report(Rules.ArgumentOutOfRange, "factors", context.Declaration.Kind, "factors", InvariantText.List(factors), "one number, or one for the height and one for the width, at least 1");
            return null;
        }

        (long height, long width) = (factors[0], factors[factors.Length - 1]);
        if (height * width * context.Input.Size > Limits.Values) { return Large(context, "factors", height * width * context.Input.Size); }
        Shape output = Shape.Of([context.Input.Dimensions[0] * (int)height, context.Input.Dimensions[1] * (int)width, context.Input.Dimensions[2]]);
        if (context.Declaration.Integer("Interpolation", 0) == Bilinear && height * width > 1)
        {
            return new BilinearUpSampling(context.Name, context.Attribute, context.Input, output, (int)height, (int)width);
        }

        return Make(
            context, output, $"{height} × {width}", [new RearrangedIndex(0, (int)height), new RearrangedIndex(1, (int)width), new RearrangedIndex(2)],
            new Argument("height", height), new Argument("width", width));
    }

    public override Tensor Lower(ProgramBuilder program, Tensor input)
    {
        Axis[] axes = Output.IsFlat ? program.NewAxis(Name, Output.Size) : program.NewAxes(Name, Output.Dimensions);
        return IsIdentity ? program.Reshape(Name, input, axes) : View(program, Name, input, axes, Map);
    }

    /// <summary>Writes a view.</summary>
    public static Tensor View(ProgramBuilder program, string name, Tensor input, IReadOnlyList<Axis> axes, IEnumerable<RearrangedIndex> map) => program.View(
        name, input, [Axis.Samples, .. axes],
        [
            AffineIndex.Of(Axis.Samples),
            .. map.Select(index => new AffineIndex(new EquatableArray<AxisTerm>([new AxisTerm(axes[index.Axis], 1, index.Divisor, index.Modulus)]), index.Offset)),
        ]);

    private static Layer? Border(LayerContext context, string argument, bool outside)
    {
        if (!RequireImage(context)) { return null; }
        long[] stated = [.. context.Declaration.Integers(argument)];
        (long top, long bottom, long left, long right) = stated.Length switch
        {
            1 => (stated[0], stated[0], stated[0], stated[0]),
            2 => (stated[0], stated[0], stated[1], stated[1]),
            4 => (stated[0], stated[1], stated[2], stated[3]),
            _ => (-1L, 0L, 0L, 0L),
        };
        (int height, int width, int channels) = (context.Input.Dimensions[0], context.Input.Dimensions[1], context.Input.Dimensions[2]);
        if (new[] { top, bottom, left, right }.Any(number => number < 0 || number > Limits.Values))
        {
            context.Report(
                Rules.ArgumentOutOfRange, argument, context.Declaration.Kind, argument, InvariantText.List(stated), "one number, two (height, width) or four (top, bottom, left, right), at least 0");
            return null;
        }

        int sign = outside ? 1 : -1;
        (long rows, long columns) = (height + (sign * (top + bottom)), width + (sign * (left + right)));
        if (rows < 1 || columns < 1)
        {
            context.Report(Rules.ArgumentOutOfRange, argument, context.Declaration.Kind, argument, InvariantText.List(stated), $"less than the {height} × {width} pixels that arrive");
            return null;
        }

        if (rows * columns * channels > Limits.Values) { return Large(context, argument, rows * columns * channels); }
        return Make(
            context, Shape.Of([(int)rows, (int)columns, channels]), $"{top}, {bottom}, {left}, {right}",
            [new RearrangedIndex(0, Offset: (int)(-sign * top)), new RearrangedIndex(1, Offset: (int)(-sign * left)), new RearrangedIndex(2)],
            new Argument("top", top), new Argument("bottom", bottom), new Argument("left", left), new Argument("right", right));
    }

    private static Layer? Large(LayerContext context, string argument, long values)
    {
        context.Report(Rules.TooLarge, argument, context.Title, values, "values per sample", Limits.Values);
        return null;
    }

    private static bool RequireImage(LayerContext context) => context.RequireShape(
        context.Input.Dimensions.Count == 3, "[height, width, channels]", context.Input.IsFlat ? "declare [Input(height, width, channels)]" : "insert [Reshape]");

    private static Rearrangement Make(LayerContext context, Shape output, string text, IEnumerable<RearrangedIndex> map, params Argument[] numbers) => new(
        context.Name, context.Attribute, context.Declaration.Kind, context.Input, output, text, map.ToEquatableArray(), numbers.ToEquatableArray());
}

/// <summary>The index along an axis of what arrives: a digit of the index along an axis of the result, which is given by its number.</summary>
internal sealed record RearrangedIndex(int Axis, int Divisor = 1, int Modulus = 0, int Offset = 0);
