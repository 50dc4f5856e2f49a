using System;
using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Ir;

/// <summary>
/// A sum over the samples, and over all axes that are not in the output, of a formula at every index: a <see cref="Reduce"/> fused with the formula
/// that it sums.
/// </summary>
/// <param name="Output">The sums, without samples.</param>
/// <param name="Formula">The formula over <paramref name="Operands"/>.</param>
/// <param name="Operands">Its operands.</param>
internal sealed record BatchSum(Tensor Output, Expression Formula, EquatableArray<Tensor> Operands) : Operation(Output)
{
    public override IEnumerable<Tensor> Inputs => Operands;

    /// <summary>Fuses sums over samples with the formulas that only they read.</summary>
    /// <param name="section">Operations in their order.</param>
    /// <param name="isKept">Whether a tensor is read from outside of them.</param>
    public static EquatableArray<Operation> Fuse(IReadOnlyList<Operation> section, Func<Tensor, bool> isKept)
    {
        Reduce[] sums = [.. section.OfType<Reduce>().Where(reduce => reduce is { By: Reduction.Sum, SumsSamples: true })];
        if (sums.Length == 0) { return section.ToEquatableArray(); }
        var dropped = new HashSet<Operation>(Operation.ByOutput);
        var fused = new Dictionary<Operation, Operation>(Operation.ByOutput);
        ILookup<Tensor, Operation> writers = section.ToLookup(operation => operation.Output);
        ILookup<Tensor, Operation> readers = section.SelectMany(operation => operation.Inputs.Distinct(), (operation, input) => (operation, input)).ToLookup(use => use.input, use => use.operation);
        foreach (Reduce sum in sums)
        {
            if (writers[sum.Operand].FirstOrDefault() is Elementwise formula && !isKept(formula.Output) && readers[formula.Output].Count() == 1)
            {
                dropped.Add(formula);
                fused.Add(sum, new BatchSum(sum.Output, formula.Formula, formula.Operands));
            }
        }

        return section.Where(operation => !dropped.Contains(operation)).Select(operation => fused.TryGetValue(operation, out Operation? sum) ? sum : operation).ToEquatableArray();
    }
}
