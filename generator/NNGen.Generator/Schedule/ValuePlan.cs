using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule;

/// <summary>
/// The memory of values that only the steps of one section read: it is free after a value's last reader, and all groups of panels use the same block.
/// </summary>
/// <param name="Slots">The first row of each value in the block of a group.</param>
/// <param name="Rows">The number of rows of the block; a row has one number per sample.</param>
internal sealed record ValuePlan(EquatableArray<Slot> Slots, int Rows)
{
    /// <summary>Whether a value is in the block.</summary>
    public bool Contains(Tensor tensor) => Slots.Any(slot => slot.Tensor == tensor);

    /// <summary>Plans a section.</summary>
    /// <param name="given">What is written before the first step.</param>
    /// <param name="steps">The steps, in order.</param>
    /// <param name="aliases">Tensors in the memory of others.</param>
    /// <param name="isKept">Whether a tensor is read by others than these steps.</param>
    public static ValuePlan Of(IEnumerable<Tensor> given, IReadOnlyList<Step> steps, Aliases aliases, Func<Tensor, bool> isKept)
    {
        var lastUses = new Dictionary<Tensor, int>();
        for (int i = 0; i < steps.Count; i++)
        {
            foreach (KernelArgument argument in steps[i].Arguments)
            {
                if (argument.Tensor is { } tensor) { lastUses[aliases.RootOf(tensor)] = i; }
            }
        }

        var planner = new ScratchPlanner(widest: 1);
        var slots = new List<Slot>();
        var places = new Dictionary<Tensor, int>();
        foreach (Tensor tensor in given) { Plan(tensor, -1); }
        for (int i = 0; i < steps.Count; i++)
        {
            foreach (Tensor tensor in steps[i].Written) { Plan(tensor, i); }
        }

        return new ValuePlan(slots.ToEquatableArray(), planner.Length);

        void Plan(Tensor tensor, int step)
        {
            IEnumerable<Tensor> names = aliases.Of(tensor).Prepend(tensor);
            if (!tensor.HasSamples || aliases.Contains(tensor) || names.Any(isKept)) { return; }
            int lastUse = lastUses.TryGetValue(tensor, out int last) ? last : step, row;
            if (step >= 0 && steps[step].OperandOf(tensor, aliases, operand => lastUses[operand] == step && places.ContainsKey(operand)) is { } operand)
            {
                row = places[operand];
                planner.Pass(row, lastUse);
                places.Remove(operand);
            }
            else { row = planner.Reserve(tensor.Size, step, lastUse); }

            places[tensor] = row;
            slots.AddRange(names.Select(name => new Slot(name, row)));
        }
    }
}
