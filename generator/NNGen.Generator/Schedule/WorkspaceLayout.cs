using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Gradients;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule;

/// <summary>The memory of a batch for each tensor that outlives its step.</summary>
/// <param name="Slots">The rows of tensors with samples; a row has one number per sample.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Shared">The offsets of tensors without samples: statistics of the batch, and weights derived for a prediction.</param>
/// <param name="SharedLength">The length of their memory; 0 if there are none.</param>
internal sealed record WorkspaceLayout(EquatableArray<Slot> Slots, int Rows, EquatableArray<Slot> Shared, int SharedLength)
{
    /// <summary>Where the planned values of predictions are: the rows from here on are otherwise those of training.</summary>
    public int PlanRow { get; init; }

    /// <summary>Tensors without samples start at whole cache lines of this many elements of the smallest type.</summary>
    private const int Line = 16;

    /// <summary>The offset of the weights that are derived for a prediction.</summary>
    public const int DerivedAt = Line;

    /// <summary>The next start of a cache line behind the size of the batch.</summary>
    public static int NextLine(int offset) => Lengths.RoundUp(Math.Max(offset, Line), Line);

    /// <summary>Lays out a workspace in which each tensor has separate rows.</summary>
    /// <param name="program">The network's operations.</param>
    /// <param name="aliases">Tensors in the memory of others.</param>
    /// <param name="steps">All steps over panels, in order.</param>
    /// <param name="derived">The number of the weights that are derived for a prediction.</param>
    public static WorkspaceLayout Of(NetworkProgram program, Aliases aliases, IEnumerable<Step> steps, int derived)
    {
        var slots = new List<Slot>();
        int row = 0;
        foreach (Tensor tensor in Values(program, steps))
        {
            Add(slots, aliases, tensor, row);
            row += tensor.Size;
        }

        return new WorkspaceLayout(slots.ToEquatableArray(), row, default, 0).WithShared(program, steps, derived);
    }

    /// <summary>
    /// Lays out a workspace in which values of training share rows by their lifetimes, and planned values of predictions have the memory of training.
    /// </summary>
    /// <param name="program">The network's operations.</param>
    /// <param name="lifetimes">How long values live.</param>
    /// <param name="derived">The number of the weights that are derived for a prediction.</param>
    /// <param name="plan">The planned values of predictions.</param>
    public static WorkspaceLayout Of(NetworkProgram program, Lifetimes lifetimes, int derived, ValuePlan plan)
    {
        var slots = new List<Slot>();
        int row = 0;
        Tensor[] values = Values(program, lifetimes.Steps).ToArray();
        foreach (Tensor tensor in values.Where(lifetimes.Lasts))
        {
            Add(slots, lifetimes.Aliases, tensor, row);
            row += tensor.Size;
        }

        // Only rows of equal size are shared: in these, each panel has the same place, and no thread writes to the panels of another one.
        int planRow = row;
        foreach (var group in values.Where(tensor => !lifetimes.Lasts(tensor)).GroupBy(tensor => (tensor.Size, lifetimes.SharesRows(tensor))))
        {
            var planner = new ScratchPlanner(widest: 1);
            var places = new Dictionary<Tensor, int>();
            foreach (Tensor tensor in group.OrderBy(lifetimes.WrittenBy))
            {
                int step = lifetimes.WrittenBy(tensor), lastUse = lifetimes.LastUse(tensor);
                if (lifetimes.OperandOf(tensor, places.ContainsKey) is { } operand)
                {
                    planner.Pass(places[tensor] = places[operand], lastUse);
                    places.Remove(operand);
                }
                else { places[tensor] = planner.Reserve(tensor.Size, step, lastUse); }

                Add(slots, lifetimes.Aliases, tensor, row + places[tensor]);
            }

            row += planner.Length;
        }

        return new WorkspaceLayout(slots.ToEquatableArray(), Math.Max(row, planRow + plan.Rows), default, 0) { PlanRow = planRow }.WithShared(program, lifetimes.Steps, derived);
    }

    /// <summary>The tensors that have rows: first what callers give, then what steps write.</summary>
    private static IEnumerable<Tensor> Values(NetworkProgram program, IEnumerable<Step> steps) =>
        Ordered(program, steps).Where(tensor => tensor.HasSamples && tensor != program.Loss?.Result);

    private static IEnumerable<Tensor> Ordered(NetworkProgram program, IEnumerable<Step> steps)
    {
        var ordered = new List<Tensor> { program.Input };
        if (program.Loss is { } loss) { ordered.AddRange([loss.Target, loss.Weight, loss.Scale]); }

        ordered.Add(program.OutputGradient);
        ordered.Add(program.LogitsGradient);
        ordered.AddRange(program.Noises.Select(noise => noise.Tensor));
        ordered.AddRange(program.Carried.Select(state => state.Initial));
        ordered.AddRange(steps.SelectMany(step => step.Written));
        return ordered.Distinct();
    }

    private static void Add(List<Slot> slots, Aliases aliases, Tensor tensor, int row) =>
        slots.AddRange(aliases.Of(tensor).Prepend(tensor).Select(name => new Slot(name, row)));

    /// <summary>The same with the memory that the samples share.</summary>
    private WorkspaceLayout WithShared(NetworkProgram program, IEnumerable<Step> steps, int derived)
    {
        // The size of the batch comes first, then what is derived from parameters.
        var shared = new List<Slot>();
        int offset = derived > 0 ? Line + derived : 0;
        if (program.Batch is { } batch)
        {
            shared.Add(new Slot(batch.Size, 0));
            foreach (Tensor tensor in Ordered(program, steps).Where(tensor => !tensor.HasSamples))
            {
                offset = NextLine(offset);
                shared.Add(new Slot(tensor, offset));
                offset += tensor.Size;
            }
        }

        return this with { Shared = shared.ToEquatableArray(), SharedLength = offset };
    }
}

/// <summary>A tensor's location in memory.</summary>
internal sealed record Slot(Tensor Tensor, int Row);
