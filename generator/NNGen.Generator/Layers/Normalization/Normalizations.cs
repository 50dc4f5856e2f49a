using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>
/// A layer that normalizes by statistics of its input, <c>(x − mean) · (variance + ε)^−½ · weight + bias</c>; the kinds differ in what the statistics
/// are over.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Attribute">The index of its attribute.</param>
/// <param name="Kind">Its attribute's name.</param>
/// <param name="Shape">The shape of its input and output.</param>
/// <param name="Epsilon">What is added to the variance.</param>
/// <param name="Weight">A factor for each channel.</param>
/// <param name="Bias">A summand for each channel, or null.</param>
internal abstract record Normalization(string Name, int Attribute, string Kind, Shape Shape, double Epsilon, Parameter Weight, Parameter? Bias)
    : Layer(Name, Attribute, Shape, Shape)
{
    public override string Kind { get; } = Kind;

    public override string Description => $"ε {InvariantText.Of(Epsilon)}" + (Bias is null ? ", no bias" : "");

    public override EquatableArray<Argument> Arguments => new([new Argument("epsilon", Epsilon)]);

    public override EquatableArray<Parameter> Parameters => new(Bias is null ? new[] { Weight } : new[] { Weight, Bias });

    /// <summary>The number of channels: the last axis.</summary>
    protected static int Channels(LayerContext context) => context.Input.Dimensions[context.Input.Dimensions.Count - 1];

    protected static Parameter Make(LayerContext context, string name, int count, int offset, string initializer) =>
        new($"{context.TensorPrefix}.{name}", new EquatableArray<int>([count]), offset, initializer, double.NaN, count, count);

    /// <summary>The weight and the bias of the channels.</summary>
    protected (Tensor Gain, Tensor? Shift) Scale(ProgramBuilder program, IEnumerable<Axis> axes)
    {
        Axis[] channels = [.. axes];
        return (program.Parameter(Weight, Name + "Weights", channels), Bias is null ? null : program.Parameter(Bias, Name + "Bias", channels));
    }

    /// <summary>Normalizes by statistics over some axes of a sample.</summary>
    protected Tensor NormalizeSample(ProgramBuilder program, string name, Tensor input, IReadOnlyCollection<Axis> over, bool centers, Tensor? gain, Tensor? shift)
    {
        Axis[] kept = [.. input.Axes.Where(axis => !over.Contains(axis))];
        double share = 1.0 / over.Aggregate(1, (product, axis) => product * axis.Size);
        Tensor? mean = null;
        if (centers) { mean = program.Elementwise(Name + "Mean", new Operand(0) * share, program.Reduce(Name + "Sum", Reduction.Sum, input, kept)); }
        Expression difference = centers ? new Operand(0) - new Operand(1) : new Operand(0);
        Tensor squares = program.Elementwise(Name + "Squares", difference * difference, mean is null ? [input] : [input, mean]);
        Tensor scale = program.Elementwise(
            Name + "Scale", 1 / Expression.Call(Function.Sqrt, (new Operand(0) * share) + Epsilon), program.Reduce(Name + "SquaresSum", Reduction.Sum, squares, kept));
        return program.Add(new Normalize(program.Declare(name, input.Axes), input, mean, scale, gain, shift, Batch: null));
    }
}

/// <summary>Statistics of each sample over the last axis: layer and root mean square normalization.</summary>
internal sealed record FeatureNorm(string Name, int Attribute, string Kind, Shape Shape, double Epsilon, Parameter Weight, Parameter? Bias)
    : Normalization(Name, Attribute, Kind, Shape, Epsilon, Weight, Bias)
{
    private bool Centers => Kind == "LayerNorm";

    public static Layer? Layer(LayerContext context) => Infer(context, 1e-5, context.Declaration.Flag("Bias", true));

    public static Layer? RootMeanSquare(LayerContext context) => Infer(context, 1e-6, hasBias: false);

    private static Layer? Infer(LayerContext context, double epsilon, bool hasBias)
    {
        int channels = Channels(context);
        if (!context.RequireParameters(hasBias ? 2L * channels : channels, "Epsilon")) { return null; }
        Parameter weight = Make(context, "weight", channels, context.ParameterOffset, "Ones");
        return new FeatureNorm(
            context.Name, context.Attribute, context.Declaration.Kind, context.Input, context.Declaration.Number("Epsilon", epsilon), weight,
            hasBias ? Make(context, "bias", channels, context.ParameterOffset + channels, "Zeros") : null);
    }

    public override Tensor Lower(ProgramBuilder program, Tensor input)
    {
        Axis[] last = [.. input.Features.Skip(Shape.Dimensions.Count - 1)];
        (Tensor gain, Tensor? shift) = Scale(program, last);
        return NormalizeSample(program, Name, input, last, Centers, gain, shift);
    }
}

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
