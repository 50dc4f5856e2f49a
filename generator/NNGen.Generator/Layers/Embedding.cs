using System.Linq;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>A row of a table for every token id, <c>y[t] = W[id[t]]</c>, with <c>W</c> of shape <c>[vocabulary, dimensions]</c> as in PyTorch's <c>Embedding</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Attribute">The index of its attribute.</param>
/// <param name="Input">The shape of the ids.</param>
/// <param name="Output">The same and a row's length.</param>
/// <param name="Weight">The table.</param>
/// <param name="MakesMask">Whether samples end with their last id that is not padding, for the layers after it.</param>
internal sealed record Embedding(string Name, int Attribute, Shape Input, Shape Output, Parameter Weight, bool MakesMask) : Layer(Name, Attribute, Input, Output)
{
    public override string Kind => "Embedding";

    public override string Description => $"{Weight.Shape[0]:N0} ids → {Weight.Shape[1]:N0}{(Weight.ZeroRow < 0 ? "" : $", padding id {Weight.ZeroRow}")}{(MakesMask ? " at the end" : "")}{Weighted.Regularization(Weight, "")}";

    public override EquatableArray<Argument> Arguments => Weight.ZeroRow < 0 ? default
        : new([new Argument("paddingId", Weight.ZeroRow), .. MakesMask ? new[] { new Argument("mask", 1) } : []]);

    public override Layer? Mask => MakesMask ? new EndOfSamples(Name + "Mask", Attribute, Input, Weight.ZeroRow) { Sources = Sources } : null;

    public override bool CanBeTied => !IsShared;

    public override EquatableArray<Parameter> Parameters => new([Weight]);

    // A stream takes one id at a time.
    public override Layer? AtOneStep => this with { Input = Shape.Flat(1), Output = Output.OneStep };

    public static Layer? Infer(LayerContext context)
    {
        if (context.Vocabulary == 0)
        {
            context.Report(Rules.EmbeddingOfNumbers, null, context.Title, context.Source);
            return null;
        }

        long dimensions = context.Declaration.Integer("dimensions", 0);
        if (dimensions is < 1 or > int.MaxValue) { dimensions = context.GuessUnits(); }
        long padding = context.Declaration.Integer("PaddingId", -1);
        if (padding >= context.Vocabulary)
        {
            context.Report(Rules.ArgumentOutOfRange, "PaddingId", "Embedding", "PaddingId", padding, $"an id of the vocabulary, 0 to {context.Vocabulary - 1}, or -1 for none");
            padding = -1;
        }

        bool makesMask = context.Declaration.Flag("Mask", false);
        if (makesMask && padding < 0)
        {
            context.Report(Rules.ArgumentOutOfRange, "Mask", "Embedding", "Mask", "true", "stated with the id that fills up samples, PaddingId");
            makesMask = false;
        }

        if (!context.RequireParameters(dimensions * context.Vocabulary, "dimensions")) { return null; }
        Parameter weight = Weighted.Weight(context, [context.Vocabulary, (int)dimensions], fanIn: (int)dimensions, fanOut: context.Vocabulary) with { ZeroRow = (int)padding };
        if (weight.Initializer == "Default") { weight = weight with { Initializer = "Normal", Scale = 1 }; }
        return new Embedding(context.Name, context.Attribute, context.Input, Shape.Of([.. context.Input.Dimensions, (int)dimensions]), weight, makesMask);
    }

    public override Tensor Lower(ProgramBuilder program, Tensor input)
    {
        Axis[] row = program.NewAxes(Name, [Weight.Shape[1]]);
        Tensor table = program.Parameter(Weight, Name + "Weights", [.. program.NewAxes(Name + "Ids", [Weight.Shape[0]]), .. row]);
        if (input.Features.Any()) { return program.Gather(Name, table, input, Weight.ZeroRow); }

        // A single id has no axis, but a sequence of one step has.
        return program.Reshape(Name, program.Gather(Name + "Row", table, input, Weight.ZeroRow), program.NewAxes(Name, Output.Dimensions));
    }
}
