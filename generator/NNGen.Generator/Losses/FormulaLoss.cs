using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Losses;

/// <summary>Mean over the outputs of a user-defined formula of a prediction and its target.</summary>
internal sealed record FormulaLoss(string Text, Expression Error) : Loss
{
    public override string Kind => "Loss";

    public override string Member => "Formula";

    public override string Description => $"the mean of {Text}";

    public override string OwnFormula => Text;

    public override Expression Formula => Error;

    public override LossTerms Lower(ProgramBuilder program, Tensor prediction, Tensor target, bool fused) =>
        MeanSquaredError.Mean(program, program.Elementwise("error", Error, prediction, target));
}
