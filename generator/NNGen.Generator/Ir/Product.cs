using System;
using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Ir;

/// <summary>A contraction of values with a parameter, as kernels compute it: its sums start from the bias.</summary>
/// <param name="Output">The result, with the bias.</param>
/// <param name="Source">The values.</param>
/// <param name="Weights">The parameter.</param>
/// <param name="Bias">The start value of the sums, if not zero.</param>
/// <param name="IsTransposed">Whether the sums run over the parameter's rows, not its columns, as for a gradient in the backward pass.</param>
/// <param name="Window">The windows of a convolution; null where every result reads the whole source.</param>
internal sealed record Product(Tensor Output, Tensor Source, Tensor Weights, Tensor? Bias, bool IsTransposed, Window? Window = null) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => Bias is null ? [Source, Weights] : [Source, Weights, Bias];

    public long MultiplyAdds => Window?.MultiplyAdds ?? ((long)Source.Size * Output.Size);

    /// <summary>Results with separate biases: all of them, or the channels of an image.</summary>
    private int Biases => Window is null ? Output.Size : IsTransposed ? Window.Channels : Window.Filters;

    /// <summary>Replaces the contractions of a section, each with the bias addition that follows it, by products, and normalizations by their formulas.</summary>
    public static IEnumerable<Operation> Fuse(IReadOnlyList<Operation> section)
    {
        for (int i = 0; i < section.Count; i++)
        {
            if (Of(section[i]) is not { } product)
            {
                yield return section[i] is Normalize normalize ? normalize.AsFormula() : section[i];
                continue;
            }

            if (i + 1 < section.Count && section[i + 1] is Elementwise { Operands: [var sum, { Parameter: not null } bias] } next && sum == product.Output
                && next.Formula == new Operand(0) + new Operand(1) && bias.Size == product.Biases)
            {
                product = product with { Output = next.Output, Bias = bias };
                i++;
            }

            yield return product;
        }
    }

    private static Product? Of(Operation operation) => operation switch
    {
        Contract contract => Of(contract),
        Convolve convolution => new Product(operation.Output, convolution.Source, convolution.Weights, null, IsTransposed: false, Windows(convolution.Window)),
        ConvolveTransposed convolution => new Product(operation.Output, convolution.Source, convolution.Weights, null, IsTransposed: true, Windows(convolution.Window)),
        _ => null,
    };

    /// <summary>A window that is all there is, at its only position, is none.</summary>
    private static Window? Windows(Window window) => window is { Pixels: 1, Taps: 1, Groups: 1, Height: 1, Width: 1 } ? null : window;

    private static Product Of(Contract contract)
    {
        (Tensor source, Tensor weights) = contract.Right.Parameter is null ? (contract.Right, contract.Left) : (contract.Left, contract.Right);
        if (weights.Parameter is not { } parameter || source.Parameter is not null || !contract.Output.HasSamples)
        {
            throw new InvalidOperationException($"No schedule for the contraction of {contract.Left} and {contract.Right}.");
        }

        // Weights are [out, in]; with a single output, the first axis is absent.
        IEnumerable<Axis> columns = parameter.Shape[0] == 1 ? weights.Axes : weights.Axes.Skip(1);
        return new Product(contract.Output, source, weights, null, IsTransposed: !source.Features.SequenceEqual(columns));
    }
}
