namespace NNGen.Generator.Ir;

/// <summary>A term that a tensor adds to the loss of its sample: the sum of a formula over its values.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="Formula">The formula for one value.</param>
/// <param name="Slope">Its derivative.</param>
internal sealed record Penalty(Tensor Tensor, Expression Formula, Expression Slope);
