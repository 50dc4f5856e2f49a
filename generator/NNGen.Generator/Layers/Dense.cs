using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>A fully connected layer, <c>y = W x + b</c> with <c>W</c> of shape <c>[units, inputs]</c> as in PyTorch's <c>Linear</c>.</summary>
internal sealed record Dense(string Name, int Attribute, Shape Input, Shape Output, Parameter Weight, Parameter? Bias)
    : Layer(Name, Attribute, Input, Output)
{
    public override string Kind => "Dense";

    public override string Description => $"{Input.Size:N0} → {Output.Size:N0}" + (Bias is null ? ", no bias" : "") + Regularization(Weight, "") + (Bias is null ? "" : Regularization(Bias, "bias "));

    public override EquatableArray<Parameter> Parameters =>
        new(Bias is null ? new[] { Weight } : new[] { Weight, Bias });

    public override bool IsAffine => true;

    public override bool IsProduct => true;

    public override long MultiplyAdds => (long)Input.Size * Output.Size;

    public static Layer? Infer(LayerContext context)
    {
        long units = context.Declaration.Integer("units", 0);
        if (units is < 1 or > int.MaxValue) { units = context.GuessUnits(); }

        // The output has this number of units for any input, so the following layers can be checked, too.
        int inputs = context.Input.Size;
        if (context.RequireFlat()) { context.RequireInputs(inputs); }

        bool biased = context.Declaration.Flag("Bias", true);
        if (!context.RequireParameters((units * inputs) + (biased ? units : 0), "units")) { return null; }

        int outputs = (int)units;
        Parameter weight = Make("weight", [outputs, inputs], context.ParameterOffset, "Weight");
        Parameter? bias = biased
            ? Make("bias", [outputs], context.ParameterOffset + weight.Count, "Bias")
            : null;
        return new Dense(context.Name, context.Attribute, context.Input, Shape.Flat(outputs), weight, bias);

        Parameter Make(string suffix, int[] shape, int offset, string property) => new(
            $"{context.TensorPrefix}.{suffix}",
            shape.ToEquatableArray(),
            offset,
            Initializers.Name(context.Declaration.Integer(property + "Initializer", 0)),
            context.Declaration.Number(property + "Scale"),
            inputs,
            outputs)
        {
            L1 = context.Declaration.Number(property == "Bias" ? "BiasL1" : "L1", 0),
            L2 = context.Declaration.Number(property == "Bias" ? "BiasL2" : "L2", 0),
            MaxNorm = property == "Bias" ? 0 : context.Declaration.Number("MaxNorm", 0),
            NonNegative = property != "Bias" && context.Declaration.Flag("NonNegative", false),
        };
    }

    /// <summary>The penalties and constraints of a parameter, as text.</summary>
    private static string Regularization(Parameter parameter, string prefix) =>
        (parameter.L1 > 0 ? $", {prefix}L1 {parameter.L1}" : "")
        + (parameter.L2 > 0 ? $", {prefix}L2 {parameter.L2}" : "")
        + (parameter.NonNegative ? ", weights not negative" : "")
        + (parameter.MaxNorm > 0 ? $", norms up to {parameter.MaxNorm}" : "");

    public override Tensor Lower(ProgramBuilder program, Tensor input)
    {
        Axis[] inputs = input.Features.ToArray();
        Axis[] units = program.NewAxis(Name, Output.Size);
        Tensor weights = program.Parameter(Weight, Name + "Weights", [.. units, .. inputs]);
        Tensor product = program.Contract(Bias is null ? Name : Name + "Product", input, weights, [Axis.Samples, .. units]);
        return Bias is null ? product
            : program.Elementwise(Name, new Operand(0) + new Operand(1), product, program.Parameter(Bias, Name + "Bias", units));
    }
}

/// <summary>Mirrors <c>NNGen.Initializer</c>.</summary>
internal static class Initializers
{
    private static readonly IReadOnlyList<string> Names =
    [
        "Default", "GlorotUniform", "GlorotNormal", "HeUniform", "HeNormal", "LeCunUniform", "LeCunNormal",
        "PyTorch", "Zeros", "Ones", "Constant", "Uniform", "Normal",
    ];

    public static string Name(long value) => value >= 0 && value < Names.Count ? Names[(int)value] : Names[0];
}
