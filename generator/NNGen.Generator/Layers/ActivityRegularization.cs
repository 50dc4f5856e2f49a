using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>The identity, with L1 Σ|y| + L2 Σy² in the loss of each sample.</summary>
internal sealed record ActivityRegularization(string Name, int Attribute, Shape Shape, double L1, double L2) : Layer(Name, Attribute, Shape, Shape)
{
    public override string Kind => "ActivityRegularization";

    public override bool WorksOnEachStep => true;

    public override string Description => (L1, L2) switch
    {
        (0, _) => $"L2 {L2}",
        (_, 0) => $"L1 {L1}",
        _ => $"L1 {L1}, L2 {L2}",
    };

    public override EquatableArray<Argument> Arguments => new([new Argument("L1", L1), new Argument("L2", L2)]);

    public override bool IsAffine => true;

    public override bool IsTransparent => true;

    public override bool HasOwnRow => true;

    public static Layer Infer(LayerContext context) => new ActivityRegularization(
        context.Name, context.Attribute, context.Input, context.Declaration.Number("L1", 0), context.Declaration.Number("L2", 0));

    public override ValueRange Range(ValueRange input) => input;

    public override Tensor Lower(ProgramBuilder program, Tensor input)
    {
        if (L1 > 0 || L2 > 0)
        {
            Expression y = new Operand(0);
            program.Penalize(new Penalty(
                input,
                (L1 * Expression.Call(Function.Abs, y)) + (L2 * (y * y)),
                (L1 * Expression.Call(Function.Sign, y)) + ((2 * L2) * y)));
        }

        return input;
    }
}
