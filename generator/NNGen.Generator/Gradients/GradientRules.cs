using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Gradients;

/// <summary>The gradient rules: for each operation, what the gradient of its output contributes to the gradient of each operand.</summary>
internal static class GradientRules
{
    /// <summary>Writes the operations that propagate a gradient back through one operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="gradient">The gradient of its output; axes along which it is constant may be absent.</param>
    /// <param name="isWanted">Which operands need a gradient.</param>
    /// <param name="program">Receives the operations.</param>
    /// <returns>The contribution to each operand.</returns>
    public static IEnumerable<(Tensor Operand, Tensor Gradient)> Of(
        Operation operation, Tensor gradient, Func<Tensor, bool> isWanted, ProgramBuilder program) => operation switch
        {
            Contract contract => OfContract(contract, gradient, isWanted, program),
            Elementwise formula => OfElementwise(formula, gradient, isWanted, program),
            Normalize normalize => OfNormalize(normalize, Full(gradient, operation.Output, program), isWanted, program),
            Reduce { By: Reduction.Sum } sum when isWanted(sum.Operand) => [(sum.Operand, gradient)], // the same for every summand
            Reduce => [],
            View view when isWanted(view.Source) =>
            [(view.Source, program.Add(new ViewTransposed(program.Declare(Name(view.Source), view.Source.Axes), Full(gradient, view.Output, program), view.Map)))],
            ViewTransposed view when isWanted(view.Source) =>
            [(view.Source, program.Add(new View(program.Declare(Name(view.Source), view.Source.Axes), Full(gradient, view.Output, program), view.Map)))],
            Convolve convolution => OfConvolution(
                convolution.Source, convolution.Weights, Full(gradient, operation.Output, program), convolution.Source, convolution.Window, isWanted, program, isTransposed: false),
            ConvolveTransposed convolution => OfConvolution(
                convolution.Source, convolution.Weights, convolution.Source, Full(gradient, operation.Output, program), convolution.Window, isWanted, program, isTransposed: true),
            Pool pool when isWanted(pool.Source) =>
            [
                (pool.Source, program.Add(new PoolTransposed(
                    program.Declare(Name(pool.Source), pool.Source.Axes), pool.By, Full(gradient, pool.Output, program), pool.Source, pool.Output, pool.Window))),
            ],
            Reshape reshape when isWanted(reshape.Source) =>
            [(reshape.Source, program.Add(new Reshape(program.Declare(Name(reshape.Source), reshape.Source.Axes), Full(gradient, reshape.Output, program))))],
            Concatenate concatenate => OfConcatenation(concatenate, Full(gradient, operation.Output, program), isWanted, program),
            Gather gather when isWanted(gather.Table) =>
            [(gather.Table, program.Add(new GatherTransposed(program.Declare(Name(gather.Table), gather.Table.Axes), Full(gradient, gather.Output, program), gather.Indices, gather.Constant)))],
            _ => [],
        };

    // The gradient of each factor is the contraction with the other one; the sums run over the axes that the factor does not have.
    private static IEnumerable<(Tensor, Tensor)> OfContract(Contract contract, Tensor gradient, Func<Tensor, bool> isWanted, ProgramBuilder program)
    {
        gradient = Full(gradient, contract.Output, program);

        // Parameters first: their gradients are computed from tensors that the backward pass may not need any longer.
        foreach ((Tensor factor, Tensor other) in new[] { (contract.Right, contract.Left), (contract.Left, contract.Right) })
        {
            if (!isWanted(factor)) { continue; }
            bool isOther = gradient == Tensor.One && factor.Axes == other.Axes;
            yield return (factor, isOther ? other : program.Contract(Name(factor), gradient, other, factor.Axes));
        }
    }

