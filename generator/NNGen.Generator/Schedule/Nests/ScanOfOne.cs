using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>
/// A loop over the steps of one sample. Of a step, vectors of units, one after another: the sums of all gates in registers, first over what arrives, then
/// over what is carried; then the formulas of the cell, in loops over vectors of units.
/// </summary>
/// <param name="Scan">The operation.</param>
/// <param name="Arriving">The product that computes its source; it is a part of the loop.</param>
/// <param name="Widest">The number of elements in the widest vector.</param>
/// <param name="Group">The number of carried values that are loaded together.</param>
internal sealed record ScanOfOne(Scan Scan, Product Arriving, int Widest, int Group)
{
    private Cell Cell => Scan.Cell;

    private int Features => Arriving.Weights.Size / Scan.Sums.Size;

    /// <summary>Whether a gate needs only the sum of what arrives and of the recurrent product.</summary>
    public IReadOnlyList<bool> AreAdded => [.. Enumerable.Range(0, Cell.Gates).Select(gate => Cell.Formulas.Any(formula =>
        formula.Formula == new Operand(0) + new Operand(1) && formula.Operands.Count == 2 && formula.Operands[0] == Cell.Arriving[gate] && formula.Operands[1] == Cell.Products[gate]))];

    /// <summary>The sums of a unit: of each gate one, or two.</summary>
    private int Sums => Cell.Gates + AreAdded.Count(isAdded => !isAdded);

    /// <summary>Length of the packed weights and biases: for each vector of units, the biases, then the weights input by input.</summary>
    public int PackedLength => Padded * (Sums + ((Features + Cell.Units) * Cell.Gates));

    /// <summary>The number of sets of accumulators, which alternate so that additions need not wait for one another.</summary>
    private int Turns => Group == 1 ? 1 : 2 * Cell.Gates >= Machine.SumsInFlight ? 2 : 4;

    /// <summary>The number of multiply-adds in its code.</summary>
    public int PrintedSize => 3 * Math.Max(Group, Turns) * Cell.Gates;

    /// <summary>A description for readers.</summary>
    public string Text => $"{Scan.Steps:N0} {(Scan.Steps == 1 ? "step" : "steps")} · vectors of units, {Sums} sums{(Turns == 1 ? "" : $" × {Turns} turns of inputs")} · {Scan.MultiplyAdds + Arriving.MultiplyAdds:N0} multiply-adds";

    /// <summary>Writes its statements.</summary>
    /// <param name="nest">Receives the statements.</param>
    /// <param name="packed">The packed weights.</param>
    /// <param name="memory">The place of a tensor.</param>
    public void Build(Nest nest, Place packed, Func<Tensor, Place> memory)
    {
        for (int k = 0; k < Scan.Final.Count && !Scan.Continues; k++)
        {
            // Behind the units, too: products read whole vectors.
            if (Scan.Initial.Count == 0) { nest.Add(new Clear(memory(Scan.Final[k]), Padded + Widest)); }
            else { nest.Add(new Copy(memory(Scan.Initial[k]), Cell.Units, memory(Scan.Final[k]), Padded + Widest)); }
        }

        if (Scan.Steps == 1) { nest.Scope(() => Step(nest, packed, memory, 0)); }
        else { StepLoops.Steps(nest, Scan.Steps, Scan.IsReversed, () => Step(nest, packed, memory, "step")); }
    }

    private void Step(Nest nest, Place packed, Func<Tensor, Place> memory, Whole step)
    {
        nest.Refer("w", packed);
        nest.For("j", 0, Cell.Units, Whole.Width, () =>
        {
            StartSums(nest);
            nest.Refer("x", memory(Arriving.Source) + (step * Features));
            Multiply(nest, Features, isArriving: true, group: 1);
            nest.Refer("h", memory(Scan.Final[0]));
            Multiply(nest, Cell.Units, isArriving: false, Group);
            AddTurns(nest);
            string[] sums = [.. Names(0)];
            for (int i = 0; i < sums.Length; i++) { nest.Store(sums[i], Slot(memory, i)); }
        });

        if (Scan.IsThere is not null) { nest.Let(Cell.IsThere!.Name, Vector.Broadcast(memory(Scan.IsThere) + step)); }
        IReadOnlyList<IReadOnlyList<Elementwise>> stages = Stages();
        var places = new Dictionary<Tensor, Place>();
        string[] names = [.. Names(0)];
        for (int gate = 0; gate < Cell.Gates; gate++)
        {
            places[Cell.Arriving[gate]] = Slot(memory, Array.IndexOf(names, Sum(gate, true, 0)));
            places[Cell.Products[gate]] = Slot(memory, Array.IndexOf(names, Sum(gate, false, 0)));
        }

        for (int k = 0; k < Scan.Final.Count; k++) { places[Cell.Previous[k]] = memory(Scan.Final[k]) + "j"; }
        for (int stage = 0; stage < stages.Count; stage++) { Formulas(nest, stages, stage, places, memory); }
        foreach (Kept kept in Scan.Kept.Where(kept => Scan.Steps > 1))
        {
            // Exactly the units: a vector that passes the end of a step would overwrite the next one.
            nest.Add(new Copy(memory(Scan.Final[Cell.Next.ToList().IndexOf(kept.Step)]), Cell.Units, memory(kept.All) + (step * Cell.Units), Cell.Units));
        }
    }

