using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Schedule.Nests;

namespace NNGen.Generator.Schedule;

/// <summary>Schedules the pass over one sample: for each product, vectors run along the axis that leaves fewer lanes empty.</summary>
internal sealed class OneSampleScheduler
{
    /// <summary>The memory arguments of every method of the pass.</summary>
    private static readonly EquatableArray<string> memory = new(["packed", "input", "scratch"]);

    private readonly KernelSet kernels;
    private readonly Tensor input;
    private readonly Tensor output;
    private readonly int derived;
    private readonly EquatableArray<TokenRange> tokens;
    private readonly int elementSize;
    private readonly bool isPlain;
    private readonly Aliases aliases;
    private readonly int widest;
    private readonly Block[] blocks;
    private readonly JoinedParts joined;
    private readonly ScratchPlanner scratch;
    private readonly Dictionary<Tensor, int> offsets = [];
    private readonly Dictionary<Block, (int Lanes, int? Copy)> workspaces = [];
    private int packedWeights;
    private bool isStream;
    private int remembered;
    private int flag = -1;

    private OneSampleScheduler(ForwardProgram program, KernelSet kernels, int elementSize, bool isPlain)
    {
        this.kernels = kernels;
        this.elementSize = elementSize;
        this.isPlain = isPlain;
        (input, output, derived) = (program.Input, program.Output, program.DerivedSize);
        tokens = program.Tokens;
        widest = Machine.WidestVector / elementSize;
        scratch = new ScratchPlanner(widest);
        Operation[] operations = [.. Product.Fuse(program.Trunk), .. Product.Fuse(program.Activation)];
        aliases = new Aliases(operations, tensor => tensor == input);
        blocks = Blocks(aliases.Without(operations).ToArray()).ToArray();
        joined = new JoinedParts(operations, aliases, output, Writers());
    }

    /// <summary>The values that may be written anywhere, with the blocks that write them.</summary>
    private Dictionary<Tensor, int> Writers() =>
        blocks.SelectMany((block, i) => block.Placed.Where(operation => block is not FormulaBlock || IsStored(operation)).Select(operation => (operation.Output, Block: i)))
            .ToDictionary(writer => writer.Output, writer => writer.Block);

    private IEnumerable<ProductBlock> Products => blocks.OfType<ProductBlock>();

    /// <summary>The parameters that formulas read, and where they are in the packed block: after the weights of the products.</summary>
    private IEnumerable<Slot> Operands()
    {
        int at = packedWeights;
        foreach (Tensor tensor in blocks.OfType<FormulaBlock>().SelectMany(block => block.Operations).SelectMany(operation => operation.Inputs)
            .Concat(blocks.OfType<RowsBlock>().Select(block => block.Operation).OfType<Gather>().Select(gather => gather.Table))
            .Where(tensor => tensor.Parameter is not null).Distinct())
        {
            yield return new Slot(tensor, at);
            at += RoundUp(tensor.Size, widest);
        }
    }

    private int PackedLength => DerivedAt + derived;

    private int DerivedAt =>
        Operands().LastOrDefault() is { } operand ? operand.Row + RoundUp(operand.Tensor.Size, widest) : packedWeights;

    public static OneSampleSchedule Schedule(ForwardProgram program, KernelSet kernels, int elementSize, bool isPlain)
    {
        var scheduler = new OneSampleScheduler(program, kernels, elementSize, isPlain);
        return !isPlain && scheduler.IsSmall() ? scheduler.Small() : scheduler.Large();
    }

    /// <summary>Schedules a step of a stream: what it remembers is at the start of its memory, which stays as it is between steps.</summary>
    public static StreamSchedule ScheduleStep(ForwardProgram program, int elementSize, bool isPlain)
    {
        var kernels = new KernelSet();
        var scheduler = new OneSampleScheduler(program, kernels, elementSize, isPlain) { isStream = true };
        OneSampleSchedule step = scheduler.Large();
        return new StreamSchedule(
            step, scheduler.remembered, scheduler.flag, kernels.Kernels.ToEquatableArray(), kernels.Functions.ToEquatableArray(), program.Derivations, program.Windows, program.Tokens);
    }

