using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Schedule.Nests;

namespace NNGen.Generator.Schedule.OneSample;

/// <summary>Schedules the pass over one sample, or over a step of a stream: the statements of each block of loops, and the methods that hold them.</summary>
internal sealed class OneSampleScheduler
{
    /// <summary>The memory arguments of every method of the pass.</summary>
    private static readonly EquatableArray<string> arguments = new(["packed", "input", "scratch"]);

    private readonly KernelSet kernels;
    private readonly ForwardProgram program;
    private readonly int elementSize;
    private readonly int widest;
    private readonly OneSampleBlocks blocks;
    private readonly OneSampleMemory memory;

    /// <summary>The operations that threads share, or 0 if one thread computes a sample.</summary>
    private readonly long parallelWork;

    private OneSampleScheduler(ForwardProgram program, KernelSet kernels, int elementSize, bool isPlain, bool isStream)
    {
        this.program = program;
        this.kernels = kernels;
        this.elementSize = elementSize;
        widest = Machine.WidestVector / elementSize;
        blocks = new OneSampleBlocks(program, kernels, elementSize, isPlain);
        memory = new OneSampleMemory(blocks, widest, isStream);
        long work = isPlain || isStream ? 0 : blocks.All.Sum(block => block.SharedWork);
        parallelWork = work >= Machine.SharedSample ? work : 0;
    }

    private IEnumerable<ProductBlock> Products => blocks.Products;

    private int PackedLength => memory.DerivedAt + program.DerivedSize;

    public static OneSampleSchedule Schedule(ForwardProgram program, KernelSet kernels, int elementSize, bool isPlain)
    {
        var scheduler = new OneSampleScheduler(program, kernels, elementSize, isPlain, isStream: false);
        return !isPlain && scheduler.IsSmall() ? scheduler.Small() : scheduler.Large();
    }

    /// <summary>Schedules a step of a stream: what it remembers is at the start of its memory, which stays as it is between steps.</summary>
    public static StreamSchedule ScheduleStep(ForwardProgram program, int elementSize, bool isPlain)
    {
        var kernels = new KernelSet();
        var scheduler = new OneSampleScheduler(program, kernels, elementSize, isPlain, isStream: true);
        OneSampleSchedule step = scheduler.Large();
        return new StreamSchedule(
            step, scheduler.memory.Remembered, scheduler.memory.Flag, kernels.Kernels.ToEquatableArray(), kernels.Functions.ToEquatableArray(), program.Derivations, program.Windows, program.Tokens);
    }

    /// <summary>
    /// Whether a network is a sequence of layers whose values each fit into one vector of any machine. One sample of 2-3-1 took 20.8 ns with loops
    /// and with its hidden values in memory, where half of the instructions were neither multiply-adds nor sigmoids; in registers it took 14.0 ns.
    /// </summary>
    private bool IsSmall() =>
        blocks.All.Length > 0
        && Products.Skip(1).Zip(Products, (next, previous) => next.Product.Source == previous.Result).All(follows => follows)
        && blocks.All.All(block => block is ProductBlock { Nest: OverOutputs } product && product.Product.Output.Size * elementSize <= Machine.NarrowestVector)
        && Products.Sum(block => block.Product.Source.Size) <= Machine.SmallInputs;

    private OneSampleSchedule Small()
    {
        var nest = new Nest();
        ProductBlock[] products = Products.ToArray();
        for (int n = 0; n < products.Length; n++)
        {
            (Product product, var over) = (products[n].Product, (OverOutputs)products[n].Nest);
            int layer = n;
            nest.Add(new Blank());
            foreach (string line in products[n].Formula) { nest.Add(new Remark(line)); }
            for (int turn = 0; turn < over.Turns; turn++)
            {
                nest.Let(Sum(turn), turn == 0 ? Vector.Load(new Place("packed", products[n].BiasAt)) : Vector.Zero);
            }

            for (int i = 0; i < product.Source.Size; i++)
            {
                string sum = Sum(i % over.Turns);
                Vector value = n > 0 ? new BroadcastLane($"y{n - 1}", i) : Vector.Broadcast(new Place("input", i));
                nest.Add(new Set(sum, new MultiplyAdd(value, Vector.Load(new Place("packed", products[n].WeightsAt + (i * Whole.Width))), sum)));
            }

            for (int distance = 1; distance < over.Turns; distance *= 2)
            {
                for (int turn = 0; turn + distance < over.Turns; turn += 2 * distance) { nest.Add(new AddTo(Sum(turn), Sum(turn + distance))); }
            }

            if (n == 0) { nest.Add(new CheckInput(Sum(0), "input", product.Source.Size)); }
            nest.Let($"y{n}", over.Function is { } function ? new Apply(function, new EquatableArray<Vector>([Sum(0)])) : Sum(0));

            string Sum(int turn) => $"{(char)('a' + turn)}{layer}";
        }

        nest.Add(new Blank());
        for (int i = 0; i < program.Output.Size; i++) { nest.Add(new StoreLane($"y{products.Length - 1}", i, new Place("result", i))); }
        nest.Add(new Return(null));
        kernels.Get("PredictOne", "PredictOne", name => new Kernel(
            name, default, "one sample: vectors are features, and stay in registers; returns false without a result if the input is not finite",
            new EquatableArray<string>(["packed", "input", "result"]), default, ReturnsFlag: true, nest.Statements));
        return new OneSampleSchedule(Packings(), Cells(), default, OutputAt: 0, widest, PackedLength, memory.DerivedAt, ParallelWork: 0, IsSmall: true);
    }

