using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Differentiation;

namespace NNGen.Generator.Planning;

/// <summary>Where each value that outlives its step lies in a tape: rows of one number a sample.</summary>
internal sealed record TapeLayout(EquatableArray<TapeSlot> Slots, int Rows)
{
    public static TapeLayout Of(NetworkProgram program, IEnumerable<Step> steps)
    {
        var ordered = new List<Value> { program.Input };
        if (program.Loss is { } loss) { ordered.AddRange([loss.Target, loss.Weight, loss.Scale]); }

        ordered.Add(program.OutputGradient);
        ordered.Add(program.PivotGradient);
        ordered.AddRange(program.Noises.Select(noise => noise.Value));
        foreach (Step step in steps)
        {
            foreach (Value value in Outputs(step)) { ordered.Add(value); }
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

    /// <summary>What a step writes to memory.</summary>
    private static IEnumerable<Value> Outputs(Step step) => step switch
    {
        ProductStep product => new[] { product.Sums, product.Epilogue?.Output }.OfType<Value>(),
        PanelStep panel => panel.Written,
        StraightStep straight => straight.Written,
        _ => [],
    };
}

/// <summary>A value's place in a tape.</summary>
internal sealed record TapeSlot(Value Value, int Row);
