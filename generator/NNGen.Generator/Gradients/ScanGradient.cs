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
        IEnumerable<Tensor> wanted = Of(scan.Cell).Known.Concat(scan.Cell.Stages.Select(stage => stage.Operand)).Distinct().Where(tensor => scan.All(tensor) is null);
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
        bool isSame = scan.Products.Count == 1 && cell.Stages[0].Gates.All(gate => gate.Arriving == gate.Product);
        ProductGradient[] products = [.. scan.Products.Zip(scan.Cell.Stages, (product, stage) => new ProductGradient(
            stage.First, isSame ? sourceGradient : program.Declare(GradientRules.Name(scan.Sums), [.. scan.Source.Axes.Take(2), product.Weights.Axes[0]]), product.Weights,
            product.Operand is { } operand ? program.Declare(GradientRules.Name(operand), operand.Axes) : null))];
        Tensor[] carried = [.. scan.Final.Select((tensor, i) => program.Declare(GradientRules.Name(scan.Initial.Count > 0 ? scan.Initial[i] : tensor), tensor.Axes))];
        EquatableArray<Kept> known = cell.Known.Select(tensor => new Kept(tensor, scan.All(tensor)!)).ToEquatableArray();
        program.Add(new ScanTransposed(
            sourceGradient, products.ToEquatableArray(), carried.ToEquatableArray(), final, kept, known, scan.IsThere, cell, scan.Steps, !scan.IsReversed)
        {
            Dropped = scan.Dropped is null ? null : new Dropped(scan.Dropped.Mask, program.Declare(GradientRules.Name(scan.Dropped.Step), scan.Dropped.Step.Axes)),
        });

        for (int i = 0; i < products.Length; i++)
        {
            (Tensor weights, Tensor productGradient) = (products[i].Weights, products[i].Gradient);
            if (isWanted(weights))
            {
                int sums = scan.Cell.Stages[i].Products.Count * scan.Cell.Units;
                var window = new Window(1, scan.Steps, scan.Cell.Units, sums, Groups: 1, Extent.OfPositions(1), Extent.OfPositions(scan.Steps));
                Tensor operand = (i == 0 ? scan.Dropped?.All : null) ?? scan.All(scan.Cell.Stages[i].Operand)!;
                yield return (weights, program.Add(new ConvolveWeights(program.Declare(GradientRules.Name(weights), weights.Axes), productGradient, operand, window)));
            }

            if (scan.Products[i].Bias is { } bias && isWanted(bias)) { yield return (bias, program.Reduce(GradientRules.Name(bias), Reduction.Sum, productGradient, bias.Axes)); }
        }

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
        Tensor[] carried = [.. cell.Next.Select(next => program.Declare(GradientRules.Name(next), next.Axes))], wanted = [.. cell.Arriving, .. cell.Products, .. cell.Previous];
        IEnumerable<(Tensor Tensor, Tensor Gradient)> known = cell.Next.Zip(carried, (next, gradient) => (next, gradient));
        Tensor? operand = null;
        var stages = new List<StageGradient>();
        foreach (Stage stage in cell.Stages.Reverse())
        {
            (Tensor Tensor, Tensor Gradient)[] seeds = [.. known];
            IReadOnlyDictionary<Tensor, Tensor> gradients = Reverse.Differentiate([.. stage.Formulas], seeds[0].Tensor, seeds[0].Gradient, wanted, program, [.. seeds.Skip(1)]);
            Tensor[] previous = [.. cell.Previous.Select(tensor => gradients.TryGetValue(tensor, out Tensor? gradient) ? gradient
                : program.Elementwise(GradientRules.Name(tensor), 0, seeds[0].Gradient))];
            IEnumerable<GateGradient> gates = Enumerable.Range(0, cell.Gates).Where(gate => gradients.ContainsKey(cell.Arriving[gate]))
                .Select(gate => new GateGradient(gate, gradients[cell.Arriving[gate]], gradients[cell.Products[gate]]));
            stages.Add(new StageGradient(
                operand, carried.ToEquatableArray(), program.Take().Cast<Elementwise>().ToEquatableArray(), gates.ToEquatableArray(), previous.ToEquatableArray()));

            // The stage before continues with the gradients of what this one's products read, and of what was carried.
            operand = program.Declare(GradientRules.Name(stage.Operand), stage.Operand.Axes);
            known = cell.Previous.Zip(previous, (tensor, gradient) => (tensor, gradient)).Prepend((stage.Operand, operand));
            carried = previous;
        }

        return new CellGradient(stages.ToEquatableArray(), cell.IsThere, cell.Mask);
    }
}
