using System;
using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Ir;

/// <summary>A contraction of values with a parameter, as kernels see it: with the bias that its sums start from.</summary>
/// <param name="Output">The result, with the bias.</param>
/// <param name="Source">The values.</param>
/// <param name="Weights">The parameter.</param>
/// <param name="Bias">What the sums start from, if not zero.</param>
/// <param name="IsTransposed">Whether the parameter's rows are summed, not its columns: a gradient on its way back.</param>
internal sealed record Product(Tensor Output, Tensor Source, Tensor Weights, Tensor? Bias, bool IsTransposed) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => Bias is null ? [Source, Weights] : [Source, Weights, Bias];

    public long MultiplyAdds => (long)Source.Size * Output.Size;

    /// <summary>Puts products where a section has contractions, with the addition of a bias that follows them.</summary>
    public static IEnumerable<Operation> Fuse(IReadOnlyList<Operation> section)
    {
        for (int i = 0; i < section.Count; i++)
        {
            if (section[i] is not Contract contract)
            {
                yield return section[i];
                continue;
            }

            Product product = Of(contract);
            if (i + 1 < section.Count && section[i + 1] is Elementwise { Operands: [var sum, { Parameter: not null } bias] } next && sum == contract.Output
                && next.Formula == new Operand(0) + new Operand(1) && bias.Size == sum.Size)
            {
                product = product with { Output = next.Output, Bias = bias };
                i++;
            }

            yield return product;
        }
    }

    private static Product Of(Contract contract)
    {
        (Tensor source, Tensor weights) = contract.Right.Parameter is null ? (contract.Right, contract.Left) : (contract.Left, contract.Right);
        if (weights.Parameter is not { } parameter || source.Parameter is not null || !contract.Output.HasSamples)
        {
            throw new InvalidOperationException($"No schedule for the contraction of {contract.Left} and {contract.Right}.");
        }

        // Weights are [out, in]; of a single output they have no such axis.
        IEnumerable<Axis> columns = parameter.Shape[0] == 1 ? weights.Axes : weights.Axes.Skip(1);
        return new Product(contract.Output, source, weights, null, IsTransposed: !source.Features.SequenceEqual(columns));
    }
}
