using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>
/// A loop over the steps of one sample. Of each stage of a step, vectors of units, one after another: the sums of its gates in registers, first over what arrives,
/// then over what is carried; then its formulas, in loops over vectors of units.
/// </summary>
/// <param name="Scan">The operation.</param>
/// <param name="Arriving">The product that computes its source; it is a part of the loop.</param>
/// <param name="Widest">The number of elements in the widest vector.</param>
/// <param name="Group">The number of carried values that are loaded together.</param>
internal sealed record ScanOfOne(Scan Scan, Product Arriving, int Widest, int Group)
{
    private Cell Cell => Scan.Cell;

    /// <summary>The sums of each stage.</summary>
    public IReadOnlyList<StageSums> Stages => [.. Cell.Stages.Select(stage => new StageSums(Cell, stage, Arriving.Weights.Size / Scan.Sums.Size, Padded, Group))];

    private int Sums => Stages.Sum(stage => stage.Count);

    /// <summary>Length of the packed weights and biases of all stages, one after another.</summary>
    public int PackedLength => Stages.Sum(stage => stage.PackedLength);

    /// <summary>The number of multiply-adds in its code.</summary>
    public int PrintedSize => Stages.Sum(stage => stage.PrintedSize);

    /// <summary>A description for readers.</summary>
    public string Text =>
        $"{Scan.Steps:N0} {(Scan.Steps == 1 ? "step" : "steps")} · vectors of units, {string.Join(", then ", Stages.Select(stage => stage.Text))} · {Scan.MultiplyAdds + Arriving.MultiplyAdds:N0} multiply-adds";

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
        IReadOnlyList<StageSums> sums = Stages;
        IReadOnlyList<Elementwise>[][] groups = [.. Cell.Stages.Select(Groups)];
        IReadOnlyList<Elementwise>[] all = [.. groups.SelectMany(group => group)];
        string[] names = [.. sums.SelectMany(stage => stage.Names(0))];
        var places = new Dictionary<Tensor, Place>();
        foreach (StageSums stage in sums)
        {
            for (int gate = stage.Stage.First; gate < stage.Stage.First + stage.Gates; gate++)
            {
                places[Cell.Arriving[gate]] = Slot(memory, Array.IndexOf(names, stage.Sum(gate, true, 0)));
                places[Cell.Products[gate]] = Slot(memory, Array.IndexOf(names, stage.Sum(gate, false, 0)));
            }
        }

        for (int k = 0; k < Scan.Final.Count; k++) { places[Cell.Previous[k]] = memory(Scan.Final[k]) + "j"; }
        int done = 0;
        for (int i = 0; i < sums.Count; i++)
        {
            // Each stage has a reference to its weights.
            int stage = i;
            if (sums.Count == 1) { Multiply(); }
            else { nest.Scope(Multiply); }
            if (i == 0 && Scan.IsThere is not null) { nest.Let(Cell.IsThere!.Name, Vector.Broadcast(memory(Scan.IsThere) + step)); }
            foreach (IReadOnlyList<Elementwise> _ in groups[i]) { Formulas(nest, all, done++, places, memory); }

            void Multiply()
            {
                nest.Refer("w", packed + sums.Take(stage).Sum(before => before.PackedLength));
                nest.For("j", 0, Cell.Units, Whole.Width, () => sums[stage].Build(
                    nest, memory(Arriving.Source) + (step * sums[stage].Features), memory(Scan.Products[stage].Operand ?? Scan.Final[0]), name => Slot(memory, Array.IndexOf(names, name))));
            }
        }

        foreach (Kept kept in Scan.Kept.Where(kept => Scan.Steps > 1))
        {
            // Exactly the units: a vector that passes the end of a step would overwrite the next one.
            nest.Add(new Copy(memory(Scan.Final[Cell.Next.ToList().IndexOf(kept.Step)]), Cell.Units, memory(kept.All) + (step * Cell.Units), Cell.Units));
        }
    }

    /// <summary>
    /// The formulas of a stage in groups between exponentials, which take long to complete: each group is a loop over all vectors, so that the processor computes those of
    /// several vectors at once.
    /// </summary>
    private static IReadOnlyList<Elementwise>[] Groups(Stage stage)
    {
        var depths = new Dictionary<Tensor, int>();
        foreach (Elementwise formula in stage.Formulas)
        {
            int depth = formula.Operands.Select(operand => depths.TryGetValue(operand, out int known) ? known : 0).Max() + (Calculus.IsTranscendental(formula.Formula) ? 1 : 0);
            depths[formula.Output] = depth;
        }

        return [.. stage.Formulas.GroupBy(formula => Math.Max(1, depths[formula.Output])).OrderBy(group => group.Key).Select(group => group.ToList())];
    }

    /// <summary>The place of vector <c>j</c> of a value between the loops of a step.</summary>
    private Place Slot(Func<Tensor, Place> memory, int index) => memory(Scan.Sums) + (index * Padded) + "j";

    private int Padded => Lengths.RoundUp(Cell.Units, Widest);

    /// <summary>Values between the loops of a step: the sums, whose memory others use later.</summary>
    public int SlotsLength => Math.Max(Sums, Cell.Formulas.Count()) * Padded;

    private void Formulas(Nest nest, IReadOnlyList<IReadOnlyList<Elementwise>> groups, int index, Dictionary<Tensor, Place> places, Func<Tensor, Place> memory) =>
        nest.For("j", 0, Cell.Units, Whole.Width, () =>
    {
        IReadOnlyList<Elementwise> formulas = groups[index];
        HashSet<Tensor> later = [.. groups.Skip(index + 1).SelectMany(formulas => formulas).SelectMany(formula => formula.Operands)];
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
            if (Cell.Stages.ToList().FindIndex(stage => stage.Operand == formula.Output) is > 0 and var next)
            {
                // What the products of the next stage read.
                places[formula.Output] = memory(Scan.Products[next].Operand!) + "j";
                stores.Add((names[formula.Output], places[formula.Output]));
            }
            else if (carried >= 0 && !later.Contains(Cell.Previous[carried]))
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

    private bool IsSum(Elementwise formula) => Stages.Any(stage => stage.IsSum(formula));
}

/// <summary>How the weights of a loop over steps are packed.</summary>
/// <param name="Nest">The nest that reads them.</param>
/// <param name="At">Their offset.</param>
internal sealed record CellPacking(ScanOfOne Nest, int At);
