using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

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