    // With n = (x − mean) · scale and h = g · gain: scale · (h − the mean of h − n · the mean of h · n), means over what the statistics are over. The
    // statistics pass nothing on: their part is in this formula.
    private static IEnumerable<(Tensor, Tensor)> OfNormalize(Normalize normalize, Tensor gradient, Func<Tensor, bool> isWanted, ProgramBuilder program)
    {
        (Tensor source, Tensor scale, string name) = (normalize.Source, normalize.Scale, Name(normalize.Source));
        Tensor[] statistics = normalize.Mean is { } mean ? [scale, mean] : [scale];
        Expression normalized = normalize.Mean is null ? new Operand(1) * new Operand(2) : (new Operand(1) - new Operand(3)) * new Operand(2);
        bool isWhole = normalize.Gain is null || normalize.Gain.Axes.All(scale.Axes.Contains);

        // A gain that is constant where the statistics sum can be multiplied after the sums, which are those of the parameters, too.
        Tensor weighted = isWhole ? gradient : program.Elementwise(name + "Weighted", new Operand(0) * new Operand(1), gradient, normalize.Gain!);
        Tensor? shiftGradient = null, gainGradient = null;
        if (normalize.Shift is { } shift && isWanted(shift))
        {
            shiftGradient = program.Reduce(Name(shift), Reduction.Sum, gradient, shift.Axes);
            yield return (shift, shiftGradient);
        }

        if (normalize.Gain is { } gain && isWanted(gain))
        {
            Tensor product = program.Elementwise(Name(gain) + "Terms", new Operand(0) * normalized, [gradient, source, .. statistics]);
            gainGradient = program.Reduce(Name(gain), Reduction.Sum, product, gain.Axes);
            yield return (gain, gainGradient);
        }

        if (!isWanted(source)) { yield break; }
        Tensor? sum = normalize.Mean is null ? null
            : isWhole && shiftGradient is { } shared && shared.Axes == scale.Axes ? shared
            : program.Reduce(name + "Sum", Reduction.Sum, weighted, scale.Axes);
        Tensor along = isWhole && gainGradient is { } known && known.Axes == scale.Axes ? known
            : program.Reduce(name + "Along", Reduction.Sum, program.Elementwise(name + "Terms", new Operand(0) * normalized, [weighted, source, .. statistics]), scale.Axes);

        // The factors of all numbers that share statistics: of h, what is subtracted from it, and of the difference to the mean.
        double share = 1.0 / source.Features.Where(axis => !scale.Axes.Contains(axis)).Aggregate(1, (product, axis) => product * axis.Size);
        Tensor[] batch = normalize.Batch is { } samples ? [samples.Size] : [];
        Tensor factor = isWhole && normalize.Gain is { } constant ? program.Elementwise(name + "Factor", new Operand(0) * new Operand(1), scale, constant) : scale;
        Tensor? offset = sum is null ? null : program.Elementwise(name + "Offset", Mean(new Operand(0), batch, 1, share), [sum, .. batch]);
        Tensor slope = program.Elementwise(name + "Slope", Mean(new Operand(0) * new Operand(1), batch, 2, share), [along, scale, .. batch]);
        var operands = new List<Tensor> { factor, weighted, source, slope };
        Expression difference = new Operand(2);
        if (normalize.Mean is not null)
        {
            operands.Add(normalize.Mean);
            difference -= new Operand(operands.Count - 1);
        }

        Expression inner = new Operand(1);
        if (offset is not null)
        {
            operands.Add(offset);
            inner -= new Operand(operands.Count - 1);
        }

        Expression formula = new Operand(0) * (inner - (difference * new Operand(3)));
        if (normalize.Batch is { } present)
        {
            operands.Add(present.Present);
            formula *= new Operand(operands.Count - 1);
        }

        Tensor result = program.Declare(name, source.Axes);
        yield return (source, program.Add(new Elementwise(result, formula, operands.ToEquatableArray())));

        static Expression Mean(Expression sum, Tensor[] batch, int size, double share) => batch.Length == 0 ? sum * share : (sum * share) / new Operand(size);
    }

    // Each part gets its part of the gradient.
    private static IEnumerable<(Tensor, Tensor)> OfConcatenation(Concatenate concatenate, Tensor gradient, Func<Tensor, bool> isWanted, ProgramBuilder program)
    {
        for (int i = 0; i < concatenate.Sources.Count; i++)
        {
            Tensor source = concatenate.Sources[i];
            if (isWanted(source)) { yield return (source, program.View(Name(source), gradient, source.Axes, [.. concatenate.PartOf(i)])); }
        }
    }

    // A convolution is linear in both; the weights first, as above.
    private static IEnumerable<(Tensor, Tensor)> OfConvolution(
        Tensor source, Tensor weights, Tensor results, Tensor windows, Window window, Func<Tensor, bool> isWanted, ProgramBuilder program, bool isTransposed)
    {
        if (isWanted(weights)) { yield return (weights, program.Add(new ConvolveWeights(program.Declare(Name(weights), weights.Axes), results, windows, window))); }
        if (!isWanted(source)) { yield break; }
        Tensor gradient = program.Declare(Name(source), source.Axes);
        yield return (source, program.Add(isTransposed ? new Convolve(gradient, windows, weights, window) : new ConvolveTransposed(gradient, results, weights, window)));
    }

    private static IEnumerable<(Tensor, Tensor)> OfElementwise(Elementwise formula, Tensor gradient, Func<Tensor, bool> isWanted, ProgramBuilder program)
    {
        for (int i = 0; i < formula.Operands.Count; i++)
        {
            Tensor operand = formula.Operands[i];
            if (!isWanted(operand)) { continue; }

            Expression partial = i < formula.Partials.Count
                ? formula.Partials[i]
                : Calculus.UseResult(Calculus.Derivative(formula.Formula, i), formula.Formula);
            if (partial is Constant { Value: 0 }) { continue; }

            Tensor contribution = partial is Constant { Value: 1 } ? gradient : Multiply(Name(operand), formula, partial, gradient, program);

            // The operand was broadcast along the axes that it does not have: the gradient is summed over them.
            if (formula.Output.Axes.All(operand.Axes.Contains)) { yield return (operand, contribution); }
            else { yield return (operand, program.Reduce(Name(operand), Reduction.Sum, Full(contribution, formula.Output, program), operand.Axes)); }
        }
    }

    /// <summary>gradient × partial, over only those operands that the partial uses.</summary>
    private static Tensor Multiply(string name, Elementwise formula, Expression partial, Tensor gradient, ProgramBuilder program)
    {
        var operands = new List<Tensor> { gradient };
        Expression renumbered = Calculus.Rewrite(partial, node => node switch
        {
            Operand o => new Operand(Position(formula.Operands[o.Index])),
            Result => new Operand(Position(formula.Output)),
            _ => node,
        });
        return program.Elementwise(name, new Operand(0) * renumbered, operands.ToArray());

        int Position(Tensor tensor)
        {
            int position = operands.IndexOf(tensor);
            if (position >= 0) { return position; }
            operands.Add(tensor);
            return operands.Count - 1;
        }
    }

    /// <summary>A gradient, broadcast to all axes of its tensor.</summary>
    public static Tensor Full(Tensor gradient, Tensor of, ProgramBuilder program)
    {
        if (of.Axes.All(gradient.Axes.Contains)) { return gradient; }
        return program.Add(new Elementwise(program.Declare(Name(of), of.Axes), new Operand(0), new EquatableArray<Tensor>([gradient])));
    }

    public static string Name(Tensor tensor) => tensor.Name + "Gradient";
}
