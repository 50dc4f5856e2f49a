using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Losses;

/// <summary>Mean over the outputs of e²/2 where |e| ≤ δ, δ (|e| − δ/2) beyond: Keras's and PyTorch's <c>HuberLoss</c>.</summary>
internal sealed record Huber(double Delta) : Loss
{
    public override string Kind => "Huber";

    public override string Description => $"Huber loss, δ = {Delta}";

    public override EquatableArray<Argument> Arguments => new([new Argument("delta", Delta)]);

    public override LossTerms Lower(ProgramBuilder program, Tensor prediction, Tensor target, bool fused)
    {
        Expression error = new Operand(0) - new Operand(1);
        Expression distance = Expression.Call(Function.Abs, error);
        Expression loss = Expression.WhereGreater(distance, Delta, Delta * (distance - (Delta / 2)), 0.5 * (error * error));

        // e inside ±δ, ±δ beyond.
        Expression slope = Expression.Min(Expression.Max(error, -Delta), Delta);
        return MeanSquaredError.Mean(program, program.Elementwise("error", loss, [prediction, target], [slope, -slope]));
    }
}
