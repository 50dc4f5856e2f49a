namespace NNGen.Generator.Ir;

/// <summary>A state that training carries from one batch to the next, sample by sample.</summary>
/// <param name="Initial">What the samples of a batch begin with.</param>
/// <param name="Final">What they end with.</param>
internal sealed record CarriedState(Tensor Initial, Tensor Final);
