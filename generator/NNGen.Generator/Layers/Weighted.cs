using System.Collections.Generic;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>The weights and biases of a layer, as its attribute wants them.</summary>
internal static class Weighted
{
    /// <summary>The penalties and constraints of the parameters, as text.</summary>
    public static string Description(Parameter weight, Parameter? bias) =>
        (bias is null ? ", no bias" : "") + Regularization(weight, "") + (bias is null ? "" : Regularization(bias, "bias "));

    /// <summary>The weights of a layer.</summary>
    /// <param name="context">The layer's context.</param>
    /// <param name="shape">Their shape, in PyTorch's layout.</param>
    /// <param name="fanIn">Inputs of a unit.</param>
    /// <param name="fanOut">Outputs fed by an input.</param>
    /// <param name="part">Which of the layer's products they belong to, if it has several: <c>pointwise.</c>.</param>
    /// <param name="after">The weights that they follow.</param>
    public static Parameter Weight(LayerContext context, int[] shape, int fanIn, int fanOut, string part = "", Parameter? after = null) =>
        context.Placed(Make(context, part + "weight", shape, after is null ? context.ParameterOffset : after.Offset + after.Count, "Weight", fanIn, fanOut) with
        {
            L1 = context.Declaration.Number("L1", 0),
            L2 = context.Declaration.Number("L2", 0),
            MaxNorm = context.Declaration.Number("MaxNorm", 0),
            NonNegative = context.Declaration.Flag("NonNegative", false),
        });

    /// <summary>The biases of a layer, which follow its weights.</summary>
    public static Parameter Bias(LayerContext context, int count, Parameter weight, string part = "") =>
        context.Placed(Make(context, part + "bias", [count], weight.Offset + weight.Count, "Bias", weight.FanIn, weight.FanOut) with
        {
            L1 = context.Declaration.Number("BiasL1", 0),
            L2 = context.Declaration.Number("BiasL2", 0),
        });

    private static Parameter Make(LayerContext context, string suffix, int[] shape, int offset, string property, int fanIn, int fanOut) => new(
        $"{context.TensorPrefix}.{suffix}",
        shape.ToEquatableArray(),
        offset,
        Initializers.Name(context.Declaration.Integer(property + "Initializer", 0)),
        context.Declaration.Number(property + "Scale"),
        fanIn,
        fanOut);

    /// <summary>The penalties and constraints of a parameter, as text.</summary>
    public static string Regularization(Parameter parameter, string prefix) =>
        (parameter.L1 > 0 ? $", {prefix}L1 {parameter.L1}" : "")
        + (parameter.L2 > 0 ? $", {prefix}L2 {parameter.L2}" : "")
        + (parameter.NonNegative ? ", weights not negative" : "")
        + (parameter.MaxNorm > 0 ? $", norms up to {parameter.MaxNorm}" : "");
}

/// <summary>Mirrors <c>NNGen.Initializer</c>.</summary>
internal static class Initializers
{
    private static readonly IReadOnlyList<string> Names =
    [
        "Default", "GlorotUniform", "GlorotNormal", "HeUniform", "HeNormal", "LeCunUniform", "LeCunNormal",
        "PyTorch", "Zeros", "Ones", "Constant", "Uniform", "Normal", "Orthogonal", "ForgetGate",
    ];

    public static string Name(long value) => value >= 0 && value < Names.Count ? Names[(int)value] : Names[0];
}
