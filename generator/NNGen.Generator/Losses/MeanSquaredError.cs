using NNGen.Generator.Differentiation;
using NNGen.Generator.Graph;

namespace NNGen.Generator.Losses;

/// <summary>Mean over the outputs of (y − t)²: PyTorch's <c>MSELoss</c>, Keras's <c>mean_squared_error</c>.</summary>
internal sealed record MeanSquaredError : Loss
{
    public override string Kind => "MeanSquaredError";

    public override string Description => "mean squared error";

    public override Value Lower(ProgramBuilder program, Value prediction, Value target, bool fused) =>
        Mean(program, program.Map("error", Square(new Operand(0) - new Operand(1)), prediction, target));

    /// <summary>The mean of a value's numbers.</summary>
    internal static Value Mean(ProgramBuilder program, Value value)
    {
        Value sum = program.Sum("sum", value);
        return value.Size == 1 ? sum : program.Map("mean", new Operand(0) * (1.0 / value.Size), sum);
    }

    private static Expression Square(Expression x) => x * x;
}
