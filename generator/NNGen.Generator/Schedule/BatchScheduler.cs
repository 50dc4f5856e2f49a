using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Schedule.Nests;

namespace NNGen.Generator.Schedule;

/// <summary>Schedules a section over panels of samples: products include the formula that follows them, the other operations share loops.</summary>
/// <param name="kernels">Receives the kernels.</param>
/// <param name="uses">The readers of each tensor.</param>
/// <param name="isPlain">Whether a product is written as plain loops, without the formula that follows it.</param>
internal sealed class BatchScheduler(KernelSet kernels, ProgramUses uses, bool isPlain)
{
    /// <summary>Schedules one section.</summary>
    /// <param name="section">Its operations, with products fused.</param>
    /// <param name="suffix">The suffix of its products' method names.</param>
    /// <param name="block">The name of kernels that are not products.</param>
    /// <param name="input">The network's input, if the section reads it first; it is prefetched if it exceeds the caches.</param>
    public IEnumerable<Step> Schedule(IReadOnlyList<Operation> section, string suffix, string block, Tensor? input = null)
    {
        var pending = new List<Operation>();
        int blocks = 0;
        for (int i = 0; i < section.Count; i++)
        {
            if (section[i] is not Product product)
            {
                pending.Add(section[i]);
                continue;
            }

            if (Flush() is { } before) { yield return before; }

            Elementwise? then = !isPlain && i + 1 < section.Count && section[i + 1] is Elementwise next && IsEpilogue(next, product) ? next : null;
            if (then is not null) { i++; }
            yield return Schedule(product, then, suffix, prefetches: !isPlain && product.Source == input && product == section[0] && product.Source.Size >= Machine.PrefetchInputs);
        }

        if (Flush() is { } last) { yield return last; }

        Step? Flush()
        {
            if (pending.Count == 0) { return null; }
            Step step = Loops(pending, block + (++blocks == 1 ? "" : $"{blocks}"));
            pending.Clear();
            return step;
        }
    }

    /// <summary>Schedules one section of a tiny network.</summary>
    public Step StraightLine(EquatableArray<Operation> section, string method)
    {
        HashSet<Operation> inside = [.. section];
        IEnumerable<Tensor> written = section.Select(operation => operation.Output).Where(tensor => uses.Outside(tensor, inside.Contains));
        var nest = new StraightLine(section, Read(section), written.ToEquatableArray());
        Kernel kernel = kernels.Get(nest, method, name => new Kernel(
            name, FormulaText.Of(section), "in a straight line: both vectors of a panel, every other axis unrolled", nest.References,
            new EquatableArray<string>(["panels"]), ReturnsFlag: false, nest.Build()));
        return new Step(
            kernel, nest.Read.Concat(nest.Written).Select(tensor => new KernelArgument(tensor)).Prepend(new KernelArgument(null)).ToEquatableArray(), nest.Written);
    }

    /// <summary>Whether a formula can be applied to a product's tiles: it reads the product, and otherwise only tensors of the same shape.</summary>
    private static bool IsEpilogue(Elementwise formula, Product product) =>
        formula.Operands.Contains(product.Output) && formula.Operands.All(operand => operand.Parameter is null && operand.Axes == product.Output.Axes);

