using System.Collections.Generic;
using System.Linq;
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

    public override bool WorksOnEachStep => Kind != "GroupNorm";

    public override string Description => $"ε {InvariantText.Of(Epsilon)}" + (Bias is null ? ", no bias" : "");

    public override EquatableArray<Argument> Arguments => new([new Argument("epsilon", Epsilon)]);

    public override EquatableArray<Parameter> Parameters => new(Bias is null ? new[] { Weight } : new[] { Weight, Bias });

    /// <summary>The number of channels: the last axis.</summary>
    protected static int Channels(LayerContext context) => context.Input.Dimensions[context.Input.Dimensions.Count - 1];

    protected static Parameter Make(LayerContext context, string name, int count, int offset, string initializer) =>
        context.Placed(new Parameter($"{context.TensorPrefix}.{name}", new EquatableArray<int>([count]), offset, initializer, double.NaN, count, count));

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
