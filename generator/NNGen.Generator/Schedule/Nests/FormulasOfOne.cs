using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>
/// Formulas and reductions of one sample: serial loops over the axes that all of them keep; inside, vectors along the last axis of the others, and serial
/// loops over the rest. Formulas over the same axes share a loop.
/// </summary>
/// <param name="operations">The formulas and reductions, in order.</param>
/// <param name="shared">The axes that reductions keep; none without reductions.</param>
/// <param name="memory">The place of a tensor.</param>
/// <param name="isStored">Whether a tensor is written to memory.</param>
/// <param name="local">The name of a tensor's vector.</param>
internal sealed class FormulasOfOne(
    EquatableArray<Operation> operations, EquatableArray<Axis> shared, Func<Tensor, Place> memory, Func<Tensor, bool> isStored, Func<Tensor, string> local)
{
    /// <summary>Whether threads can share it: it is one loop over all numbers.</summary>
    public bool CanBeShared => shared.Count == 0 && operations.All(operation => operation is Elementwise && operation.Output.Axes == operations[0].Output.Axes)
        && LoopAxes.Merge("i", LoopAxes.Of(operations[0].Output), operations.SelectMany(operation => operation.Inputs.Append(operation.Output)).Distinct().ToArray()).Count == 1;

    /// <summary>Writes its statements.</summary>
    public void Build(Nest nest)
    {
        Tensor[] all = [.. operations.SelectMany(operation => operation.Inputs.Append(operation.Output)).Distinct()];
        Around(nest, LoopAxes.Merge("row", shared, all), around => Build(nest, around));
    }

    private static void Around(Nest nest, IReadOnlyList<LoopAxis> loops, Action<IReadOnlyList<LoopAxis>> body, int depth = 0)
    {
        if (depth == loops.Count) { body(loops); }
        else { nest.For(loops[depth].Variable, 0, loops[depth].Size, 1, () => Around(nest, loops, body, depth + 1)); }
    }

    private void Build(Nest nest, IReadOnlyList<LoopAxis> around)
    {
        // Single numbers are vectors of equal lanes.
        var locals = new HashSet<Tensor>();
        for (int i = 0; i < operations.Count;)
        {
            Operation operation = operations[i];
            if (operation is Reduce reduce)
            {
                int count = LoopAxes.Domain(reduce).Where(axis => !shared.Contains(axis)).Aggregate(1, (product, axis) => product * axis.Size);
                if (LoopAxes.Of(reduce.Output).Any(axis => !shared.Contains(axis))) { throw new InvalidOperationException($"No schedule for {reduce} in one sample."); }
                nest.Let(reduce.Output.Name, count > 1 ? new OverLanes(reduce.By, At(reduce.Operand, around), count)
                    : locals.Contains(reduce.Operand) ? local(reduce.Operand) : Vector.Broadcast(At(reduce.Operand, around)));
                Finish(reduce);
                i++;
            }
            else if (IsSingle(operation.Output))
            {
                Load([(Elementwise)operation]);
                Compute((Elementwise)operation);
                Finish(operation);
                i++;
            }
            else
            {
                Elementwise[] formulas = operations.Skip(i)
                    .TakeWhile(next => next is Elementwise && LoopAxes.Of(next.Output).SequenceEqual(LoopAxes.Of(operation.Output))).Cast<Elementwise>().ToArray();
                Load(formulas);
                Tensor[] tensors = [.. formulas.SelectMany(formula => formula.Operands.Append(formula.Output)).Distinct()];
                EquatableArray<LoopAxis> loops = LoopAxes.Merge("i", LoopAxes.Of(operation.Output).Where(axis => !shared.Contains(axis)), tensors);
                LoopAxis last = loops[loops.Count - 1];
                Around(nest, loops.Take(loops.Count - 1).ToArray(), outer => nest.ForAll(last.Variable, last.Size, Whole.Width, () =>
                {
                    LoopAxis[] inside = [.. around, .. loops];
                    var produced = new HashSet<Tensor>(formulas.Select(formula => formula.Output));
                    foreach (Tensor tensor in formulas.SelectMany(formula => formula.Operands).Where(tensor => !IsSingle(tensor) && !produced.Contains(tensor)).Distinct())
                    {
                        nest.Let(local(tensor), tensor.Axes.Contains(last.Axes[0]) ? Vector.Load(At(tensor, inside)) : Vector.Broadcast(At(tensor, inside)));
                    }

                    foreach (Elementwise formula in formulas)
                    {
                        Compute(formula);
                        if (isStored(formula.Output)) { nest.Store(formula.Output.Name, At(formula.Output, inside)); }
                    }
                }));
                i += formulas.Length;
            }
        }

        bool IsSingle(Tensor tensor) => LoopAxes.Of(tensor).All(shared.Contains);

        void Load(IEnumerable<Elementwise> formulas)
        {
            foreach (Tensor tensor in formulas.SelectMany(formula => formula.Operands).Where(tensor => IsSingle(tensor) && locals.Add(tensor)))
            {
                nest.Let(local(tensor), Vector.Broadcast(At(tensor, around)));
            }
        }

        void Compute(Elementwise formula) =>
            nest.Let(formula.Output.Name, new Formula(formula.Formula, formula.Operands.Select(operand => (Vector)local(operand)).ToEquatableArray()));

        void Finish(Operation operation)
        {
            locals.Add(operation.Output);
            if (isStored(operation.Output)) { nest.Store(operation.Output.Name, At(operation.Output, around)); }
        }
    }

    /// <summary>A tensor's number inside of loops.</summary>
    private Place At(Tensor tensor, IEnumerable<LoopAxis> loops) =>
        loops.Aggregate(memory(tensor), (place, loop) => place + ((Whole)loop.Variable * LoopAxes.Stride(tensor, loop)));
}
