namespace NNGen.Generator.Ir;

/// <summary>What a tensor adds to the loss of its sample: the sum of a formula over its numbers.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="Formula">The formula of one number.</param>
/// <param name="Slope">Its derivative.</param>
internal sealed record Penalty(Tensor Tensor, Expression Formula, Expression Slope);
