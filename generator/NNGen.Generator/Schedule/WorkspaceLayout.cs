using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Gradients;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule;

/// <summary>The rows of a workspace for each tensor that outlives its step; a row has one number per sample.</summary>
internal sealed record WorkspaceLayout(EquatableArray<Slot> Slots, int Rows)
{
    public static WorkspaceLayout Of(NetworkProgram program, IEnumerable<Step> steps)
    {
        var ordered = new List<Tensor> { program.Input };
        if (program.Loss is { } loss) { ordered.AddRange([loss.Target, loss.Weight, loss.Scale]); }

        ordered.Add(program.OutputGradient);
        ordered.Add(program.LogitsGradient);
        ordered.AddRange(program.Noises.Select(noise => noise.Tensor));
        ordered.AddRange(steps.SelectMany(step => step.Written));

        var slots = new List<Slot>();
        int row = 0;
        foreach (Tensor tensor in ordered.Distinct().Where(tensor => tensor != program.Loss?.Result))
        {
            slots.Add(new Slot(tensor, row));
            row += tensor.Size;
        }

        return new WorkspaceLayout(slots.ToEquatableArray(), row);
    }
}

/// <summary>A tensor's location in memory.</summary>
internal sealed record Slot(Tensor Tensor, int Row);
