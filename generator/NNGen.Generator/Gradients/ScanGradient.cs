using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Gradients;

/// <summary>
/// The gradient of a loop over steps: a loop in the other direction, with the symbolic gradient of its cell inside. The gradients of the weights are
/// products over samples and steps, outside of the loop.
/// </summary>
internal static class ScanGradient
{
    /// <summary>The same scan with everything kept that its gradient reads.</summary>
    public static Scan Keeping(Scan scan, ProgramBuilder program)
    {
        IEnumerable<Tensor> wanted = Of(scan.Cell).Known.Append(scan.Cell.Previous[0]).Distinct().Where(tensor => scan.All(tensor) is null);
        Axis[] steps = [.. scan.Source.Features.Take(1)];
        return scan with
        {
            Dropped = scan.Dropped is not { All: null } dropped ? scan.Dropped
                : dropped with { All = program.Declare(dropped.Step.Name, [Axis.Samples, .. steps, .. dropped.Step.Features]) },
            Kept = scan.Kept.Concat(wanted.Select(tensor => new Kept(tensor, program.Declare(tensor.Name, [Axis.Samples, .. steps, .. tensor.Features])))).ToEquatableArray(),
        };
    }

    /// <summary>Writes the operations that propagate gradients back through a scan.</summary>
    /// <param name="scan">The scan.</param>
    /// <param name="gradientOf">The gradients of what it computes, as far as there are any.</param>
    /// <param name="isWanted">Which operands need a gradient.</param>
    /// <param name="program">Receives the operations.</param>
    /// <returns>The contribution to each operand.</returns>
    public static IEnumerable<(Tensor Operand, Tensor Gradient)> Of(Scan scan, Func<Tensor, Tensor?> gradientOf, Func<Tensor, bool> isWanted, ProgramBuilder program)
    {
        CellGradient cell = Of(scan.Cell);
        EquatableArray<Kept> final = Arriving(scan.Final.Zip(cell.Seeds, (tensor, seed) => new Kept(seed, tensor)));
        EquatableArray<Kept> kept = Arriving(scan.Cell.Next.Zip(cell.Seeds, (next, seed) => (All: scan.All(next), Seed: seed)).Where(pair => pair.All is not null)
            .Select(pair => new Kept(pair.Seed, pair.All!)));
        Tensor sourceGradient = program.Declare(GradientRules.Name(scan.Source), scan.Source.Axes);
        Tensor productGradient = cell.Arriving == cell.Products ? sourceGradient : program.Declare(GradientRules.Name(scan.Sums), scan.Source.Axes);
        Tensor[] carried = [.. scan.Final.Select((tensor, i) => program.Declare(GradientRules.Name(scan.Initial.Count > 0 ? scan.Initial[i] : tensor), tensor.Axes))];
        EquatableArray<Kept> known = cell.Known.Select(tensor => new Kept(tensor, scan.All(tensor)!)).ToEquatableArray();
        program.Add(new ScanTransposed(
            sourceGradient, productGradient, carried.ToEquatableArray(), final, kept, known, scan.Weights, scan.IsThere, cell, scan.Steps, !scan.IsReversed)
        {
            Dropped = scan.Dropped is null ? null : new Dropped(scan.Dropped.Mask, program.Declare(GradientRules.Name(scan.Dropped.Step), scan.Dropped.Step.Axes)),
        });

        if (isWanted(scan.Weights))
        {
            var window = new Window(1, scan.Steps, scan.Cell.Units, scan.Sums.Size, Groups: 1, Extent.OfPositions(1), Extent.OfPositions(scan.Steps));
            Tensor previous = scan.Dropped?.All ?? scan.All(scan.Cell.Previous[0])!;
            yield return (scan.Weights, program.Add(new ConvolveWeights(program.Declare(GradientRules.Name(scan.Weights), scan.Weights.Axes), productGradient, previous, window)));
        }

        if (scan.Bias is { } bias && isWanted(bias)) { yield return (bias, program.Reduce(GradientRules.Name(bias), Reduction.Sum, productGradient, bias.Axes)); }
        if (isWanted(scan.Source)) { yield return (scan.Source, sourceGradient); }
        foreach ((Tensor initial, Tensor gradient) in scan.Initial.Zip(carried, (initial, gradient) => (initial, gradient)))
        {
            if (isWanted(initial)) { yield return (initial, gradient); }
        }

        EquatableArray<Kept> Arriving(IEnumerable<Kept> pairs) => pairs.Where(pair => gradientOf(pair.All) is not null)
            .Select(pair => pair with { All = GradientRules.Full(gradientOf(pair.All)!, pair.All, program) }).ToEquatableArray();
    }

    /// <summary>The symbolic gradient of a cell.</summary>
    public static CellGradient Of(Cell cell)
    {
        var program = new ProgramBuilder();
        foreach (Tensor tensor in cell.Arriving.Concat(cell.Products).Concat(cell.Previous).Concat(cell.Formulas.Select(formula => formula.Output))) { program.Declare(tensor.Name, []); }
        Tensor[] seeds = [.. cell.Next.Select(next => program.Declare(GradientRules.Name(next), next.Axes))];
        Tensor[] wanted = [.. cell.Arriving, .. cell.Products, .. cell.Previous];
        IReadOnlyDictionary<Tensor, Tensor> gradients = Reverse.Differentiate(
            [.. cell.Formulas], cell.Next[0], seeds[0], wanted, program, [.. cell.Next.Zip(seeds, (next, seed) => (next, seed)).Skip(1)]);
        EquatableArray<Tensor> previous = cell.Previous.Select(tensor => gradients.TryGetValue(tensor, out Tensor? gradient) ? gradient
            : program.Elementwise(GradientRules.Name(tensor), 0, seeds[0])).ToEquatableArray();
        return new CellGradient(
            seeds.ToEquatableArray(), program.Take().Cast<Elementwise>().ToEquatableArray(), cell.Arriving.Select(tensor => gradients[tensor]).ToEquatableArray(),
            cell.Products.Select(tensor => gradients[tensor]).ToEquatableArray(), previous, cell.IsThere);
    }
}
