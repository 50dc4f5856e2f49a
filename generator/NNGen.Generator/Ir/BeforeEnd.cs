using System.Collections.Generic;

namespace NNGen.Generator.Ir;

/// <summary>For each step of a sequence, 1 where the sample has it, and 0 behind its end.</summary>
/// <param name="Output">The numbers, <c>[samples, steps]</c>.</param>
/// <param name="Lengths">The number of steps of each sample.</param>
internal sealed record BeforeEnd(Tensor Output, Tensor Lengths) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => [Lengths];
}
