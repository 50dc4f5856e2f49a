using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>
/// Sums of formulas over all samples and pixels, one for each channel, and formulas of these sums: statistics of a batch, gradients of gains and
/// shifts. Tiles of channels, shared among threads; within 128 bytes of fixed lanes, one for each sample modulo their number, panels and pixels in
/// order; lanes are added at the end in one fixed order.
/// </summary>
/// <param name="Operations">Sums, and formulas without samples, in order.</param>
/// <param name="Channels">The number of channels: the axes that sums keep.</param>
/// <param name="Pixels">The number of values of a sample that a sum is over.</param>
/// <param name="Lanes">The number of fixed lanes.</param>
/// <param name="ChecksFinite">Whether the kernel returns whether its results are finite.</param>
/// <param name="IsPlain">Whether vectors are single numbers, of which a panel has more than two.</param>
internal sealed record BatchSums(EquatableArray<Operation> Operations, int Channels, int Pixels, int Lanes, bool ChecksFinite, bool IsPlain)
{
    /// <summary>Channels that go through the samples together: with one sum each 4, so that loads are contiguous, with several 2.</summary>
    public RowTiles Rows { get; } = RowTiles.OfHeight(Channels, Math.Min(Channels, Sweeps(Operations).Any(sweep => sweep.Count > 1) ? 2 : 4));

    /// <summary>All tensors that it reads or writes.</summary>
    public EquatableArray<Tensor> Tensors => Operations.SelectMany(operation => operation.Inputs.Append(operation.Output)).Distinct().ToEquatableArray();

    public EquatableArray<string> References => Tensors.Select(ReferenceOf).ToEquatableArray();

    public static EquatableArray<string> Numbers => new(["panels", "tile", "endTile"]);

    /// <summary>The channels and pixels of sums.</summary>
    /// <param name="operations">Operations without samples, of which at least one is a sum.</param>
    public static (int Channels, int Pixels) Extents(IEnumerable<Operation> operations)
    {
        Operation sum = operations.First(operation => operation is BatchSum or Reduce);
        Axis[] kept = [.. LoopAxes.Of(sum.Output)];
        foreach (Tensor operand in sum.Inputs.Where(operand => operand.HasSamples && kept.Any(operand.Axes.Contains)))
        {
            // Channels are behind one another; where they are not, a layer views its values in another order first.
            Axis[] axes = [.. LoopAxes.Of(operand)];
            if (!axes.Skip(axes.Length - kept.Length).SequenceEqual(kept))
            {
                throw new InvalidOperationException($"No schedule for the sum {sum.Output}: its axes are not the last ones of {operand}.");
            }
        }

        int size = sum.Inputs.SelectMany(LoopAxes.Of).Distinct().Aggregate(1, (product, axis) => product * axis.Size);
        return (sum.Output.Size, size / sum.Output.Size);
    }

    /// <summary>The same for all nests that differ only in names.</summary>
    public string Key()
    {
        var numbers = new Dictionary<Tensor, int>();
        return $"{Channels} {Pixels} {ChecksFinite}: " + string.Join("; ", Operations.Select(operation =>
            $"{Number(operation.Output)} = {(operation is Elementwise formula ? formula.Formula.ToString() : $"sum {FormulaOf(operation)}")}({string.Join(", ", operation.Inputs.Select(Number))})"));

        string Number(Tensor tensor)
        {
            if (!numbers.TryGetValue(tensor, out int number)) { numbers.Add(tensor, number = numbers.Count); }
            return $"#{number}/{tensor.HasSamples}/{tensor.Size}";
        }
    }

    public EquatableArray<Statement> Build()
    {
        var nest = new Nest();
        if (ChecksFinite) { nest.Add(new NewFlag("finite")); }
        nest.Add(new StackMemory("lanes", Rows.Height * Sweeps(Operations).Max(sweep => sweep.Count) * Lanes));
        foreach ((Whole start, Whole end, Whole row, int height) in Rows.Shares())
        {
            nest.For("t", start, end, 1, () =>
            {
                nest.Define("channel", row);
                foreach (Operation[] run in Runs())
                {
                    if (run[0] is Elementwise) { nest.Scope(() => Formulas(nest, run, height)); }
                    else { nest.Scope(() => Sums(nest, run, height)); }
                }

                if (!ChecksFinite) { return; }
                foreach (Operation operation in Operations) { nest.Add(new RequireFiniteNumbers("finite", PlaceOf(operation.Output, "channel"), height)); }
            });
        }

        if (ChecksFinite) { nest.Add(new Return("finite")); }
        return nest.Statements;
    }

    private void EachPixel(Nest nest, Action body)
    {
        if (Pixels == 1) { body(); }
        else { nest.For("pixel", 0, Pixels, 1, body); }
    }

    /// <summary>The first of the two vectors within a panel.</summary>
    private Whole Sample => IsPlain ? "sample" : 0;

    private void EachSample(Nest nest, Action body)
    {
        if (IsPlain) { nest.For("sample", 0, Whole.Panel, 2, body); }
        else { body(); }
    }

    /// <summary>The formula that an operation sums.</summary>
    private static Expression FormulaOf(Operation operation) => operation is BatchSum sum ? sum.Formula : new Operand(0);

    private static IReadOnlyList<IReadOnlyCollection<Operation>> Sweeps(IEnumerable<Operation> operations)
    {
        var sweeps = new List<List<Operation>>();
        foreach (Operation operation in operations.Where(operation => operation is not Elementwise))
        {
            // A sum that reads earlier results starts another sweep.
            bool depends = operations.TakeWhile(earlier => earlier != operation).Any(earlier => operation.Inputs.Contains(earlier.Output));
            if (sweeps.Count == 0 || depends) { sweeps.Add([]); }
            sweeps[sweeps.Count - 1].Add(operation);
        }

        return sweeps;
    }

