using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>The loops over the axes of formulas and reductions: which axes share a loop, and where a tensor's numbers are.</summary>
internal static class LoopAxes
{
    /// <summary>The axes of a tensor that need a loop: not the samples, and none with a single index.</summary>
    public static IEnumerable<Axis> Of(Tensor tensor) => tensor.Axes.Where(axis => axis.Size > 1);

    /// <summary>The axes over which an operation runs.</summary>
    public static IEnumerable<Axis> Domain(Operation operation) => Of(operation is Reduce reduce ? reduce.Operand : operation.Output);

    /// <summary>The axes that every operation of a step keeps: one loop over them includes all of its operations.</summary>
    public static IEnumerable<Axis> Shared(IEnumerable<Operation> operations)
    {
        IEnumerable<Axis>? shared = null;
        foreach (Operation operation in operations)
        {
            HashSet<Axis> kept = [.. Of(operation.Output)];
            shared = (shared ?? Domain(operation)).Where(kept.Contains).ToArray();
        }

        return shared ?? [];
    }

    /// <summary>Whether an operation can share the loops of a step: not if the step's sums would have to be kept in memory for it.</summary>
    public static bool Continues(IReadOnlyCollection<Operation> step, Operation next) =>
        !step.OfType<Reduce>().Any() || Shared(step).Count() == Shared(step.Append(next)).Count();

    /// <summary>Merges axes that all tensors have one behind the other, or do not have at all, into one loop each.</summary>
    /// <param name="prefix">The name of the loops' variables; a number follows from the second one on.</param>
    /// <param name="axes">The axes, outermost first.</param>
    /// <param name="tensors">The tensors that are read and written.</param>
    public static EquatableArray<LoopAxis> Merge(string prefix, IEnumerable<Axis> axes, IReadOnlyCollection<Tensor> tensors)
    {
        var runs = new List<List<Axis>>();
        foreach (Axis axis in axes)
        {
            if (runs.LastOrDefault() is { } run && tensors.All(tensor => Follows(tensor, run[run.Count - 1], axis))) { run.Add(axis); }
            else { runs.Add([axis]); }
        }

        return runs.Select((run, i) => new LoopAxis(
            prefix + (i == 0 ? "" : $"{i + 1}"), run.ToEquatableArray(), tensors.All(tensor => tensor.HasSamples || !tensor.Axes.Contains(run[0])))).ToEquatableArray();
    }

    /// <summary>How far apart a tensor's numbers are along a loop, in numbers; 0 if it does not have the axis.</summary>
    public static int Stride(Tensor tensor, LoopAxis loop)
    {
        Axis last = loop.Axes[loop.Axes.Count - 1];
        if (!tensor.Axes.Contains(last)) { return 0; }
        return tensor.Features.SkipWhile(axis => axis != last).Skip(1).Aggregate(1, (product, axis) => product * axis.Size);
    }

    private static bool Follows(Tensor tensor, Axis first, Axis second)
    {
        List<Axis> axes = Of(tensor).ToList();
        int position = axes.IndexOf(first);
        return position < 0 ? !axes.Contains(second) : position + 1 < axes.Count && axes[position + 1] == second;
    }
}

/// <summary>One loop over axes.</summary>
/// <param name="Variable">Its variable.</param>
/// <param name="Axes">The axes, outermost first.</param>
/// <param name="CountsPanels">
/// Over panels: whether its variable counts numbers of a panel, because all tensors along it have samples, or single numbers.
/// </param>
internal sealed record LoopAxis(string Variable, EquatableArray<Axis> Axes, bool CountsPanels)
{
    public int Size => Axes.Aggregate(1, (product, axis) => product * axis.Size);
}
