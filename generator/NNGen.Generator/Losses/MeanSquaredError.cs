using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Losses;

/// <summary>Mean over the outputs of (y − t)²: PyTorch's <c>MSELoss</c>, Keras's <c>mean_squared_error</c>.</summary>
internal sealed record MeanSquaredError : Loss
{
    public override string Kind => "MeanSquaredError";

    public override string Description => "mean squared error";

    public override LossTerms Lower(ProgramBuilder program, Tensor prediction, Tensor target, bool fused) =>
        Mean(program, program.Elementwise("error", Square(new Operand(0) - new Operand(1)), prediction, target));

    /// <summary>The mean of a tensor's values per sample.</summary>
    internal static Tensor Mean(ProgramBuilder program, Tensor value)
    {
        Tensor sum = program.Sum("sum", value);
        return value.Size == 1 ? sum : program.Elementwise("mean", new Operand(0) * (1.0 / value.Size), sum);
    }

    private static Expression Square(Expression x) => x * x;
}
