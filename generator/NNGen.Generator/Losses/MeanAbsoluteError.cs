using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Losses;

/// <summary>Mean over the outputs of |y − t|; the gradient at 0 is 0, as in PyTorch's <c>L1Loss</c>.</summary>
internal sealed record MeanAbsoluteError : Loss
{
    public override string Kind => "MeanAbsoluteError";

    public override string Description => "mean absolute error";

    public override LossTerms Lower(ProgramBuilder program, Tensor prediction, Tensor target, bool fused) => MeanSquaredError.Mean(
        program, program.Elementwise("error", Expression.Call(Function.Abs, new Operand(0) - new Operand(1)), prediction, target));
}
