using System.Collections.Generic;

namespace NNGen.Generator.Ir;

/// <summary>For each step of a sequence, 1 where the sample has it, and 0 behind its end.</summary>
/// <param name="Output">The numbers, <c>[samples, steps]</c>.</param>
/// <param name="Source">The number of steps of each sample; or its token ids, if one of them is padding.</param>
/// <param name="Padding">The padding id: a sample ends with its last id that is another one. −1 if the source states numbers of steps.</param>
internal sealed record BeforeEnd(Tensor Output, Tensor Source, int Padding = -1) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => [Source];
}
