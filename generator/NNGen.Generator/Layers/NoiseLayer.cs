using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>
/// Layers that add noise in training and are the identity in prediction: dropout, y = x · mask with mask 0 or 1 / (1 − rate), of single values or of whole
/// channels, and Gaussian noise, y = x + noise. They work like Keras's layers of these names.
/// </summary>
internal sealed record NoiseLayer(string Name, int Attribute, string Kind, Shape Shape, NoiseKind Noise, double Amount) : Layer(Name, Attribute, Shape, Shape)
{
    public override string Kind { get; } = Kind;

    public override bool WorksOnEachStep => true;

    public override string Description => Noise == NoiseKind.Dropout ? $"rate {Amount}" : $"standard deviation {Amount}";

    public override EquatableArray<Argument> Arguments => new([new Argument(Noise == NoiseKind.Dropout ? "rate" : "stddev", Amount)]);

    public override bool IsAffine => true;

    public override bool IsNoise => true;

    public override bool HasOwnRow => true;

    private bool IsOfChannels => Kind == "SpatialDropout";

    public static Layer Dropout(LayerContext context) => Infer(context, NoiseKind.Dropout, "rate");

    public static Layer? SpatialDropout(LayerContext context) =>
        context.RequireShape(
            context.Input.Dimensions.Count is 2 or 3, "[height, width, channels] or [steps, channels]",
            context.Input.IsFlat ? "use [Dropout], which drops single values" : "insert [Reshape]")
            ? Infer(context, NoiseKind.Dropout, "rate") : null;

    public static Layer Gaussian(LayerContext context) => Infer(context, NoiseKind.Gaussian, "stddev");

    public override Tensor Lower(ProgramBuilder program, Tensor input)
    {
        if (Amount == 0 || !program.IsTraining) { return input; }
        bool isFactor = Noise == NoiseKind.Dropout;
        Axis[] axes = IsOfChannels ? [Axis.Samples, input.Axes[input.Axes.Count - 1]] : [.. input.Axes];
        Tensor noise = program.Noise(Name + (isFactor ? "Mask" : "Noise"), axes, Noise, Amount);
        Expression x = new Operand(0);
        return program.Elementwise(Name, isFactor ? x * new Operand(1) : x + new Operand(1), input, noise);
    }

    private static Layer Infer(LayerContext context, NoiseKind kind, string argument) =>
        new NoiseLayer(context.Name, context.Attribute, context.Declaration.Kind, context.Input, kind, context.Declaration.Number(argument, 0));
}
