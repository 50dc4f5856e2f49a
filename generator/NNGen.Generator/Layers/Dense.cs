using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>A fully connected layer, <c>y = W x + b</c> with <c>W</c> of shape <c>[units, inputs]</c> as in PyTorch's <c>Linear</c>.</summary>
internal sealed record Dense(string Name, int Attribute, Shape Input, Shape Output, Parameter Weight, Parameter? Bias)
    : Layer(Name, Attribute, Input, Output)
{
    public override string Kind => "Dense";

    public override bool WorksOnEachStep => true;

    /// <summary>The values of the last axis, which it maps to its units; at each pixel or step if there are other axes.</summary>
    private int Inputs => Input.Dimensions[Input.Dimensions.Count - 1];

    private int Units => Output.Dimensions[Output.Dimensions.Count - 1];

    public override string Description => $"{Inputs:N0} → {Units:N0}" + (IsTied ? $", tied to {Weight.Name}{(Bias is null ? ", no bias" : "")}" : Weighted.Description(Weight, Bias));

    public override EquatableArray<Parameter> Parameters =>
        new(Bias is null ? new[] { Weight } : new[] { Weight, Bias });

    public override EquatableArray<Parameter> OwnParameters => !IsTied ? base.OwnParameters : Bias is null ? default : new(new[] { Bias });

    /// <summary>The layer whose weights it uses: those of a dense layer transposed, those of an embedding as they are.</summary>
    public Layer? TiedTo { get; init; }

    private bool IsTied => TiedTo is not null;

    public override bool CanBeTied => Input.IsFlat && !IsTied;

    public override bool IsAffine => true;

    public override bool IsProduct => true;

    public override long MultiplyAdds => (long)Input.Size * Units;

    public static Layer? Infer(LayerContext context)
    {
        long units = context.Declaration.Integer("units", 0);
        if (units is < 1 or > int.MaxValue) { units = context.GuessUnits(); }

        // The output has this number of units for any input, so the following layers can be checked, too.
        IReadOnlyList<int> dimensions = [.. context.Input.Dimensions];
        int inputs = dimensions[dimensions.Count - 1];
        context.RequireInputs(inputs);
        if (dimensions.Count > 2 || (dimensions.Count == 2 && context.IsFirst))
        {
            context.Report(
                Rules.DenseAtEachPosition, null, new SuggestedFix(Suggestion: "Flatten"), context.Title, context.Input.Size / inputs, context.Input.ToString(),
                Shape.Of([.. dimensions.Take(dimensions.Count - 1), (int)units]).ToString(), context.Input.Size);
        }


        bool biased = context.Declaration.Flag("Bias", true);
        int outputs = (int)units;
        if (context.Tied is Dense tied) { return Infer(context, tied, inputs, outputs, biased); }
        if (context.Tied is Embedding embedding) { return Infer(context, embedding, inputs, outputs, biased); }
        if (!context.RequireParameters((units * inputs) + (biased ? units : 0), "units")) { return null; }

        Parameter weight = Weighted.Weight(context, [outputs, inputs], inputs, outputs);
        Parameter? bias = biased ? Weighted.Bias(context, outputs, weight) : null;
        return new Dense(context.Name, context.Attribute, context.Input, Shape.Of([.. dimensions.Take(dimensions.Count - 1), outputs]), weight, bias);
    }

    /// <summary>A layer with the weights of another one transposed: what that one gives arrives, and what arrives at that one is given.</summary>
    private static Layer? Infer(LayerContext context, Dense tied, int inputs, int outputs, bool biased)
    {
        if (!context.RequireShape(context.Input.IsFlat, "a flat input where it is tied", $"insert [Flatten]: {context.Input.Size} values")) { return null; }
        if (inputs != tied.Units || outputs != tied.Inputs)
        {
            context.Report(
                Rules.ArgumentOutOfRange, "Tied", "Dense", "Tied", $"'{tied.Name}', {tied.Inputs} → {tied.Units}", $"the name of a layer {outputs} → {inputs}, the reverse of this one");
            return null;
        }

        return new Dense(
            context.Name, context.Attribute, context.Input, Shape.Flat(outputs), tied.Weight,
            biased ? BiasOf(context, outputs, tied.Weight with { FanIn = tied.Weight.FanOut, FanOut = tied.Weight.FanIn }) : null)
        { TiedTo = tied };
    }

    /// <summary>A layer whose weights are the rows of an embedding: a number for each id of the vocabulary.</summary>
    private static Layer? Infer(LayerContext context, Embedding embedding, int inputs, int outputs, bool biased)
    {
        (int vocabulary, int dimensions) = (embedding.Weight.Shape[0], embedding.Weight.Shape[1]);
        if (inputs != dimensions || outputs != vocabulary)
        {
            context.Report(
                Rules.ArgumentOutOfRange, "Tied", "Dense", "Tied", $"'{embedding.Name}', rows of {dimensions} for {vocabulary} ids", $"the name of an embedding with rows of {inputs} for {outputs} ids");
            return null;
        }

        return new Dense(
            context.Name, context.Attribute, context.Input, Shape.Of([.. context.Input.Dimensions.Take(context.Input.Dimensions.Count - 1), outputs]), embedding.Weight,
            biased ? BiasOf(context, outputs, embedding.Weight with { FanIn = inputs, FanOut = outputs }) : null)
        { TiedTo = embedding };
    }

    /// <summary>The bias of a tied layer, which is its own, and starts where its parameters do.</summary>
    private static Parameter BiasOf(LayerContext context, int outputs, Parameter weight) =>
        Weighted.Bias(context, outputs, weight with { Offset = context.ParameterOffset }) with { Offset = context.ParameterOffset };

    public override Tensor Lower(ProgramBuilder program, Tensor input)
    {
        if (!Input.IsFlat) { return LowerAtEachPosition(program, input); }
        Axis[] inputs = input.Features.ToArray();
        Axis[] units = program.NewAxis(Name, Output.Size);
        Tensor weights = program.Parameter(Weight, Name + "Weights", TiedTo is Dense ? [.. inputs, .. units] : [.. units, .. inputs]);
        Tensor product = program.Contract(Bias is null ? Name : Name + "Product", input, weights, [Axis.Samples, .. units]);
        return Bias is null ? product
            : program.Elementwise(Name, new Operand(0) + new Operand(1), product, program.Parameter(Bias, Name + "Bias", units));
    }

    /// <summary>At each pixel or step: a convolution whose windows are one position.</summary>
    private Tensor LowerAtEachPosition(ProgramBuilder program, Tensor input)
    {
        Axis[] axes = program.NewAxes(Name, Output.Dimensions);
        IReadOnlyList<int> sizes = [.. Input.Dimensions];
        int columns = sizes[sizes.Count - 2], rows = Input.Size / Inputs / columns;
        var window = new Window(rows, columns, Inputs, Units, Groups: 1, Extent.OfPositions(rows), Extent.OfPositions(columns));
        Tensor weights = program.Parameter(Weight, Name + "Weights", [axes[axes.Length - 1], .. program.NewAxes(Name + "Weights", [Inputs])]);
        Tensor product = program.Convolve(Bias is null ? Name : Name + "Product", input, weights, window, axes);
        return Bias is null ? product
            : program.Elementwise(Name, new Operand(0) + new Operand(1), product, program.Parameter(Bias, Name + "Bias", axes[axes.Length - 1]));
    }
}