    /// <summary>
    /// The formulas in groups between exponentials, which take long to complete: each group is a loop over all vectors, so that the processor computes those of
    /// several vectors at once.
    /// </summary>
    private IReadOnlyList<IReadOnlyList<Elementwise>> Stages()
    {
        var depths = new Dictionary<Tensor, int>();
        var stages = new List<IReadOnlyList<Elementwise>>();
        foreach (Elementwise formula in Cell.Formulas)
        {
            int depth = formula.Operands.Select(operand => depths.TryGetValue(operand, out int known) ? known : 0).Max() + (Calculus.IsTranscendental(formula.Formula) ? 1 : 0);
            depths[formula.Output] = depth;
        }

        foreach (IGrouping<int, Elementwise> group in Cell.Formulas.GroupBy(formula => Math.Max(1, depths[formula.Output])).OrderBy(group => group.Key)) { stages.Add([.. group]); }
        return stages;
    }

    /// <summary>The place of vector <c>j</c> of a value between the loops of a step.</summary>
    private Place Slot(Func<Tensor, Place> memory, int index) => memory(Scan.Sums) + (index * Padded) + "j";

    private int Padded => OneSampleScheduler.RoundUp(Cell.Units, Widest);

    /// <summary>Values between the loops of a step: the sums, whose memory others use later.</summary>
    public int SlotsLength => Math.Max(Sums, Cell.Formulas.Count) * Padded;

    private void Formulas(Nest nest, IReadOnlyList<IReadOnlyList<Elementwise>> stages, int stage, Dictionary<Tensor, Place> places, Func<Tensor, Place> memory) =>
        nest.For("j", 0, Cell.Units, Whole.Width, () =>
    {
        IReadOnlyList<Elementwise> formulas = stages[stage];
        HashSet<Tensor> later = [.. stages.Skip(stage + 1).SelectMany(formulas => formulas).SelectMany(formula => formula.Operands)];
        var names = new Dictionary<Tensor, string>();
        var stores = new List<(string Name, Place Place)>();
        int slot = 0;
        foreach (Tensor tensor in formulas.SelectMany(formula => formula.Operands).Distinct().Where(places.ContainsKey))
        {
            // Both products of a gate may have one sum.
            if (places.FirstOrDefault(pair => pair.Value == places[tensor] && names.ContainsKey(pair.Key)).Key is { } same) { names[tensor] = names[same]; }
            else
            {
                names[tensor] = tensor.Name;
                nest.Let(tensor.Name, Vector.Load(places[tensor]));
            }
        }

        foreach (Elementwise formula in formulas)
        {
            string name = formula.Output.Name;
            if (IsSum(formula)) { name = names[formula.Operands[0]]; }
            else
            {
                nest.Let(name, new Formula(
                    formula.Formula, formula.Operands.Select(operand => (Vector)(names.TryGetValue(operand, out string? known) ? known : operand.Name)).ToEquatableArray()));
            }

            names[formula.Output] = name;
        }

        // What is carried replaces what was, once nothing else reads that.
        foreach (Elementwise formula in formulas)
        {
            int carried = Cell.Next.ToList().IndexOf(formula.Output);
            bool isRead = later.Contains(formula.Output);
            if (carried >= 0 && !later.Contains(Cell.Previous[carried]))
            {
                places[formula.Output] = memory(Scan.Final[carried]) + "j";
                stores.Add((names[formula.Output], places[formula.Output]));
            }
            else if (isRead || carried >= 0)
            {
                while (later.Any(tensor => places.TryGetValue(tensor, out Place? place) && place == Slot(memory, slot))) { slot++; }
                places[formula.Output] = Slot(memory, slot++);
                stores.Add((names[formula.Output], places[formula.Output]));
            }
        }

        // A value that was computed before the last reader of what it replaces.
        for (int k = 0; k < Scan.Final.Count; k++)
        {
            Place final = memory(Scan.Final[k]) + "j";
            if (places.TryGetValue(Cell.Next[k], out Place? place) && place != final && !later.Contains(Cell.Previous[k]) && !formulas.Any(formula => formula.Output == Cell.Next[k]))
            {
                if (!names.ContainsKey(Cell.Next[k])) { nest.Let(Cell.Next[k].Name, Vector.Load(place)); }
                stores.Add((names.TryGetValue(Cell.Next[k], out string? name) ? name : Cell.Next[k].Name, final));
                places[Cell.Next[k]] = final;
            }
        }

        foreach ((string name, Place place) in stores) { nest.Store(name, place); }
    });

