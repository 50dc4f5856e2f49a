using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;
using static NNGen.Generator.Ir.Expression;

namespace NNGen.Generator.Layers;

/// <summary>x where x &gt; 0, else slope · x, with a learned slope for all values or for each channel.</summary>
internal sealed record PReLU(string Name, int Attribute, Shape Shape, Parameter Slope) : Layer(Name, Attribute, Shape, Shape)
{
    public override string Kind => "PReLU";

    public override bool WorksOnEachStep => true;

    public override string Description => Slope.Count == 1 ? "one slope" : "a slope per channel";

    public override EquatableArray<Parameter> Parameters => new([Slope]);

    public static Layer? Infer(LayerContext context)
    {
        int count = context.Declaration.Flag("PerChannel", false) ? context.Input.Dimensions[context.Input.Dimensions.Count - 1] : 1;
        if (!context.RequireParameters(count, "PerChannel")) { return null; }
        return new PReLU(
            context.Name, context.Attribute, context.Input,
            context.Placed(new Parameter($"{context.TensorPrefix}.weight", new EquatableArray<int>([count]), context.ParameterOffset, "Constant", context.Declaration.Number("Slope", 0.25), count, count)));
    }

    public override Tensor Lower(ProgramBuilder program, Tensor input)
    {
        Axis[] channels = Slope.Count == 1 ? [] : [.. input.Features.Skip(Shape.Dimensions.Count - 1)];
        Tensor slope = program.Parameter(Slope, Name + "Weights", channels);
        Expression x = new Operand(0), a = new Operand(1);
        return program.Elementwise(Name, WhereGreater(x, 0, x, a * x), [input, slope], [WhereGreater(x, 0, 1, a), Min(x, 0)]);
    }
}