    /// <summary>Schedules a product.</summary>
    private Step Schedule(Product product, Elementwise? then, string suffix, bool prefetches)
    {
        bool keepsSums = then is null || uses.Outside(product.Output, user => user == then);
        Tensor[] saved = then?.Operands.Distinct().Where(operand => operand != product.Output).ToArray() ?? [];
        Epilogue? epilogue = then is null ? null : new Epilogue(
            kernels.Function(then, first: product.Output), saved.Length, saved.Length <= 1 && !Calculus.IsTranscendental(then.Formula));
        var rows = RowTiles.Of(product.Output.Size);
        bool isShared = !isPlain && rows.Count > 1 && product.MultiplyAdds >= Machine.SharedProduct;
        var nest = new BatchProduct(
            product.Source.Size, product.Output.Size, product.IsTransposed, product.Bias is not null, rows, epilogue, keepsSums, prefetches, isShared);
        string loops = isPlain ? "one number at a time" : $"tiles of {nest.Rows} rows × 2 vectors of samples";

        string layer = product.Weights.Name.EndsWith("Weights", StringComparison.Ordinal)
            ? product.Weights.Name.Substring(0, product.Weights.Name.Length - "Weights".Length) : product.Weights.Name;
        Kernel kernel = kernels.Get(nest, Names.Pascal(layer) + suffix, name => new Kernel(
            name,
            FormulaText.Of(then is null ? [product] : [product, then]),
            $"{product.Source.Size:N0} → {product.Output.Size:N0} · {loops} · {product.MultiplyAdds:N0} multiply-adds per sample",
            nest.References, nest.Numbers, prefetches, isPlain ? nest.BuildPlain() : nest.Build()));

        Tensor[] written = [.. keepsSums ? new[] { product.Output } : [], .. then is null ? [] : new[] { then.Output }];
        IEnumerable<Tensor> arguments = new[] { product.Weights }.Concat(product.Bias is { } bias ? [bias] : []).Append(product.Source).Concat(saved).Concat(written);
        return new Step(kernel, arguments.Select(tensor => new KernelArgument(tensor)).ToEquatableArray(), written.ToEquatableArray())
        {
            Prefetching = prefetches ? nest : null,
            Source = product.Source,
            SharedTiles = isShared ? rows.Count : 0,
        };
    }

    private Step Loops(IReadOnlyList<Operation> pending, string method)
    {
        FeatureLoop[] loops = Split(pending).ToArray();

        // A single number stays in a register for the whole step, a larger value only for its loop.
        IEnumerable<Tensor> written = loops.SelectMany(loop => loop.Operations.Where(operation =>
        {
            HashSet<Operation> near = operation.Output.Size == 1 ? [.. pending] : [.. loop.Operations];
            return uses.Outside(operation.Output, near.Contains);
        })).Select(operation => operation.Output);
        var nest = new PanelLoops(loops.ToEquatableArray(), Read(pending), written.ToEquatableArray());
        Kernel kernel = kernels.Get(nest.Key(), method, name => new Kernel(
            name, FormulaText.Of(pending), isPlain ? "one sample at a time" : "one vector of samples at a time", nest.References, new EquatableArray<string>(["panels"]), ReturnsFlag: false, nest.Build()));
        return new Step(kernel, nest.Read.Concat(nest.Written).Select(tensor => new KernelArgument(tensor)).ToEquatableArray(), nest.Written);
    }

    /// <summary>The tensors that operations read but do not compute themselves.</summary>
    private static EquatableArray<Tensor> Read(IReadOnlyCollection<Operation> operations)
    {
        HashSet<Tensor> produced = [.. operations.Select(operation => operation.Output)];
        return operations.SelectMany(operation => operation.Inputs).Where(tensor => tensor.Parameter is null && !produced.Contains(tensor)).Distinct().ToEquatableArray();
    }

    /// <summary>Merges operations over the same features into one loop, unless one needs a sum that is complete only after the loop.</summary>
    private static IEnumerable<FeatureLoop> Split(IEnumerable<Operation> operations)
    {
        var current = new List<Operation>();
        int extent = 0;
        var unfinished = new HashSet<Tensor>();
        foreach (Operation operation in operations)
        {
            int size = operation is Reduce reduce ? reduce.Operand.Size : operation.Output.Size;
            if (current.Count > 0 && (size != extent || operation.Inputs.Any(unfinished.Contains)))
            {
                yield return new FeatureLoop(extent, current.ToEquatableArray());
                current.Clear();
                unfinished.Clear();
            }

            extent = size;
            current.Add(operation);
            if (operation is Reduce && size > 1) { unfinished.Add(operation.Output); }
        }

        if (current.Count > 0) { yield return new FeatureLoop(extent, current.ToEquatableArray()); }
    }
}