    private OneSampleSchedule Large()
    {
        List<List<Block>> methods = Methods();
        bool takesTeam = parallelWork > 0, wasShared = false, isFirst = true;
        for (int m = 0; m < methods.Count; m++)
        {
            var nest = new Nest();
            if (m == 0 && blocks.All[0] is not ProductBlock { Nest.CheckedInput: not null }) { nest.Add(new CheckInput(null, "input", program.Input.Size)); }
            if (m == 0 && memory.Flag >= 0) { nest.Add(new Assign(new Place("scratch", memory.Flag), 0)); }
            if (m == 0) { foreach (TokenRange range in program.Tokens) { nest.Add(new CheckTokens(new Place("input", range.Offset), range.Count, range.Vocabulary, range.Least)); } }
            foreach (Block block in methods[m])
            {
                nest.Add(new Blank());
                bool isShared = takesTeam && IsShared(block);

                // What one thread computes for all, it reads itself: it only waits where others have written, or read what it overwrites.
                if (takesTeam && !isFirst && (isShared || wasShared)) { nest.Add(new WaitForTeam()); }
                foreach (string line in block.Formula) { nest.Add(new Remark(line)); }
                if (isShared) { nest.Shared(() => Build(nest, block)); }
                else if (takesTeam) { nest.Lead(() => Build(nest, block)); }
                else { Build(nest, block); }
                (wasShared, isFirst) = (isShared, false);
            }

            if (m + 1 < methods.Count)
            {
                nest.Add(new Blank());
                nest.Add(new Invoke($"PredictOne{m + 2}", arguments.Select(name => (Place)name).ToEquatableArray(), takesTeam));
            }

            if (m + 1 == methods.Count && memory.Flag >= 0) { nest.Add(new Assign(new Place("scratch", memory.Flag), 1)); }
            if (m == 0)
            {
                nest.Add(new Blank());
                nest.Add(new Return(null));
            }

            string part = methods.Count == 1 ? "" : $", part {m + 1} of {methods.Count}";
            string refusal = m == 0 ? "; returns false without a result if the input is not finite" : "";
            string method = "PredictOne" + (m == 0 ? "" : $"{m + 1}");
            kernels.Get(method, method, name => new Kernel(name, default, $"one sample{part}: vectors are features{refusal}", arguments, default, ReturnsFlag: m == 0, nest.Statements) { TakesTeam = takesTeam });
        }

        return new OneSampleSchedule(
            Packings(), Cells(), memory.Operands().ToEquatableArray(), memory.OffsetOf(program.Output), memory.Length, PackedLength, memory.DerivedAt, parallelWork, IsSmall: false);
    }

    private EquatableArray<CellPacking> Cells() => blocks.All.OfType<ScanBlock>().Select(block => new CellPacking(block.Nest, block.PackedAt)).ToEquatableArray();

    private EquatableArray<Packing> Packings() =>
        Products.Select(block => new Packing(block.Product, block.Nest, block.WeightsAt, block.BiasAt)).ToEquatableArray();

