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
    /// <summary>Tensors without samples start at whole cache lines of this many elements of the smallest type.</summary>
    private const int Line = 16;

    /// <summary>The offset of the weights that are derived for a prediction.</summary>
    public const int DerivedAt = Line;

    /// <summary>The next start of a cache line behind the size of the batch.</summary>
    public static int NextLine(int offset) => OneSampleScheduler.RoundUp(Math.Max(offset, Line), Line);

    public static WorkspaceLayout Of(NetworkProgram program, Aliases aliases, IEnumerable<Step> steps, int derived)
    {
        var ordered = new List<Tensor> { program.Input };
        if (program.Loss is { } loss) { ordered.AddRange([loss.Target, loss.Weight, loss.Scale]); }

        ordered.Add(program.OutputGradient);
        ordered.Add(program.LogitsGradient);
        ordered.AddRange(program.Noises.Select(noise => noise.Tensor));
        ordered.AddRange(program.Carried.Select(state => state.Initial));
        ordered.AddRange(steps.SelectMany(step => step.Written));

        var slots = new List<Slot>();
        int row = 0;
        foreach (Tensor tensor in ordered.Distinct().Where(tensor => tensor.HasSamples && tensor != program.Loss?.Result))
        {
            slots.Add(new Slot(tensor, row));
            slots.AddRange(aliases.Of(tensor).Select(alias => new Slot(alias, row)));
            row += tensor.Size;
        }

        // The size of the batch comes first, then what is derived from parameters.
        var shared = new List<Slot>();
        int offset = derived > 0 ? Line + derived : 0;
        if (program.Batch is { } batch)
        {
            shared.Add(new Slot(batch.Size, 0));
            foreach (Tensor tensor in ordered.Distinct().Where(tensor => !tensor.HasSamples))
            {
                offset = NextLine(offset);
                shared.Add(new Slot(tensor, offset));
                offset += tensor.Size;
            }
        }

        return new WorkspaceLayout(slots.ToEquatableArray(), row, shared.ToEquatableArray(), offset);
    }
}

/// <summary>A tensor's location in memory.</summary>
internal sealed record Slot(Tensor Tensor, int Row);
