using System.Globalization;
using NNGen.Generator.Differentiation;
using NNGen.Generator.Graph;
using NNGen.Generator.Layers;

namespace NNGen.Generator.Losses;

/// <summary>
/// −Σ t ln p over the classes, computed from the logits z as Σ t · ln Σ e^(z − max) − Σ t (z − max), whose gradient is p − t:
/// PyTorch's <c>CrossEntropyLoss</c>.
/// </summary>
internal sealed record CrossEntropy(bool Logits, double Smoothing) : Loss
{
    public override string Kind => "CrossEntropy";

    public override string Description => "cross-entropy" + (Logits ? " from logits" : "") + (Smoothing > 0 ? $", labels smoothed by {Smoothing.ToString("R", CultureInfo.InvariantCulture)}" : "");

    public override bool FromLogits => Logits;

    public override double LabelSmoothing => Smoothing;

    public override bool FusesWith(Layer last) => !Logits && last is Softmax;

    public override Value Lower(ProgramBuilder program, Value prediction, Value target, bool fused)
    {
        target = Smooth(program, target, 1.0 / target.Size);
        Value max = program.Max("max", prediction);
        Value shifted = program.Map("shifted", new Operand(0) - new Operand(1), prediction, max);
        Value exponent = program.Map("exponent", Expression.Call(Function.Exp, new Operand(0)), shifted);
        Value sum = program.Sum("sum", exponent);

        // A class without a part of the target adds nothing, though it be infinitely far from the largest: 0 · ∞ is not a number.
        Expression term = Expression.WhereGreater(new Operand(0), 0, new Operand(0) * new Operand(1), 0);
        Value explained = program.Sum("explained", program.Map("term", term, [target, shifted], [new Operand(1), new Operand(0)]));
        Value total = program.Sum("total", target);
        return program.Map(
            "loss", (new Operand(1) * Expression.Call(Function.Log, new Operand(0))) - new Operand(2), sum, total, explained);
    }
}
