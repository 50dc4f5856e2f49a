using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Schedule.Nests;

namespace NNGen.Generator.Schedule.OneSample;

/// <summary>Divides the pass over one sample into blocks of loops: for each product, vectors run along the axis that leaves fewer lanes empty.</summary>
internal sealed class OneSampleBlocks
{
    private readonly KernelSet kernels;
    private readonly int elementSize;
    private readonly bool isPlain;
    private readonly int widest;

    public OneSampleBlocks(ForwardProgram program, KernelSet kernels, int elementSize, bool isPlain)
    {
        this.kernels = kernels;
        this.elementSize = elementSize;
        this.isPlain = isPlain;
        widest = Machine.WidestVector / elementSize;
        (Input, Output) = (program.Input, program.Output);
        Operation[] operations = [.. Product.Fuse(program.Trunk), .. Product.Fuse(program.Activation)];
        Aliases = new Aliases(operations, tensor => tensor == Input);
        All = Divide(Aliases.Without(operations).ToArray()).ToArray();
        Joined = new JoinedParts(operations, Aliases, Output, Writers());
    }

    public Tensor Input { get; }

    public Tensor Output { get; }

    public Aliases Aliases { get; }

    /// <summary>The blocks, in order.</summary>
    public Block[] All { get; }

    public IEnumerable<ProductBlock> Products => All.OfType<ProductBlock>();

    /// <summary>What is written where the whole of a concatenation is.</summary>
    public JoinedParts Joined { get; }

    /// <summary>The length of the packed weights of all products.</summary>
    public int PackedWeights { get; private set; }

    /// <summary>The last block that reads a value; the output is read after all of them.</summary>
    public int LastUse(Tensor tensor) => Aliases.Of(tensor).Prepend(tensor).Max(one => one == Output ? int.MaxValue : Array.FindLastIndex(All, block => block switch
    {
        ProductBlock product => product.Product.Source == one,
        RowsBlock rows => rows.Operation.Inputs.Contains(one),
        ScanBlock scan => scan.Scan.Inputs.Concat(scan.Scan.Outputs).Append(scan.Nest.Arriving.Source).Contains(one),
        FormulaBlock formulas => formulas.Operations.Any(operation => operation.Output == one || operation.Inputs.Contains(one)),
        _ => false,
    }));

    /// <summary>Whether an operation's result is read outside the loop that computes it.</summary>
    public bool IsStored(Operation operation)
    {
        if (operation.Output == Output || Aliases.Of(operation.Output).Any()) { return true; }
        FormulaBlock block = All.OfType<FormulaBlock>().First(formulas => formulas.Operations.Contains(operation));
        Operation[] users = All.SelectMany(other => other.Operations).Where(user => user.Inputs.Contains(operation.Output)).ToArray();
        return LoopAxes.Of(operation.Output).All(block.Shared.Contains)
            ? users.Any(user => !block.Operations.Contains(user))
            : users.Any(user => !LoopOf(block, operation).Contains(user));
    }

    /// <summary>The formulas that share a loop with an operation.</summary>
    private static IReadOnlyList<Operation> LoopOf(FormulaBlock block, Operation operation)
    {
        int index = Enumerable.Range(0, block.List.Count).First(i => block.List[i] == operation);
        bool Together(Operation other) => other is Elementwise && LoopAxes.Of(other.Output).SequenceEqual(LoopAxes.Of(operation.Output));
        int first = index;
        while (first > 0 && Together(block.List[first - 1]) && Together(block.List[first])) { first--; }
        return block.Operations.Skip(first).TakeWhile(Together).ToArray();
    }

    /// <summary>The values that may be written anywhere, with the blocks that write them.</summary>
    private Dictionary<Tensor, int> Writers() =>
        All.SelectMany((block, i) => block.Placed.Where(operation => block is not FormulaBlock || IsStored(operation)).Select(operation => (operation.Output, Block: i)))
            .ToDictionary(writer => writer.Output, writer => writer.Block);

