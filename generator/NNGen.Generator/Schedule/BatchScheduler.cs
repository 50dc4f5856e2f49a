using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Schedule.Nests;

namespace NNGen.Generator.Schedule;

/// <summary>Schedules a section over panels of samples: products include the formula that follows them, the other operations share loops.</summary>
/// <param name="kernels">Receives the kernels.</param>
/// <param name="uses">The readers of each tensor.</param>
/// <param name="aliases">Tensors in the memory of others.</param>
/// <param name="isPlain">Whether a product is written as plain loops, without the formula that follows it.</param>
/// <param name="lanes">The number of fixed lanes of sums over samples.</param>
internal sealed class BatchScheduler(KernelSet kernels, ProgramUses uses, Aliases aliases, bool isPlain, int lanes)
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
            if (!section[i].Output.HasSamples)
            {
                Operation[] whole = [.. section.Skip(i).TakeWhile(operation => !operation.Output.HasSamples && operation.Output.Size == section[i].Output.Size)];
                if (Flush() is { } before) { yield return before; }
                yield return OverBatch(whole);
                i += whole.Length - 1;
                continue;
            }

            if (section[i] is Elementwise or Reduce)
            {
                if ((aliases.Reads(section[i], pending) || !LoopAxes.Continues(pending, section[i])) && Flush() is { } finished) { yield return finished; }
                pending.Add(section[i]);
                continue;
            }

            if (Flush() is { } loops) { yield return loops; }
            if (section[i] is not Product product)
            {
                yield return Rows(section[i], suffix);
                continue;
            }

            Elementwise? then = !isPlain && i + 1 < section.Count && section[i + 1] is Elementwise next && IsEpilogue(next, product) ? next : null;
            var fused = new List<Operation>();
            if (then is not null)
            {
                fused.Add(then);
                i++;
                if (i + 1 < section.Count && section[i + 1] is Elementwise after && Continues(then, after, product))
                {
                    then = then.Into(after);
                    fused.Add(after);
                    i++;
                }
            }

            bool readsInput = product.Window is null && product.Source == input && product == section[0];
            yield return Schedule(product, then, fused, suffix, prefetches: !isPlain && readsInput && product.Source.Size >= Machine.PrefetchInputs);
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
        var inside = new HashSet<Operation>(section, Operation.ByOutput);
        IEnumerable<Tensor> written = section.Select(operation => operation.Output).Where(tensor => uses.Outside(tensor, inside.Contains));
        var nest = new StraightLine(section, Read(section).Where(tensor => tensor.Parameter is null).ToEquatableArray(), written.ToEquatableArray());
        Kernel kernel = kernels.Get(nest, method, name => new Kernel(
            name, FormulaText.Of(section), "in a straight line: both vectors of a panel, every other axis unrolled", nest.References,
            new EquatableArray<string>(["panels"]), ReturnsFlag: false, nest.Build()));
        return new Step(
            kernel, nest.Read.Concat(nest.Written).Select(tensor => new KernelArgument(tensor)).Prepend(new KernelArgument(null)).ToEquatableArray(), nest.Written);
    }

    /// <summary>Whether a formula can be applied to a product's tiles: it reads the product, and otherwise only tensors of the same shape.</summary>
    private static bool IsEpilogue(Elementwise formula, Product product) =>
        formula.Operands.Contains(product.Output) && formula.Operands.All(operand => operand.Parameter is null && operand.Axes == product.Output.Axes);

    /// <summary>
    /// Whether what follows a sum of a product and another value, such as the ReLU behind a residual region, can be applied to the product's tiles, too.
    /// </summary>
    private bool Continues(Elementwise then, Elementwise after, Product product) =>
        then.Operands.Count > 1 && after.Operands.Contains(then.Output) && after.Output.Axes == product.Output.Axes
        && after.Operands.All(operand => operand.Parameter is null && operand.Axes == product.Output.Axes)
        && !uses.Outside(then.Output, user => user == after);

    /// <summary>Schedules a product.</summary>
    private Step Schedule(Product product, Elementwise? then, IReadOnlyCollection<Operation> fused, string suffix, bool prefetches)
    {
        bool keepsSums = then is null || uses.Outside(product.Output, fused.Contains);
        Tensor[] saved = then?.Operands.Distinct().Where(operand => operand != product.Output).ToArray() ?? [];
        Epilogue? epilogue = then is null ? null : new Epilogue(
            kernels.Function(then, first: product.Output), saved.Length, saved.Length <= 1 && !Calculus.IsTranscendental(then.Formula));
        if (product.Window is { } window) { return Convolution(product, window, then, epilogue, saved, keepsSums, suffix); }
        var rows = RowTiles.Of(product.Output.Size);
        bool isShared = !isPlain && rows.Count > 1 && product.MultiplyAdds >= Machine.SharedProduct;
        var nest = new BatchProduct(
            product.Source.Size, product.Output.Size, product.IsTransposed, product.Bias is not null, rows, epilogue, keepsSums, prefetches, isShared);
        string loops = isPlain ? "one number at a time" : $"tiles of {nest.Rows} rows × 2 vectors of samples";

        Kernel kernel = kernels.Get(nest, Layer(product) + suffix, name => new Kernel(
            name,
            FormulaText.Of(then is null ? [product] : [product, then]),
            $"{product.Source.Size:N0} → {product.Output.Size:N0} · {loops} · {product.MultiplyAdds:N0} multiply-adds per sample",
            nest.References, isPlain ? new EquatableArray<string>(["panels"]) : nest.Numbers, prefetches, isPlain ? nest.BuildPlain() : nest.Build())
        {
            Rows = !isPlain && nest.IsForAnyHeight ? rows : null,
        });

        return Multiply(kernel, product, then, saved, keepsSums) with
        {
            Prefetching = prefetches ? nest : null,
            SharedTiles = isShared ? rows.Count : 0,
            InPlace = AfterProduct(product, then, epilogue, saved, keepsSums),
        };
    }

    private Step Convolution(Product product, Window window, Elementwise? then, Epilogue? epilogue, Tensor[] saved, bool keepsSums, string suffix)
    {
        var nest = new WindowProduct(
            window, product.IsTransposed, product.Bias is not null, RowTiles.Of(product.IsTransposed ? window.ChannelsOfGroup : window.FiltersOfGroup), epilogue, keepsSums,
            IsShared: !isPlain && product.MultiplyAdds >= Machine.SharedProduct);
        bool isShared = nest is { IsShared: true, SharedTiles: > 1 };
        nest = nest with { IsShared = isShared };
        string loops = isPlain ? "one number at a time" : $"tiles of {nest.Rows} {(product.IsTransposed ? "channels" : "filters")} × 2 vectors of samples";
        Kernel kernel = kernels.Get(nest, Layer(product) + suffix, name => new Kernel(
            name, FormulaText.Of(then is null ? [product] : [product, then]), $"{window.Text} · {loops} · {product.MultiplyAdds:N0} multiply-adds per sample",
            nest.References, nest.Numbers, ReturnsFlag: false, isPlain ? nest.BuildPlain() : nest.Build()));
        return Multiply(kernel, product, then, saved, keepsSums) with { SharedTiles = isShared ? nest.SharedTiles : 0, InPlace = AfterProduct(product, then, epilogue, saved, keepsSums) };
    }

    /// <summary>A formula reads the saved numbers of a tile before it writes the results, unless the sums wait in their place.</summary>
    private static EquatableArray<InPlace> AfterProduct(Product product, Elementwise? then, Epilogue? epilogue, Tensor[] saved, bool keepsSums) =>
        then is not null && (epilogue!.InRegisters || keepsSums)
            ? saved.Where(operand => operand != product.Source).Select(operand => new InPlace(then.Output, operand)).ToEquatableArray()
            : default;

    private static Step Multiply(Kernel kernel, Product product, Elementwise? then, Tensor[] saved, bool keepsSums)
    {
        Tensor[] written = [.. keepsSums ? new[] { product.Output } : [], .. then is null ? [] : new[] { then.Output }];
        IEnumerable<Tensor> arguments = new[] { product.Weights }.Concat(product.Bias is { } bias ? [bias] : []).Append(product.Source).Concat(saved).Concat(written);
        return Call(kernel, arguments, written);
    }

    private static Step Call(Kernel kernel, IEnumerable<Tensor> arguments, params Tensor[] written) =>
        new(kernel, arguments.Select(tensor => new KernelArgument(tensor)).ToEquatableArray(), written.ToEquatableArray());

    private static string Layer(Product product) => Names.Pascal(
        product.Weights.Name.EndsWith("Weights", StringComparison.Ordinal) ? product.Weights.Name.Substring(0, product.Weights.Name.Length - "Weights".Length) : product.Weights.Name);

    /// <summary>Schedules an operation that pools numbers or moves them: it has separate loops.</summary>
    private Step Rows(Operation operation, string suffix)
    {
        Tensor output = operation.Output;
        return operation switch
        {
            Pool pool => Of(new WindowPool(pool.By, pool.Window, OfOne: false), WindowPool.References, nest => nest.Build(), "vectors of channels and samples", pool.Source),
            PoolTransposed pool => Of(
                new WindowPoolGradient(pool.By, pool.Window), new WindowPoolGradient(pool.By, pool.Window).References, nest => nest.Build(), "vectors of channels and samples", [.. pool.Inputs]),
            View view => Of(ViewCopy.Of(view.Output, view.Source, view.Map, isTransposed: false, ofOne: false), ViewCopy.References, nest => nest.Build(), "row by row", view.Source),
            Concatenate concatenate => Of(
                ConcatenateCopy.Of(concatenate, ofOne: false), ConcatenateCopy.Of(concatenate, ofOne: false).References, nest => nest.Build(), "run by run", [.. concatenate.Sources]),
            Gather gather => Of(GatherRows.Of(gather, ofOne: false), GatherRows.References, nest => nest.Build(), "a row for each id, sample by sample", gather.Table, gather.Indices),
            Reshape reshape => Of(ViewCopy.OfRows(output.Size, ofOne: false), ViewCopy.References, nest => nest.Build(), "row by row", reshape.Source),
            ViewTransposed view => Of(ViewCopy.Of(view.Source, view.Output, view.Map, isTransposed: true, ofOne: false), ViewCopy.References, nest => nest.Build(), "row by row", view.Source),
            BeforeEnd end => Of(StepsBeforeEnd.Of(end), StepsBeforeEnd.References, nest => nest.Build(), "vectors of samples", end.Source),
            Scan scan => OverSteps(scan, suffix),
            ScanTransposed scan => OverSteps(scan, suffix),
            _ => throw new InvalidOperationException($"No schedule for {operation}."),
        };

        Step Of<TNest>(TNest nest, EquatableArray<string> references, Func<TNest, EquatableArray<Statement>> build, string loops, params Tensor[] read)
            where TNest : notnull
        {
            Kernel kernel = kernels.Get(nest, Names.Pascal(output.Name) + (output.Name.EndsWith("Gradient", StringComparison.Ordinal) ? "" : suffix), name => new Kernel(
                name, FormulaText.Of([operation]), loops, references, new EquatableArray<string>(["panels"]), ReturnsFlag: false, build(nest)));
            return Call(kernel, read.Append(output), output);
        }
    }

    /// <summary>Schedules a loop over steps.</summary>
    private Step OverSteps(Scan scan, string suffix)
    {
        var nest = new PanelScan(scan, isPlain);
        Kernel kernel = kernels.Get(nest, Names.Pascal(scan.Output.Name) + suffix, name => new Kernel(
            name, FormulaText.Of([scan]), StepsText(scan.Steps, nest.Rows, scan.Weights), nest.References, new EquatableArray<string>(["panels"]), ReturnsFlag: false, nest.Build()));
        return Call(kernel, nest.Tensors, [.. scan.Outputs]);
    }

    private Step OverSteps(ScanTransposed scan, string suffix)
    {
        var nest = new PanelScanTransposed(scan, isPlain);
        Kernel kernel = kernels.Get(nest, Names.Pascal(scan.Output.Name) + suffix, name => new Kernel(
            name, FormulaText.Of([scan]), StepsText(scan.Steps, nest.Rows, scan.Weights), nest.References, new EquatableArray<string>(["panels"]), ReturnsFlag: false, nest.Build()));
        return Call(kernel, nest.Tensors, [.. scan.Outputs]);
    }

    private string StepsText(int steps, string rows, int weights) =>
        $"{steps:N0} steps · {(isPlain ? "one number at a time" : $"tiles of {rows} rows × 2 vectors of samples")} · {(long)steps * weights:N0} multiply-adds per sample";

    /// <summary>Schedules sums over the whole batch, and formulas of them: every thread waits for the samples of all others before and after it.</summary>
    private Step OverBatch(IReadOnlyList<Operation> operations)
    {
        (int channels, int pixels) = BatchSums.Extents(operations);
        var nest = new BatchSums(operations.ToEquatableArray(), channels, pixels, lanes, ChecksFinite: false, isPlain);
        Kernel kernel = kernels.Get(nest.Key(), Names.Pascal(operations[operations.Count - 1].Output.Name) + "OfBatch", name => new Kernel(
            name, FormulaText.Of(operations), $"{channels:N0} channels · {pixels:N0} pixels · vectors of samples, in {lanes} fixed lanes that are added at the end · tiles of {nest.Rows} channels",
            nest.References, BatchSums.Numbers, ReturnsFlag: false, nest.Build()));
        return Call(kernel, nest.Tensors, [.. operations.Select(operation => operation.Output)]) with { BatchTiles = nest.Rows.Count };
    }

    private Step Loops(IReadOnlyList<Operation> pending, string method)
    {
        Axis[] shared = [.. LoopAxes.Shared(pending)];
        FeatureLoop[] loops = Split(pending, shared).ToArray();

        // A number that has no axis but those of the surrounding loops stays in a register for the whole step, another one only for its loop.
        IEnumerable<Tensor> written = loops.SelectMany(loop => loop.Operations.Where(operation =>
        {
            var near = new HashSet<Operation>(LoopAxes.Of(operation.Output).All(shared.Contains) ? pending : loop.Operations, Operation.ByOutput);
            return uses.Outside(operation.Output, near.Contains);
        })).Select(operation => operation.Output);
        var nest = new PanelLoops(shared.ToEquatableArray(), loops.ToEquatableArray(), Read(pending), written.ToEquatableArray());
        Kernel kernel = kernels.Get(nest.Key(), method, name => new Kernel(
            name, FormulaText.Of(pending), isPlain ? "one sample at a time" : "one vector of samples at a time", nest.References, new EquatableArray<string>(["panels"]), ReturnsFlag: false, nest.Build()));
        return new Step(kernel, nest.Read.Concat(nest.Written).Select(tensor => new KernelArgument(tensor)).ToEquatableArray(), nest.Written) { InPlace = nest.InPlace };
    }

    /// <summary>The tensors that operations read but do not compute themselves.</summary>
    private static EquatableArray<Tensor> Read(IReadOnlyCollection<Operation> operations)
    {
        HashSet<Tensor> produced = [.. operations.Select(operation => operation.Output)];
        return operations.SelectMany(operation => operation.Inputs).Where(tensor => !produced.Contains(tensor)).Distinct().ToEquatableArray();
    }

    /// <summary>
    /// Merges operations over the same axes into one loop, unless one needs a sum that is complete only after the loop, or a sum over other axes.
    /// </summary>
    private static IEnumerable<FeatureLoop> Split(IEnumerable<Operation> operations, IReadOnlyCollection<Axis> shared)
    {
        var current = new List<Operation>();
        var unfinished = new HashSet<Tensor>();
        Axis[] axes = [];
        Axis[]? kept = null;
        foreach (Operation operation in operations)
        {
            Axis[] domain = [.. LoopAxes.Domain(operation).Where(axis => !shared.Contains(axis))];
            Axis[]? keeps = operation is Reduce ? [.. domain.Where(operation.Output.Axes.Contains)] : null;
            if (current.Count > 0
                && (!domain.SequenceEqual(axes) || operation.Inputs.Any(unfinished.Contains) || (keeps is not null && kept is not null && !keeps.SequenceEqual(kept))))
            {
                yield return Loop();
                current.Clear();
                unfinished.Clear();
                kept = null;
            }

            axes = domain;
            kept ??= keeps;
            current.Add(operation);
            if (keeps is not null && keeps.Length < domain.Length) { unfinished.Add(operation.Output); }
        }

        if (current.Count > 0) { yield return Loop(); }

        FeatureLoop Loop() => new(
            (kept ?? []).ToEquatableArray(), axes.Where(axis => kept?.Contains(axis) != true).ToEquatableArray(), current.ToEquatableArray());
    }
}