    public static int RoundUp(int size, int multiple) => Ceiling(size, multiple) * multiple;

    private static int Ceiling(int size, int block) => (size + block - 1) / block;

    private IEnumerable<Block> Blocks(Operation[] operations)
    {
        // Vectors of the input may reach past its end.
        if (operations.Length == 0 || operations.Any(operation => operation is not Recent && (operation is not Product product || DepthwiseOfOne.Fits(product)) && operation.Inputs.Contains(input)))
        {
            yield return new CopyBlock(input);
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
                if (aliases.Reads(operations[i], formulas) || !LoopAxes.Continues(formulas, operations[i]))
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
                && operations.Count(operation => operation.Inputs.Contains(product.Output)) == 1 && !aliases.Of(product.Output).Any()
                ? next
                : null;
            if (then is not null) { i++; }
            OneSampleProduct nest = NestOf(product, then, exceedsCache, isFirst ? input.Name : null);
            isFirst = false;
            yield return new ProductBlock(product, then, nest, packed, packed + nest.PackedLength);
            packed += nest.PackedLength + nest.BiasLength;
        }

        if (formulas.Count > 0) { yield return new FormulaBlock(formulas.ToEquatableArray()); }
        packedWeights = packed;
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
        long overOutputs = (long)inputs * Ceiling(outputs, widest);
        long overInputs = (long)outputs * (Ceiling(inputs, widest) + 4);
        if (overInputs < overOutputs) { return new OverInputs(inputs, outputs, function, isShort, checkedInput, Math.Min(outputs, 4), 2 * widest); }

        int vectors = outputs > 2 * widest ? 8 : outputs > widest ? 4 : outputs > widest / 2 ? 2 : 1;
        int turns = Math.Max(1, Math.Min(Machine.SumsInFlight / vectors, inputs / 2));

        // An iteration takes whole groups, and the same number of inputs for every set of accumulators.
        int group = Machine.NarrowestVector / elementSize;
        if (inputs < group || (turns % group != 0 && group % turns != 0)) { group = 1; }
        bool prefetches = exceedsCache && (long)product.Weights.Size * elementSize >= Machine.PrefetchWeights;
        return new OverOutputs(inputs, outputs, function, isShort, checkedInput, vectors, turns, group, widest, prefetches ? Machine.PrefetchDistance / elementSize : 0);
    }