    private void Build(Nest nest, Block block)
    {
        switch (block)
        {
            case CopyBlock copy:
                nest.Add(new Copy("input", program.Input.Size, memory.Of(copy.Tensor), program.Input.Size));
                break;

            case ProductBlock product:
                (Place lanes, Place? copied) = memory.WorkspaceOf(product);
                Place[] places =
                [
                    new("packed", product.WeightsAt), new("packed", product.BiasAt), memory.Of(product.Product.Source), memory.Of(product.Result), lanes, .. copied is null ? [] : new[] { copied },
                ];

                // Code that several layers share becomes a method; other code is written in place.
                if (product.Nest.CheckedInput is null && Products.Count(other => other.Nest == product.Nest) > 1)
                {
                    string[] names = ["weights", "bias", "source", "result", "laneSums", .. copied is null ? [] : new[] { "copy" }];
                    Kernel shared = kernels.Get(product.Nest, Names.Pascal(product.Product.Output.Name) + "OfOne", name =>
                    {
                        var body = new Nest();
                        if (nest.IsShared) { body.Shared(BuildProduct); }
                        else { BuildProduct(); }
                        return new Kernel(name, product.Formula, product.Schedule, names.ToEquatableArray(), default, ReturnsFlag: false, body.Statements)
                        {
                            TakesTeam = nest.IsShared,
                        };

                        void BuildProduct() => product.Nest.Build(body, "weights", "bias", "source", "result", "laneSums", copied is null ? null : new Place("copy", 0));
                    });
                    nest.Add(new Invoke(shared.Method, places.ToEquatableArray(), nest.IsShared));
                    break;
                }

                nest.Add(new Remark(product.Schedule));
                nest.Scope(() => product.Nest.Build(nest, places[0], places[1], places[2], places[3], lanes, copied));
                break;

            case ScanBlock scan:
                nest.Add(new Remark(scan.Nest.Text));
                nest.Scope(() => scan.Nest.Build(nest, new Place("packed", scan.PackedAt), memory.Of));
                break;

            case RowsBlock { Operation: BeforeEnd end }:
                nest.Scope(() => StepsBeforeEnd.Of(end).Build(nest, memory.Of(end.Source), memory.Of(end.Output)));
                break;

            case RowsBlock { Operation: Recent recent }:
                nest.Add(new TakeRecent(memory.Of(recent.Ring), memory.Of(recent.Source), recent.Source.Size, recent.Taps, recent.Dilation, recent.First, recent.Stride, memory.Of(recent.Output)));
                break;

            case RowsBlock { Operation: Pool pool }:
                nest.Scope(() => new WindowPool(pool.By, pool.Window, OfOne: true).Build(nest, memory.Of(pool.Source), memory.Of(pool.Output)));
                break;

            case RowsBlock { Operation: Reshape reshape }:
                nest.Add(new Copy(memory.Of(reshape.Source), reshape.Source.Size, memory.Of(reshape.Output), reshape.Source.Size));
                break;

            case RowsBlock { Operation: Concatenate concatenate }:
                bool[] inPlace = concatenate.Sources.Select(blocks.Joined.Contains).ToArray();
                if (inPlace.Any(written => written)) { nest.Add(new Remark($"{string.Join(", ", concatenate.Sources.Where(blocks.Joined.Contains).Select(part => part.Name))}: written where the whole is")); }
                if (inPlace.Any(written => !written))
                {
                    nest.Scope(() => ConcatenateCopy.Of(concatenate, ofOne: true).Build(nest, concatenate.Sources.Select(memory.Of).ToArray(), memory.Of(concatenate.Output), inPlace));
                }

                break;

            case RowsBlock { Operation: Gather gather }:
                nest.Scope(() => GatherRows.Of(gather, ofOne: true).Build(nest, memory.Of(gather.Table), memory.Of(gather.Indices), memory.Of(gather.Output)));
                break;

            case RowsBlock { Operation: View view }:
                nest.Scope(() => ViewCopy.Of(view.Output, view.Source, view.Map, isTransposed: false, ofOne: true).Build(nest, memory.Of(view.Source), memory.Of(view.Output)));
                break;

            case FormulaBlock formulas:
                nest.Scope(() => LoopsOf(formulas).Build(nest));
                break;
        }
    }

    /// <summary>Whether threads share the loops of a block.</summary>
    private bool IsShared(Block block) => block switch
    {
        ProductBlock product => product.SharedWork > 0,
        RowsBlock { Operation: Pool pool } => pool.Output.Size >= Machine.SharedValuesOfOne && new WindowPool(pool.By, pool.Window, OfOne: true).CanBeShared(widest),
        FormulaBlock formulas => formulas.List[0].Output.Size >= Machine.SharedValuesOfOne && LoopsOf(formulas).CanBeShared,
        _ => false,
    };

    private FormulasOfOne LoopsOf(FormulaBlock formulas) => new(formulas.List, formulas.Shared, memory.Of, memory.Contains, Local);

    /// <summary>Splits the pass into methods that are small enough for the JIT to optimize.</summary>
    private List<List<Block>> Methods()
    {
        var methods = new List<List<Block>>();
        int size = Machine.MethodMultiplyAdds;
        foreach (Block block in blocks.All)
        {
            int more = 8 + block switch
            {
                ProductBlock product when product.Nest.CheckedInput is null && Products.Count(other => other.Nest == product.Nest) > 1 => 0,
                ProductBlock product => product.Nest.PrintedSize,
                FormulaBlock formulas => 4 * formulas.List.Count,
                RowsBlock => 16,
                ScanBlock scan => scan.Nest.PrintedSize + (4 * scan.Scan.Cell.Formulas.Count()),
                _ => 1,
            };
            if (size + more > Machine.MethodMultiplyAdds)
            {
                methods.Add([]);
                size = 0;
            }

            methods[methods.Count - 1].Add(block);
            size += more;
        }

        return methods;
    }

    private string Local(Tensor tensor) => tensor == program.Input ? tensor.Name + "Values" : tensor.Name;
}
