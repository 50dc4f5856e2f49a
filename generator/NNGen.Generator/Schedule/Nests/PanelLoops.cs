using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>
/// Formulas and reductions over panels: samples are vectors, one at a time, all other axes are serial, and operations over the same axes share a
/// loop. The code in the loop reads as for one sample.
/// </summary>
/// <param name="Shared">The axes that all of its operations have; the loops over them include everything else.</param>
/// <param name="Loops">Its loops over the other axes, in order.</param>
/// <param name="Read">The tensors that it reads from memory.</param>
/// <param name="Written">The tensors that it writes to memory.</param>
internal sealed record PanelLoops(EquatableArray<Axis> Shared, EquatableArray<FeatureLoop> Loops, EquatableArray<Tensor> Read, EquatableArray<Tensor> Written)
{
    /// <summary>The number of variables that are declared on one line.</summary>
    private const int PerLine = 3;

    public EquatableArray<string> References => Read.Concat(Written).Select(Rows).ToEquatableArray();

    /// <summary>Results of formulas, each with the operands over the same axes that no loop behind it reads: a loop reads its numbers before it writes.</summary>
    public EquatableArray<InPlace> InPlace => Loops.SelectMany((loop, i) => loop.Operations.OfType<Elementwise>()
        .Where(formula => formula.Output.HasSamples && Written.Contains(formula.Output))
        .SelectMany(formula => Read
            .Where(operand => operand.Axes == formula.Output.Axes && !Loops.Skip(i + 1).Any(later => later.Operations.Any(operation => operation.Inputs.Contains(operand))))
            .Select(operand => new InPlace(formula.Output, operand)))).ToEquatableArray();

    private IReadOnlyCollection<Tensor> All =>
        [.. Loops.SelectMany(loop => loop.Operations).SelectMany(operation => operation.Inputs.Append(operation.Output)).Distinct()];

    /// <summary>The same for all nests that differ only in names.</summary>
    public string Key()
    {
        var numbers = new Dictionary<Tensor, int>();
        var axes = new Dictionary<Axis, int>();
        IEnumerable<string> loops = Loops.Select(loop => $"{Axes(loop.Kept)}/{Axes(loop.Rest)}: " + string.Join("; ", loop.Operations.Select(operation =>
            $"{Number(operation.Output)} = {Kind(operation)}({string.Join(", ", operation.Inputs.Select(Number))})")));
        return $"{string.Join(" ", Read.Select(Number))} -> {string.Join(" ", Written.Select(Number))}: {Axes(Shared)}: {string.Join(" | ", loops)}";

        string Number(Tensor tensor)
        {
            if (!numbers.TryGetValue(tensor, out int number)) { numbers.Add(tensor, number = numbers.Count); }
            return $"#{number}/{tensor.HasSamples}/{Axes(LoopAxes.Of(tensor))}";
        }

        string Axes(IEnumerable<Axis> list) => string.Join("·", list.Select(axis =>
        {
            if (!axes.TryGetValue(axis, out int number)) { axes.Add(axis, number = axes.Count); }
            return $"{number}:{axis.Size}";
        }));

        static string Kind(Operation operation) => operation switch
        {
            Elementwise formula => formula.Formula.ToString(),
            Reduce reduce => reduce.By.ToString(),
            _ => operation.ToString(),
        };
    }

    public EquatableArray<Statement> Build()
    {
        var nest = new Nest();
        nest.For("lane", 0, (Whole)"panels" * Whole.Panel, Whole.Width, () =>
        {
            foreach (int size in Sizes) { nest.Define(At(size), ((Whole)"lane" / Whole.Panel * size * Whole.Panel) + ((Whole)"lane" % Whole.Panel)); }

            EquatableArray<LoopAxis> shared = LoopAxes.Merge("i", Shared, All);
            var loaded = new HashSet<Tensor>();
            Nested(nest, shared, depth =>
            {
                // A number is loaded in the outermost loop that has all of its axes, and stays in a register.
                LoopAxis[] around = [.. shared.Take(depth)];
                LoadNumbers(nest, Read.Where(tensor => HasOnly(tensor, around) && loaded.Add(tensor)), around);
                if (depth < shared.Count) { return; }
                foreach (FeatureLoop loop in Loops) { Loop(nest, loop, around, loaded); }
            });
        });
        return nest.Statements;
    }

    private static void Nested(Nest nest, EquatableArray<LoopAxis> loops, Action<int> body, int depth = 0)
    {
        body(depth);
        if (depth == loops.Count) { return; }
        LoopAxis loop = loops[depth];
        nest.For(loop.Variable, 0, loop.Size * Unit(loop), Unit(loop), () => Nested(nest, loops, body, depth + 1));
    }