    /// <summary>
    /// Whether a network is a sequence of layers whose values each fit into one vector of any machine. One sample of 2-3-1 took 20.8 ns with loops
    /// and with its hidden values in memory, where half of the instructions were neither multiply-adds nor sigmoids; in registers it took 14.0 ns.
    /// </summary>
    private bool IsSmall() =>
        blocks.Length > 0
        && Products.Skip(1).Zip(Products, (next, previous) => next.Product.Source == previous.Result).All(follows => follows)
        && blocks.All(block => block is ProductBlock { Nest: OverOutputs } product && product.Product.Output.Size * elementSize <= Machine.NarrowestVector)
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
        for (int i = 0; i < output.Size; i++) { nest.Add(new StoreLane($"y{products.Length - 1}", i, new Place("result", i))); }
        nest.Add(new Return(null));
        kernels.Get("PredictOne", "PredictOne", name => new Kernel(
            name, default, "one sample: vectors are features, and stay in registers; returns false without a result if the input is not finite",
            new EquatableArray<string>(["packed", "input", "result"]), default, ReturnsFlag: true, nest.Statements));
        return new OneSampleSchedule(Packings(), Cells(), default, OutputAt: 0, widest, PackedLength, DerivedAt, IsSmall: true);
    }

    private OneSampleSchedule Large()
    {
        Reserve();
        List<List<Block>> methods = Methods();
        for (int m = 0; m < methods.Count; m++)
        {
            var nest = new Nest();
            if (m == 0 && blocks[0] is not ProductBlock { Nest.CheckedInput: not null }) { nest.Add(new CheckInput(null, "input", input.Size)); }
            if (m == 0 && flag >= 0) { nest.Add(new Assign(new Place("scratch", flag), 0)); }
            if (m == 0) { foreach (TokenRange range in tokens) { nest.Add(new CheckTokens(new Place("input", range.Offset), range.Count, range.Vocabulary, range.Least)); } }
            foreach (Block block in methods[m])
            {
                nest.Add(new Blank());
                foreach (string line in block.Formula) { nest.Add(new Remark(line)); }
                Build(nest, block);
            }

            if (m + 1 < methods.Count)
            {
                nest.Add(new Blank());
                nest.Add(new Invoke($"PredictOne{m + 2}", memory.Select(name => (Place)name).ToEquatableArray()));
            }

            if (m + 1 == methods.Count && flag >= 0) { nest.Add(new Assign(new Place("scratch", flag), 1)); }
            if (m == 0)
            {
                nest.Add(new Blank());
                nest.Add(new Return(null));
            }

            string part = methods.Count == 1 ? "" : $", part {m + 1} of {methods.Count}";
            string refusal = m == 0 ? "; returns false without a result if the input is not finite" : "";
            string method = "PredictOne" + (m == 0 ? "" : $"{m + 1}");
            kernels.Get(method, method, name => new Kernel(name, default, $"one sample{part}: vectors are features{refusal}", memory, default, ReturnsFlag: m == 0, nest.Statements));
        }

        return new OneSampleSchedule(Packings(), Cells(), Operands().ToEquatableArray(), offsets[aliases.RootOf(output)], scratch.Length, PackedLength, DerivedAt, IsSmall: false);
    }

    private EquatableArray<CellPacking> Cells() => blocks.OfType<ScanBlock>().Select(block => new CellPacking(block.Nest, block.PackedAt)).ToEquatableArray();

    private EquatableArray<Packing> Packings() =>
        Products.Select(block => new Packing(block.Product, block.Nest, block.WeightsAt, block.BiasAt)).ToEquatableArray();

    /// <summary>Assigns every value an offset in the scratch memory.</summary>
    private void Reserve()
    {
        if (isStream) { Remember(); }
        for (int i = 0; i < blocks.Length; i++)
        {
            switch (blocks[i])
            {
                case CopyBlock copy:
                    scratch.Reserve(copy.Tensor, widest, i, LastUse(copy.Tensor), Beyond(copy.Tensor));
                    break;

                case ProductBlock block:
                    ReserveProduct(block, i);
                    break;

                case ScanBlock block:
                    // The last vector of units may pass their end, and products read whole vectors of what is carried.
                    offsets[block.Scan.Sums] = scratch.Reserve(block.Nest.SlotsLength, i, i);
                    foreach (Tensor operand in block.Scan.Operands) { scratch.Reserve(operand, widest, i, i); }
                    foreach (Tensor final in block.Scan.Continues ? default : block.Scan.Final)
                    {
                        scratch.Reserve(final, widest, i, Math.Max(LastUse(final), block.KeptInPlace.Any() ? block.KeptInPlace.Max(LastUse) : 0), beyond: widest);
                    }

                    foreach (Kept kept in block.Scan.Kept.Where(kept => !block.KeptInPlace.Contains(kept.All))) { scratch.Reserve(kept.All, widest, i, LastUse(kept.All), beyond: widest); }
                    break;

                case RowsBlock rows:
                    // The last vector of a row may pass its end.
                    Place(rows.Operation.Output, widest, i, beyond: widest);
                    break;

                case FormulaBlock formulas:
                    foreach (Operation operation in formulas.Operations.Where(IsStored))
                    {
                        Place(operation.Output, widest, i, formulas.Shared.Count > 0 ? widest : Beyond(operation.Output));
                    }

                    break;
            }
        }

        foreach (Slot slot in scratch.Slots)
        {
            foreach (Tensor tensor in aliases.Of(slot.Tensor).Prepend(slot.Tensor)) { offsets[tensor] = slot.Row; }
            foreach ((Tensor part, int start) in joined.Of(slot.Tensor)) { offsets[part] = slot.Row + start; }
        }

        // One step of a loop is what it carries.
        foreach (ScanBlock block in blocks.OfType<ScanBlock>())
        {
            foreach (Tensor kept in block.KeptInPlace)
            {
                foreach (Tensor tensor in aliases.Of(kept).Prepend(kept)) { offsets[tensor] = offsets[block.Scan.Final[0]]; }
            }
        }

        void ReserveProduct(ProductBlock block, int i)
        {
            if (block.Nest is not OverInputs over)
            {
                Place(block.Result, block.Nest.OutputsMultiple, i, Math.Max(block.Nest.Beyond, Beyond(block.Result)));
                return;
            }

            Place(block.Result, widest, i, Beyond(block.Result));
            int lanes = over.Outputs == 1 ? 0 : scratch.Reserve(over.Rows * over.Lanes, i, i);
            workspaces[block] = (lanes, over.Padded == over.Inputs || IsPadded(block.Product.Source, over.Padded) ? null : scratch.Reserve(over.Padded, i, i));
        }

        // The memory of a value: where the first part of a concatenation is written, that of the whole begins to be taken.
        void Place(Tensor tensor, int multiple, int i, int beyond)
        {
            Tensor whole = joined.WholeOf(tensor)?.Output ?? tensor;
            if (!scratch.Slots.Any(slot => slot.Tensor == whole)) { scratch.Reserve(whole, multiple, i, LastUse(whole), whole == tensor ? beyond : Past(whole)); }
        }

        // What the parts of a concatenation may write past the end of the whole.
        int Past(Tensor whole) => (4 * widest) + joined.Of(whole).Max(part => blocks.OfType<ProductBlock>().FirstOrDefault(block => block.Result == part.Part)?.Nest.OutputsMultiple ?? 0);

        // What a loop over steps carries is finite behind the units, too, where the packed weights are 0.
        bool IsPadded(Tensor source, int length) => blocks.OfType<ScanBlock>().Any(block =>
            (block.Scan.Final[0] == source || block.KeptInPlace.Any(kept => kept == source || aliases.Of(kept).Contains(source))) && length <= RoundUp(source.Size, widest) + widest);

        // The last vector of a row may pass its end.
        int Beyond(Tensor tensor) => aliases.Of(tensor).Prepend(tensor).Any(one => LoopAxes.Of(one).Skip(1).Any()) ? widest : 0;

        // The last block that reads a value; the output is read after all of them.
        int LastUse(Tensor tensor) => aliases.Of(tensor).Prepend(tensor).Max(one => one == output ? int.MaxValue : Array.FindLastIndex(blocks, block => block switch
        {
            ProductBlock product => product.Product.Source == one,
            RowsBlock rows => rows.Operation.Inputs.Contains(one),
            ScanBlock scan => scan.Scan.Inputs.Concat(scan.Scan.Outputs).Append(scan.Nest.Arriving.Source).Contains(one),
            FormulaBlock formulas => formulas.Operations.Any(operation => operation.Output == one || operation.Inputs.Contains(one)),
            _ => false,
        }));
    }

    /// <summary>Assigns offsets to what a stream remembers, and to the flag that says whether a step has an output.</summary>
    private void Remember()
    {
        foreach (Block block in blocks)
        {
            IEnumerable<Tensor> tensors = block switch
            {
                ScanBlock { Scan.Continues: true } scan => scan.Scan.Final,
                RowsBlock { Operation: Recent recent } => [recent.Ring],
                _ => [],
            };
            foreach (Tensor tensor in tensors) { scratch.Reserve(tensor, widest, 0, int.MaxValue, beyond: widest); }
        }

        remembered = scratch.Length;
        if (blocks.Any(block => block is RowsBlock { Operation: Recent { IsAlways: false } })) { flag = scratch.Reserve(widest, 0, int.MaxValue); }
    }

    /// <summary>Whether an operation's result is read outside the loop that computes it.</summary>
    private bool IsStored(Operation operation)
    {
        if (operation.Output == output || aliases.Of(operation.Output).Any()) { return true; }
        FormulaBlock block = blocks.OfType<FormulaBlock>().First(formulas => formulas.Operations.Contains(operation));
        Operation[] users = blocks.SelectMany(other => other.Operations).Where(user => user.Inputs.Contains(operation.Output)).ToArray();
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

    private void Build(Nest nest, Block block)
    {
        switch (block)
        {
            case CopyBlock copy:
                nest.Add(new Copy("input", input.Size, Memory(copy.Tensor), input.Size));
                break;

            case ProductBlock product:
                workspaces.TryGetValue(product, out (int Lanes, int? Copy) workspace);
                Place lanes = new("scratch", workspace.Lanes);
                Place? copied = workspace.Copy is { } at ? new Place("scratch", at) : null;
                Place[] arguments =
                [
                    new("packed", product.WeightsAt), new("packed", product.BiasAt), Memory(product.Product.Source), Memory(product.Result), lanes, .. copied is null ? [] : new[] { copied },
                ];

                // Code that several layers share becomes a method; other code is written in place.
                if (product.Nest.CheckedInput is null && Products.Count(other => other.Nest == product.Nest) > 1)
                {
                    string[] names = ["weights", "bias", "source", "result", "laneSums", .. copied is null ? [] : new[] { "copy" }];
                    Kernel shared = kernels.Get(product.Nest, Names.Pascal(product.Product.Output.Name) + "OfOne", name =>
                    {
                        var body = new Nest();
                        product.Nest.Build(body, "weights", "bias", "source", "result", "laneSums", copied is null ? null : new Place("copy", 0));
                        return new Kernel(name, product.Formula, product.Schedule, names.ToEquatableArray(), default, ReturnsFlag: false, body.Statements);
                    });
                    nest.Add(new Invoke(shared.Method, arguments.ToEquatableArray()));
                    break;
                }

                nest.Add(new Remark(product.Schedule));
                nest.Scope(() => product.Nest.Build(nest, arguments[0], arguments[1], arguments[2], arguments[3], lanes, copied));
                break;

            case ScanBlock scan:
                nest.Add(new Remark(scan.Nest.Text));
                nest.Scope(() => scan.Nest.Build(nest, new Place("packed", scan.PackedAt), Memory));
                break;

            case RowsBlock { Operation: BeforeEnd end }:
                nest.Scope(() => StepsBeforeEnd.Of(end).Build(nest, Memory(end.Source), Memory(end.Output)));
                break;

            case RowsBlock { Operation: Recent recent }:
                nest.Add(new TakeRecent(Memory(recent.Ring), Memory(recent.Source), recent.Source.Size, recent.Taps, recent.Dilation, recent.First, recent.Stride, Memory(recent.Output)));
                break;

            case RowsBlock { Operation: Pool pool }:
                nest.Scope(() => new WindowPool(pool.By, pool.Window, OfOne: true).Build(nest, Memory(pool.Source), Memory(pool.Output)));
                break;

            case RowsBlock { Operation: Reshape reshape }:
                nest.Add(new Copy(Memory(reshape.Source), reshape.Source.Size, Memory(reshape.Output), reshape.Source.Size));
                break;

            case RowsBlock { Operation: Concatenate concatenate }:
                bool[] inPlace = concatenate.Sources.Select(joined.Contains).ToArray();
                if (inPlace.Any(written => written)) { nest.Add(new Remark($"{string.Join(", ", concatenate.Sources.Where(joined.Contains).Select(part => part.Name))}: written where the whole is")); }
                if (inPlace.Any(written => !written))
                {
                    nest.Scope(() => ConcatenateCopy.Of(concatenate, ofOne: true).Build(nest, concatenate.Sources.Select(Memory).ToArray(), Memory(concatenate.Output), inPlace));
                }

                break;

            case RowsBlock { Operation: Gather gather }:
                nest.Scope(() => GatherRows.Of(gather, ofOne: true).Build(nest, Memory(gather.Table), Memory(gather.Indices), Memory(gather.Output)));
                break;

            case RowsBlock { Operation: View view }:
                nest.Scope(() => ViewCopy.Of(view.Output, view.Source, view.Map, isTransposed: false, ofOne: true).Build(nest, Memory(view.Source), Memory(view.Output)));
                break;

            case FormulaBlock formulas:
                var loops = new FormulasOfOne(formulas.List, formulas.Shared, Memory, offsets.ContainsKey, Local);
                nest.Scope(() => loops.Build(nest));
                break;
        }
    }

    /// <summary>Splits the pass into methods that are small enough for the JIT to optimize.</summary>
    private List<List<Block>> Methods()
    {
        var methods = new List<List<Block>>();
        int size = Machine.MethodMultiplyAdds;
        foreach (Block block in blocks)
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

    /// <summary>The location of a value: in the scratch memory or, for the input, in the caller's memory.</summary>
    private Place Memory(Tensor tensor) =>
        tensor.Parameter is not null ? new Place("packed", Operands().First(slot => slot.Tensor == tensor).Row)
        : offsets.TryGetValue(tensor, out int offset) ? new Place("scratch", offset) : new Place("input", 0);

    private string Local(Tensor tensor) => tensor == input ? tensor.Name + "Values" : tensor.Name;

    private abstract record Block
    {
        public abstract IEnumerable<Operation> Operations { get; }

        /// <summary>The operations whose results, if they are stored, may be anywhere in memory.</summary>
        public virtual IEnumerable<Operation> Placed => [];

        public EquatableArray<string> Formula => Operations.Any() ? FormulaText.Of(Operations.ToArray()) : default;
    }

    /// <summary>Copies the input if loops over vectors may read past its end.</summary>
    private sealed record CopyBlock(Tensor Tensor) : Block
    {
        public override IEnumerable<Operation> Operations => [];
    }

    private sealed record ProductBlock(Product Product, Elementwise? Then, OneSampleProduct Nest, int WeightsAt, int BiasAt) : Block
    {
        public Tensor Result => Then?.Output ?? Product.Output;

        public override IEnumerable<Operation> Operations => Then is null ? [Product] : [Product, Then];

        public override IEnumerable<Operation> Placed => [Then is null ? Product : Then];

        public string Schedule => $"{Product.Source.Size:N0} → {Product.Output.Size:N0} · {Nest.Text} · {Product.MultiplyAdds:N0} multiply-adds";
    }

    /// <summary>A loop over steps, with the product before it.</summary>
    private sealed record ScanBlock(ScanOfOne Nest, int PackedAt) : Block
    {
        public Scan Scan => Nest.Scan;

        /// <summary>The sequences of one step, which are what the loop carries.</summary>
        public IEnumerable<Tensor> KeptInPlace => Scan.Steps > 1 ? [] : Scan.Kept.Where(kept => kept.Step == Scan.Cell.Next[0]).Select(kept => kept.All);

        public override IEnumerable<Operation> Operations => [Nest.Arriving, Scan];
    }

    /// <summary>An operation that moves or pools numbers, with separate loops.</summary>
    private sealed record RowsBlock(Operation Operation) : Block
    {
        public override IEnumerable<Operation> Operations => [Operation];

        public override IEnumerable<Operation> Placed => Operation is Concatenate ? [] : [Operation];
    }

    /// <summary>Formulas and reductions over the features of one sample.</summary>
    private sealed record FormulaBlock(EquatableArray<Operation> List) : Block
    {
        /// <summary>The axes that reductions keep: one loop over them includes all formulas. Without reductions, vectors run along all axes.</summary>
        public EquatableArray<Axis> Shared { get; } = List.OfType<Reduce>().Any() ? LoopAxes.Shared(List).ToEquatableArray() : default;

        public override IEnumerable<Operation> Operations => List;

        public override IEnumerable<Operation> Placed => List;
    }
}
