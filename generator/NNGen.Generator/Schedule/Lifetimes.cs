using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Gradients;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule;

/// <summary>How long the values of a training step live. A backward pass may be a separate call, and run several times after one forward pass.</summary>
internal sealed class Lifetimes
{
    private readonly Dictionary<Tensor, int> written = [];
    private readonly Dictionary<Tensor, int> lastUses = [];
    private readonly HashSet<Tensor> lasting;
    private readonly HashSet<Tensor> summed;
    private readonly bool hasBarriers;

    /// <param name="program">The network's operations.</param>
    /// <param name="aliases">Tensors in the memory of others.</param>
    /// <param name="forward">The steps to the logits.</param>
    /// <param name="shared">The steps that predictions have, too: the last activation, and the loss.</param>
    /// <param name="backward">The steps back.</param>
    /// <param name="predicted">What predictions read and write besides their planned values.</param>
    public Lifetimes(NetworkProgram program, Aliases aliases, IReadOnlyCollection<Step> forward, IEnumerable<Step> shared, IEnumerable<Step> backward, IEnumerable<Tensor> predicted)
    {
        Aliases = aliases;
        Steps = [.. forward, .. shared, .. backward];
        hasBarriers = program.Batch is not null;

        // A prediction between two batches loses nothing that the second one begins with.
        lasting = [.. predicted.Concat(program.Carried.SelectMany(state => new[] { state.Initial, state.Final })).Select(aliases.RootOf)];
        if (program.Loss is { } loss) { lasting.UnionWith([loss.Target, loss.Weight, loss.Scale]); }

        summed = [.. program.Parameters.SelectMany(gradient => gradient.Operations).SelectMany(operation => operation.Inputs).Select(aliases.RootOf)];
        for (int i = 0; i < Steps.Count; i++)
        {
            foreach (Tensor tensor in Steps[i].Written) { written[tensor] = i; }
            foreach (Tensor tensor in Steps[i].Arguments.Select(argument => argument.Tensor).OfType<Tensor>().Select(aliases.RootOf)) { lastUses[tensor] = i; }
        }

        // The gradients that callers give are written between the passes; random numbers keep their rows, too, also where no step back reads them.
        foreach (Tensor tensor in new[] { program.OutputGradient, program.LogitsGradient }.Concat(program.Noises.Select(noise => noise.Tensor))) { lastUses[tensor] = int.MaxValue; }
        foreach (Tensor tensor in lastUses.Keys.ToArray())
        {
            if (summed.Contains(tensor) || (WrittenBy(tensor) < forward.Count && lastUses[tensor] >= forward.Count)) { lastUses[tensor] = int.MaxValue; }
        }
    }

    public Aliases Aliases { get; }

    /// <summary>All steps, in order.</summary>
    public IReadOnlyList<Step> Steps { get; }

    /// <summary>Whether predictions leave a value as it is, or read it behind their planned section.</summary>
    public bool Lasts(Tensor tensor) => lasting.Contains(tensor);

    /// <summary>The step that writes a value; −1 if it is there before.</summary>
    public int WrittenBy(Tensor tensor) => written.TryGetValue(tensor, out int step) ? step : -1;

    /// <summary>The last step that reads a value; the largest number if it is read behind the backward pass, or by each of several.</summary>
    public int LastUse(Tensor tensor) => lastUses.TryGetValue(tensor, out int step) ? step : WrittenBy(tensor);

    /// <summary>The operand in whose place a value may be, of some.</summary>
    public Tensor? OperandOf(Tensor tensor, Func<Tensor, bool> isFree) =>
        WrittenBy(tensor) is var step && step < 0 ? null : Steps[step].OperandOf(tensor, Aliases, operand => LastUse(operand) == step && isFree(operand));

    /// <summary>
    /// Whether a value may have the rows of another one. Without barriers, all groups of panels use the memory of the first one for what dies with them, so this cannot be
    /// the memory of what lives on.
    /// </summary>
    public bool SharesRows(Tensor tensor) => hasBarriers || LastUse(tensor) < int.MaxValue;

    /// <summary>
    /// Whether nothing reads a value after its group of panels, if forward and backward pass are one: then all groups use the memory of the first one.
    /// </summary>
    public bool DiesWithGroup(Tensor tensor) => tensor.HasSamples && !hasBarriers && !Lasts(tensor) && !summed.Contains(tensor);
}
