using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>Statistics of each channel over the batch and all positions; in predictions, running ones.</summary>
internal sealed record BatchNorm(
    string Name, int Attribute, Shape Shape, double Epsilon, double Momentum, bool IsUnbiased, Parameter Weight, Parameter Bias, EquatableArray<Parameter> Running)
    : Normalization(Name, Attribute, "BatchNorm", Shape, Epsilon, Weight, Bias)
{
    public override string Description => $"momentum {InvariantText.Of(Momentum)}, " + base.Description;

    public override EquatableArray<Argument> Arguments =>
        new([new Argument("momentum", Momentum), new Argument("epsilon", Epsilon), new Argument("unbiased", IsUnbiased ? 1 : 0)]);

    public override EquatableArray<Parameter> State => Running;

    public override bool NormalizesBatch => true;

    public static Layer? Infer(LayerContext context)
    {
        int channels = Channels(context);
        if (!context.RequireParameters(2L * channels, "Epsilon")) { return null; }
        Parameter[] running =
        [
            Make(context, "running_mean", channels, 0, "Zeros") with { IsState = true },
            Make(context, "running_var", channels, channels, "Ones") with { IsState = true, NonNegative = true },
            new Parameter($"{context.TensorPrefix}.num_batches_tracked", default, 2 * channels, "Zeros", double.NaN, 0, 0) { IsState = true, IsCounter = true },
        ];
        return new BatchNorm(
            context.Name, context.Attribute, context.Input, context.Declaration.Number("Epsilon", 1e-5), context.Declaration.Number("Momentum", 0.1),
            context.Declaration.Flag("Unbiased", true), Make(context, "weight", channels, context.ParameterOffset, "Ones"),
            Make(context, "bias", channels, context.ParameterOffset + channels, "Zeros"), running.ToEquatableArray());
    }

    public override Layer WithState(int offset) =>
        this with { Running = Running.Select(parameter => parameter with { Offset = parameter.Offset + offset }).ToEquatableArray() };

    public override Tensor Lower(ProgramBuilder program, Tensor input)
    {
        Axis[] channels = [.. input.Features.Skip(Shape.Dimensions.Count - 1)];
        (Parameter mean, Parameter variance) = (Running[0], Running[1]);
        if (!program.IsTraining)
        {
            Tensor factor = program.Derived(Name + "Factor", mean.Shape, channels), summand = program.Derived(Name + "Summand", mean.Shape, channels);
            program.Derive(new Derivation(factor, summand, null, null, Weight, Bias, mean, variance, Epsilon));
            return program.Elementwise(Name, (new Operand(0) * new Operand(1)) + new Operand(2), input, factor, summand);
        }

        Batch batch = program.Batch;
        int pixels = Shape.Size / mean.Count;
        double share = 1.0 / pixels;
        Expression meanOfSum = (new Operand(0) * share) / new Operand(1);
        Tensor present = program.Elementwise(Name + "Present", new Operand(0) * new Operand(1), input, batch.Present);
        Tensor average = program.Elementwise(Name + "Mean", meanOfSum, program.Reduce(Name + "Sum", Reduction.Sum, present, channels), batch.Size);
        Expression difference = new Operand(0) - new Operand(1);
        Tensor squares = program.Elementwise(Name + "Squares", difference * difference * new Operand(2), input, average, batch.Present);
        Tensor spread = program.Elementwise(Name + "Variance", meanOfSum, program.Reduce(Name + "SquaresSum", Reduction.Sum, squares, channels), batch.Size);
        Tensor scale = program.Elementwise(Name + "Scale", 1 / Expression.Call(Function.Sqrt, new Operand(0) + Epsilon), spread);
        program.Follow(new RunningStatistics(average, spread, mean, variance, Running[2], Momentum, pixels, IsUnbiased));
        (Tensor gain, Tensor? shift) = Scale(program, channels);
        return program.Add(new Normalize(program.Declare(Name, input.Axes), input, average, scale, gain, shift, batch));
    }
}
