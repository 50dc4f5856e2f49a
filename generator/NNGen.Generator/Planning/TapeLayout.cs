using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Differentiation;

namespace NNGen.Generator.Planning;

/// <summary>Where each value that outlives its step lies in a tape: rows of one number a sample.</summary>
internal sealed record TapeLayout(EquatableArray<TapeSlot> Slots, int Rows)
{
    public bool Holds(Value value) => Slots.Any(slot => slot.Value == value);

    public TapeSlot this[Value value] => Slots.First(slot => slot.Value == value);

    public static TapeLayout Of(NetworkProgram program, IEnumerable<Step> steps)
    {
        var ordered = new List<Value> { program.Input };
        if (program.Loss is { } loss) { ordered.AddRange([loss.Target, loss.Weight, loss.Scale]); }

        ordered.Add(program.OutputGradient);
        ordered.Add(program.PivotGradient);
        foreach (Step step in steps)
        {
            foreach (Value value in Outputs(step, program)) { ordered.Add(value); }
        }

        var slots = new List<TapeSlot>();
        int row = 0;
        foreach (Value value in ordered.Distinct().Where(value => value != program.Loss?.Result))
        {
            slots.Add(new TapeSlot(value, row));
            row += value.Size;
        }

        return new TapeLayout(slots.ToEquatableArray(), row);
    }

    /// <summary>What a step must write to memory.</summary>
    public static IEnumerable<Value> Outputs(Step step, NetworkProgram program)
    {
        switch (step)
        {
            case ProductStep product:
                if (product.Sums is { } sums) { yield return sums; }
                if (product.Epilogue is { } epilogue) { yield return epilogue.Output; }
                break;

            case StraightStep straight:
                foreach (Operation operation in straight.Operations)
                {
                    if (program.Users(operation.Output).Any(user => user is null || !straight.Operations.Contains(user))) { yield return operation.Output; }
                }

                break;

            case PanelStep panel:
                foreach (FeatureLoop loop in panel.Loops)
                {
                    foreach (Operation operation in loop.Operations)
                    {
                        // A single number stays in a register for the whole step, a larger value for its loop only.
                        EquatableArray<Operation> near = operation.Output.Size == 1
                            ? panel.Loops.SelectMany(l => l.Operations).ToEquatableArray()
                            : loop.Operations;
                        if (program.Users(operation.Output).Any(user => user is null || !near.Contains(user))) { yield return operation.Output; }
                    }
                }

                break;
        }
    }
}

/// <summary>A value's place in a tape.</summary>
internal sealed record TapeSlot(Value Value, int Row);
