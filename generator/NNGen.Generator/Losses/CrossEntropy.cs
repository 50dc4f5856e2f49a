using System;
using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Losses;

/// <summary>
/// −Σ t ln p over the classes, computed from the logits z as Σ t · ln Σ e^(z − max) − Σ t (z − max), whose gradient is p − t:
/// PyTorch's <c>CrossEntropyLoss</c>.
/// </summary>
/// <param name="Logits">Whether the network gives logits.</param>
/// <param name="Smoothing">How far targets are moved toward a uniform distribution.</param>
/// <param name="Ignored">The class number of positions that do not count: all their targets are 0, so that their loss and its gradient are 0; or null.</param>
internal sealed record CrossEntropy(bool Logits, double Smoothing, int? Ignored) : Loss
{
    public override string Kind => "CrossEntropy";

    public override string Description => "cross-entropy" + (Logits ? " from logits" : "") + (Smoothing > 0 ? $", labels smoothed by {Smoothing}" : "")
        + (Ignored is { } ignored ? $", over classes other than {ignored}" : "");

    public override EquatableArray<Argument> Arguments => Ignored is { } ignored ? new([new Argument("ignoreIndex", ignored)]) : default;

    public override int? IgnoreIndex => Ignored;

    public override Expectation Expects => Expectation.Class;

    public override bool FromLogits => Logits;

    public override double LabelSmoothing => Smoothing;

    public override bool FusesWith(Layer last) => !Logits && last.GivesShares;

    public override LossTerms Lower(ProgramBuilder program, Tensor prediction, Tensor target, bool fused)
    {
        // At each position of the other axes, such as pixels; the loss of a sample is the mean over them.
        Axis[] kept = [.. prediction.Axes.Take(Math.Max(1, prediction.Axes.Count - 1))];
        int positions = kept.Aggregate(1, (product, axis) => product * Math.Max(axis.Size, 1));
        target = Ignored is null ? Smooth(program, target, (double)positions / target.Size) : SmoothCounted(program, target, (double)positions / target.Size, kept);
        Tensor max = program.Reduce("max", Reduction.Max, prediction, kept);
        Tensor shifted = program.Elementwise("shifted", new Operand(0) - new Operand(1), prediction, max);
        Tensor exponential = program.Elementwise("exponential", Expression.Call(Function.Exp, new Operand(0)), shifted);
        Tensor sum = program.Reduce("sum", Reduction.Sum, exponential, kept);

        // A class whose target is 0 adds nothing, even if it is infinitely far from the largest: 0 · ∞ would be NaN.
        Expression term = Expression.WhereGreater(new Operand(0), 0, new Operand(0) * new Operand(1), 0);
        Tensor targetLogits = program.Reduce("targetLogits", Reduction.Sum, program.Elementwise("term", term, target, shifted), kept);
        Tensor total = program.Reduce("total", Reduction.Sum, target, kept);
        Tensor loss = program.Elementwise(
            positions == 1 ? "loss" : "positionLoss", (new Operand(1) * Expression.Call(Function.Log, new Operand(0))) - new Operand(2), sum, total, targetLogits);

        // The targets of a sample usually sum to 1; if not, the probabilities are scaled to the same sum.
        Tensor normalizer = program.Elementwise("normalizer", new Operand(0) / new Operand(1), total, sum);
        Tensor probability = program.Elementwise("probability", new Operand(0) * new Operand(1), exponential, normalizer);
        Expression difference = new Operand(0) - new Operand(1);
        return positions == 1
            ? new LossTerms(loss, program.Elementwise("difference", difference, probability, target))
            : new LossTerms(
                program.Elementwise("loss", new Operand(0) * (1.0 / positions), program.Sum("positionsSum", loss)),
                program.Elementwise("difference", difference * (1.0 / positions), probability, target));
    }

    /// <summary>Smooths in proportion to the sum of a position's targets, which is 0 where it is ignored.</summary>
    private Tensor SmoothCounted(ProgramBuilder program, Tensor target, double uniform, Axis[] kept) => Smoothing == 0
        ? target
        : program.Elementwise(
            "smoothTarget", (new Operand(0) * (1 - Smoothing)) + (new Operand(1) * (Smoothing * uniform)), target, program.Reduce("counted", Reduction.Sum, target, kept));
}
