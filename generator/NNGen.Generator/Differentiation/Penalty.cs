namespace NNGen.Generator.Differentiation;

/// <summary>What a value adds to the loss of its sample: the sum of a formula over its numbers.</summary>
/// <param name="Value">The value.</param>
/// <param name="Formula">The formula of one number.</param>
/// <param name="Slope">Its derivative.</param>
internal sealed record Penalty(Value Value, Expression Formula, Expression Slope);