    private IEnumerable<Block> Divide(Operation[] operations)
    {
        // Vectors of the input may reach past its end.
        if (operations.Length == 0 || operations.Any(operation => operation is not Recent && (operation is not Product product || DepthwiseOfOne.Fits(product)) && operation.Inputs.Contains(Input)))
        {
            yield return new CopyBlock(Input);
        }

        long weights = operations.OfType<Product>().Sum(product => (long)product.Weights.Size) + operations.OfType<Scan>().Sum(scan => (long)scan.Weights);
        bool exceedsCache = weights * elementSize > Machine.SecondLevelCache;
        bool isFirst = true;
        int packed = 0;
        var formulas = new List<Operation>();
        for (int i = 0; i < operations.Length; i++)
        {
            if (operations[i] is Elementwise or Reduce)
            {
                if (Aliases.Reads(operations[i], formulas) || !LoopAxes.Continues(formulas, operations[i]))
                {
                    yield return new FormulaBlock(formulas.ToEquatableArray());
                    formulas.Clear();
                }

                formulas.Add(operations[i]);
                isFirst = false;
                continue;
            }

            if (formulas.Count > 0) { yield return new FormulaBlock(formulas.ToEquatableArray()); }
            formulas.Clear();
            if (i + 1 < operations.Length && operations[i + 1] is Scan scan && operations[i] is Product arriving && arriving.Output == scan.Source)
            {
                int group = Machine.NarrowestVector / elementSize;
                var loop = new ScanOfOne(scan, arriving, widest, isPlain || scan.Cell.Units < group ? 1 : group);
                yield return new ScanBlock(loop, packed);
                packed += loop.PackedLength;
                isFirst = false;
                i++;
                continue;
            }

            if (operations[i] is not Product product)
            {
                yield return new RowsBlock(operations[i]);
                isFirst = false;
                continue;
            }

            Elementwise? then = i + 1 < operations.Length && operations[i + 1] is Elementwise { Operands: [var only] } next && only == product.Output
                && operations.Count(operation => operation.Inputs.Contains(product.Output)) == 1 && !Aliases.Of(product.Output).Any()
                ? next
                : null;
            if (then is not null) { i++; }
            OneSampleProduct nest = NestOf(product, then, exceedsCache, isFirst ? Input.Name : null);
            isFirst = false;
            yield return new ProductBlock(product, then, nest, packed, packed + nest.PackedLength);
            packed += nest.PackedLength + nest.BiasLength;
        }

        if (formulas.Count > 0) { yield return new FormulaBlock(formulas.ToEquatableArray()); }
        PackedWeights = packed;
    }

    private OneSampleProduct NestOf(Product product, Elementwise? then, bool exceedsCache, string? checkedInput)
    {
        (int inputs, int outputs) = (product.Source.Size, product.Output.Size);
        string? function = then is null ? null : kernels.Function(then);
        bool isShort = then is null || !Calculus.IsTranscendental(then.Formula);

        if (product.Window is { } window)
        {
            return product.IsTransposed
                ? new TransposedWindowOfOne(window, product.Bias is not null, function, isShort, widest, isPlain)
                : DepthwiseOfOne.Fits(product) && !isPlain ? new DepthwiseOfOne(window, product.Bias is not null, function, isShort, widest)
                : new WindowOfOne(window, product.Bias is not null, function, isShort, widest, isPlain);
        }

        if (isPlain) { return new OverOutputs(inputs, outputs, function, isShort, checkedInput, Vectors: 1, Turns: 1, Group: 1, widest, PrefetchDistance: 0); }

        // Multiply-adds of full vectors, plus the final sums across lanes (about four each) if vectors are inputs.
        long overOutputs = (long)inputs * Lengths.Ceiling(outputs, widest);
        long overInputs = (long)outputs * (Lengths.Ceiling(inputs, widest) + 4);
        if (overInputs < overOutputs) { return new OverInputs(inputs, outputs, function, isShort, checkedInput, Math.Min(outputs, 4), 2 * widest); }

        int vectors = outputs > 2 * widest ? 8 : outputs > widest ? 4 : outputs > widest / 2 ? 2 : 1;
        int turns = Math.Max(1, Math.Min(Machine.SumsInFlight / vectors, inputs / 2));

        // An iteration takes whole groups, and the same number of inputs for every set of accumulators.
        int group = Machine.NarrowestVector / elementSize;
        if (inputs < group || (turns % group != 0 && group % turns != 0)) { group = 1; }
        bool prefetches = exceedsCache && (long)product.Weights.Size * elementSize >= Machine.PrefetchWeights;
        return new OverOutputs(inputs, outputs, function, isShort, checkedInput, vectors, turns, group, widest, prefetches ? Machine.PrefetchDistance / elementSize : 0);
    }
}