    private void Loop(Nest nest, FeatureLoop loop, IReadOnlyList<LoopAxis> around, IReadOnlyCollection<Tensor> loaded)
    {
        Tensor[] tensors = [.. loop.Operations.SelectMany(operation => operation.Inputs.Append(operation.Output)).Distinct()];
        string prefix = around.Count == 0 ? "i" : "j";
        EquatableArray<LoopAxis> kept = LoopAxes.Merge(prefix, loop.Kept, tensors), rest = LoopAxes.Merge(kept.Count == 0 ? prefix : "k", loop.Rest, tensors);
        var known = new HashSet<Tensor>(loaded);
        known.UnionWith(loop.Operations.Select(operation => operation.Output));
        Nested(nest, kept, depth =>
        {
            LoopAxis[] outside = [.. around, .. kept.Take(depth)];
            Load(outside);
            if (depth < kept.Count) { return; }
            bool isSingle = rest.Count == 0;
            if (!isSingle)
            {
                Let(nest, loop.Operations.OfType<Reduce>().Select(reduce =>
                    new Binding(reduce.Output.Name, reduce.By == Reduction.Sum ? Vector.Zero : new Formula(new Constant(double.NegativeInfinity), default))));
            }

            Nested(nest, rest, inner =>
            {
                LoopAxis[] inside = [.. outside, .. rest.Take(inner)];
                if (inner > 0) { Load(inside); }
                if (inner < rest.Count) { return; }
                foreach (Operation operation in loop.Operations) { Compute(nest, operation, inside, isSingle); }
            });
            if (isSingle) { return; }
            foreach (Tensor tensor in loop.Operations.OfType<Reduce>().Select(reduce => reduce.Output).Where(Written.Contains)) { nest.Store(tensor.Name, PlaceOf(tensor, outside)); }
        });

        void Load(LoopAxis[] loops)
        {
            // Registers of the surrounding loops are known; a number computed by another loop is read from memory.
            LoadNumbers(nest, tensors.Where(tensor => HasOnly(tensor, loops) && !IsComputedAround(tensor, around) && known.Add(tensor)), loops);
        }
    }

    /// <summary>Whether a number is in a register since an earlier loop computed it.</summary>
    private bool IsComputedAround(Tensor tensor, IReadOnlyCollection<LoopAxis> around) =>
        HasOnly(tensor, around) && Loops.Any(loop => loop.Operations.Any(operation => operation.Output == tensor));

    private void Compute(Nest nest, Operation operation, IReadOnlyList<LoopAxis> loops, bool isSingle)
    {
        string name = operation.Output.Name;
        switch (operation)
        {
            case Reduce reduce when isSingle:
                nest.Let(name, reduce.Operand.Name);
                break;
            case Reduce { By: Reduction.Sum } reduce:
                nest.Add(new AddTo(name, reduce.Operand.Name));
                return;
            case Reduce reduce:
                // The native maximum returns its second argument if either is NaN.
                nest.Add(new Set(name, new Formula(Expression.Max(new Operand(1), new Operand(0)), new EquatableArray<Vector>([name, reduce.Operand.Name]))));
                return;
            case Elementwise formula:
                nest.Let(name, new Formula(formula.Formula, formula.Operands.Select(operand => (Vector)operand.Name).ToEquatableArray()));
                break;
        }

        if (Written.Contains(operation.Output)) { nest.Store(name, PlaceOf(operation.Output, loops)); }
    }

    private static bool HasOnly(Tensor tensor, IEnumerable<LoopAxis> loops) => LoopAxes.Of(tensor).All(loops.SelectMany(loop => loop.Axes).Contains);

    /// <summary>Loads numbers of the current sample.</summary>
    private void LoadNumbers(Nest nest, IEnumerable<Tensor> tensors, IReadOnlyCollection<LoopAxis> loops) => Let(nest, tensors.Select(tensor =>
        new Binding(tensor.Name, tensor.HasSamples ? Vector.Load(PlaceOf(tensor, loops)) : Vector.Broadcast(PlaceOf(tensor, loops)))));

    /// <summary>Declares variables, a few on each line.</summary>
    private static void Let(Nest nest, IEnumerable<Binding> bindings)
    {
        Binding[] all = [.. bindings];
        for (int i = 0; i < all.Length; i += PerLine) { nest.Let(all.Skip(i).Take(PerLine)); }
    }

    private Place PlaceOf(Tensor tensor, IEnumerable<LoopAxis> loops) => loops.Aggregate(
        new Place(Rows(tensor), !tensor.HasSamples ? 0 : tensor.Size == 1 ? "lane" : At(tensor.Size)),
        (place, loop) => place + ((Whole)loop.Variable * LoopAxes.Stride(tensor, loop) * (tensor.HasSamples && !loop.CountsPanels ? Whole.Panel : 1)));

    private static Whole Unit(LoopAxis loop) => loop.CountsPanels ? Whole.Panel : 1;

    private static string Rows(Tensor tensor) => tensor.Name + "Rows";

    /// <summary>The numbers per sample of the tensors in memory, except single ones.</summary>
    private EquatableArray<int> Sizes { get; } =
        Read.Concat(Written).Where(tensor => tensor.HasSamples).Select(tensor => tensor.Size).Where(size => size > 1).Distinct().ToEquatableArray();

    /// <summary>Where the first number of a sample is in memory with that many numbers per sample.</summary>
    private string At(int size) => Sizes.Count > 1 ? $"at{size}" : "at";
}

/// <summary>Operations that share the loops over some axes.</summary>
/// <param name="Kept">The axes that its reductions keep; empty without reductions.</param>
/// <param name="Rest">The other axes; a step for single numbers has none.</param>
/// <param name="Operations">The operations.</param>
internal sealed record FeatureLoop(EquatableArray<Axis> Kept, EquatableArray<Axis> Rest, EquatableArray<Operation> Operations);