    /// <summary>Whether a formula is the sum of both products of a gate, which is in one register already.</summary>
    private bool IsSum(Elementwise formula) => formula.Operands.Count == 2
        && Enumerable.Range(0, Cell.Gates).Any(gate => AreAdded[gate] && formula.Operands[0] == Cell.Arriving[gate] && formula.Operands[1] == Cell.Products[gate]);

    /// <summary>The name of the sum to which one of both products of a gate is added.</summary>
    private string Sum(int gate, bool isArriving, int turn) => (isArriving || AreAdded[gate] ? "a" : "b") + $"{gate}" + (turn == 0 ? "" : $"_{turn}");

    /// <summary>The sums of a turn; what arrives has fewer turns if it has fewer numbers.</summary>
    private IEnumerable<string> Names(int turn) => Enumerable.Range(0, Cell.Gates).SelectMany(gate =>
        AreAdded[gate] ? new[] { Sum(gate, true, turn) } : turn == 0 || turn < Features ? [Sum(gate, true, turn), Sum(gate, false, turn)] : [Sum(gate, false, turn)]);

    private void StartSums(Nest nest)
    {
        nest.Let(Names(0).Select((name, i) => new Binding(name, Vector.Load(new Place("w", Whole.Width * i)))));
        for (int turn = 1; turn < Turns; turn++) { nest.Let(Names(turn).Select(name => new Binding(name, Vector.Zero))); }
        nest.Advance("w", Whole.Width * Sums);
    }

    private void AddTurns(Nest nest)
    {
        for (int distance = 1; distance < Turns; distance *= 2)
        {
            for (int turn = 0; turn + distance < Turns; turn += 2 * distance)
            {
                int to = turn, from = turn + distance;
                nest.Together(() =>
                {
                    foreach (string name in Names(from)) { nest.Add(new AddTo(InTurn(name, to), name)); }
                });
            }
        }
    }

    /// <summary>The same sum in another turn.</summary>
    private static string InTurn(string sum, int turn) => sum.Split('_')[0] + (turn == 0 ? "" : $"_{turn}");

    private void Multiply(Nest nest, int inputs, bool isArriving, int group)
    {
        int round = Math.Max(Turns, group), left = inputs % round;
        string source = isArriving ? "x" : "h";
        if (left < inputs) { nest.For("i", 0, inputs - left, round, () => Round(round)); }
        if (left > 0) { nest.Scope(() => Round(left)); }

        void Round(int count)
        {
            int grouped = count / group * group;
            for (int i = 0; i < count; i++)
            {
                if (group > 1 && i < grouped)
                {
                    if (i % group == 0) { nest.Let($"q{i / group}", new Group(new Place(source, i))); }
                    nest.Let($"v{i}", new Spread($"q{i / group}", i % group));
                }
                else { nest.Let($"v{i}", Vector.Broadcast(new Place(source, i))); }

                int input = i;
                nest.Together(() =>
                {
                    for (int gate = 0; gate < Cell.Gates; gate++)
                    {
                        string sum = Sum(gate, isArriving, input % Turns);
                        nest.Add(new Set(sum, new MultiplyAdd($"v{input}", Vector.Load(new Place("w", Whole.Width * ((input * Cell.Gates) + gate))), sum)));
                    }
                });
            }

            nest.Advance(source, count);
            nest.Advance("w", Whole.Width * (count * Cell.Gates));
        }
    }
}

/// <summary>How the weights of a loop over steps are packed.</summary>
/// <param name="Nest">The nest that reads them.</param>
/// <param name="At">Their offset.</param>
internal sealed record CellPacking(ScanOfOne Nest, int At);
