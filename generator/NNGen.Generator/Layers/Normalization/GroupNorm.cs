using System.Linq;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>Statistics of each sample over all positions and the channels of a group.</summary>
internal sealed record GroupNorm(string Name, int Attribute, Shape Shape, int Groups, double Epsilon, Parameter Weight, Parameter Bias)
    : Normalization(Name, Attribute, "GroupNorm", Shape, Epsilon, Weight, Bias)
{
    public override string Description => $"{Groups} groups, " + base.Description;

    public override EquatableArray<Argument> Arguments => new([new Argument("groups", Groups), new Argument("epsilon", Epsilon)]);

    public static Layer? Infer(LayerContext context)
    {
        int channels = Channels(context);
        long groups = context.Declaration.Integer("groups", 1);
        if (groups < 1) { return null; }
        if (channels % groups != 0)
        {
            context.Report(Rules.GroupsDoNotDivide, "groups", context.Title, groups, channels, "channels that arrive");
            return null;
        }

        if (!context.RequireParameters(2L * channels, "groups")) { return null; }
        return new GroupNorm(
            context.Name, context.Attribute, context.Input, (int)groups, context.Declaration.Number("Epsilon", 1e-5),
            Make(context, "weight", channels, context.ParameterOffset, "Ones"), Make(context, "bias", channels, context.ParameterOffset + channels, "Zeros"));
    }

    // Groups come first while they are normalized, so that the numbers of a group are behind one another.
    public override Tensor Lower(ProgramBuilder program, Tensor input)
    {
        Axis[] axes = [.. input.Features];
        Axis[] positions = [.. axes.Take(Shape.Dimensions.Count - 1)];
        int channels = Shape.Dimensions[Shape.Dimensions.Count - 1], length = channels / Groups;
        Axis[] split = program.NewAxes(Name + "Groups", [Groups, .. positions.Select(axis => axis.Size), length]);
        AffineIndex channel = new(new EquatableArray<AxisTerm>([new AxisTerm(split[0], length), new AxisTerm(split[split.Length - 1], 1)]));
        AffineIndex[] source = [AffineIndex.Of(Axis.Samples), .. positions.Select((_, i) => AffineIndex.Of(split[i + 1])), .. axes.Length > positions.Length ? new[] { channel } : []];
        Tensor grouped = program.View(Name + "Grouped", input, [Axis.Samples, .. split], source);
        Tensor normalized = NormalizeSample(program, Name + "Normalized", grouped, split.Skip(1).ToArray(), centers: true, null, null);

        Axis[] last = [.. axes.Skip(positions.Length)];
        AffineIndex Digit(int divisor, int modulus) => new(new EquatableArray<AxisTerm>(last.Length == 0 ? [] : [new AxisTerm(last[0], 1, divisor, modulus)]));
        Tensor back = program.View(
            Name + "Back", normalized, [Axis.Samples, .. axes], [AffineIndex.Of(Axis.Samples), Digit(length, 0), .. positions.Select(AffineIndex.Of), Digit(1, length)]);
        (Tensor gain, Tensor? shift) = Scale(program, last);
        return program.Elementwise(Name, (new Operand(0) * new Operand(1)) + new Operand(2), back, gain, shift!);
    }
}