    /// <summary>Runs of sums that go through the samples together, and runs of formulas.</summary>
    private IEnumerable<Operation[]> Runs()
    {
        var run = new List<Operation>();
        foreach (Operation operation in Operations)
        {
            bool fits = run.Count == 0 || (run[0] is Elementwise == operation is Elementwise
                && (operation is Elementwise || !run.Any(earlier => operation.Inputs.Contains(earlier.Output))));
            if (!fits)
            {
                yield return run.ToArray();
                run.Clear();
            }

            run.Add(operation);
        }

        yield return run.ToArray();
    }

    private void Sums(Nest nest, Operation[] sums, int height)
    {
        Tensor[] operands = [.. sums.SelectMany(sum => sum.Inputs).Distinct()];
        foreach (Tensor tensor in operands.Where(tensor => !tensor.HasSamples))
        {
            for (int row = 0; row < (IsPerChannel(tensor) ? height : 1); row++) { nest.Let(Name(tensor, row, 0), Vector.Broadcast(PlaceOf(tensor, (Whole)"channel" + row))); }
        }

        Whole perLanes = (Whole)Lanes / Whole.Panel;
        nest.For("part", 0, perLanes, 1, () => EachSample(nest, () =>
        {
            ForEach((s, row, column) => nest.Let(Sum(s, row, column), Vector.Zero));
            nest.For("p", "part", "panels", perLanes, () => EachPixel(nest, () =>
            {
                foreach (Tensor tensor in operands.Where(tensor => tensor.HasSamples))
                {
                    for (int row = 0; row < (IsPerChannel(tensor) ? height : 1); row++)
                    {
                        int index = row;
                        nest.Let(Enumerable.Range(0, 2).Select(column => new Binding(Name(tensor, index, column), Vector.Load(InPanel(tensor, index, column)))));
                    }
                }

                ForEach((s, row, column) => nest.Add(new AddTo(Sum(s, row, column), new Formula(
                    FormulaOf(sums[s]),
                    sums[s].Inputs.Select(tensor => (Vector)Name(tensor, IsPerChannel(tensor) ? row : 0, tensor.HasSamples ? column : 0)).ToEquatableArray()))));
            }));
            ForEach((s, row, column) => nest.Store(
                Sum(s, row, column), new Place("lanes", (((s * height) + row) * Lanes) + ((Whole)"part" * Whole.Panel) + Sample + ((Whole)column * Whole.Width))));
        }));
        ForEachRow((s, row) => nest.Add(new StoreLaneSum(PlaceOf(sums[s].Output, (Whole)"channel" + row), null, new Place("lanes", ((s * height) + row) * Lanes))));

        void ForEach(Action<int, int, int> action) => ForEachRow((s, row) =>
        {
            for (int column = 0; column < 2; column++) { action(s, row, column); }
        });

        void ForEachRow(Action<int, int> action)
        {
            for (int s = 0; s < sums.Length; s++)
            {
                for (int row = 0; row < height; row++) { action(s, row); }
            }
        }
    }

    private void Formulas(Nest nest, Operation[] formulas, int height)
    {
        HashSet<Tensor> computed = [.. formulas.Select(formula => formula.Output)];
        nest.For("c", "channel", (Whole)"channel" + height, 1, () =>
        {
            foreach (Tensor tensor in formulas.SelectMany(formula => formula.Inputs).Where(tensor => !computed.Contains(tensor)).Distinct())
            {
                nest.Let(tensor.Name, Vector.Broadcast(PlaceOf(tensor, "c")));
            }

            foreach (Elementwise formula in formulas.Cast<Elementwise>())
            {
                nest.Let(formula.Output.Name, new Formula(formula.Formula, formula.Operands.Select(tensor => (Vector)tensor.Name).ToEquatableArray()));
                nest.Add(new StoreLane(formula.Output.Name, 0, PlaceOf(formula.Output, "c")));
            }
        });
    }

    /// <summary>Whether a tensor has a number for each channel, rather than one for all of them.</summary>
    private bool IsPerChannel(Tensor tensor) => Channels > 1 && tensor.Size != 1 && (!tensor.HasSamples || tensor.Size == Channels * Pixels);

    private Place PlaceOf(Tensor tensor, Whole channel) => new(ReferenceOf(tensor), IsPerChannel(tensor) ? channel : 0);

    /// <summary>The place of a pixel's channel: of a tensor with pixels and channels, with pixels only, or of a number per sample.</summary>
    private Place InPanel(Tensor tensor, int row, int column)
    {
        Whole pixel = Pixels == 1 ? "p" : ((Whole)"p" * Pixels) + "pixel";
        Whole number = tensor.Size == 1 ? "p" : IsPerChannel(tensor) ? ((pixel * Channels) + "channel") + row : pixel;
        return new Place(ReferenceOf(tensor), (number * Whole.Panel) + Sample + ((Whole)column * Whole.Width));
    }

    private static string Sum(int sum, int row, int column) => $"{(char)('a' + column)}{row}" + (sum == 0 ? "" : $"_{sum}");

    private static string Name(Tensor tensor, int row, int column) => $"{tensor.Name}{row}{(char)('a' + column)}";

    private static string ReferenceOf(Tensor tensor) => tensor.Name + "Values";
}
