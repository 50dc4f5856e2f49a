using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Ir;

/// <summary>Puts operations into an order that computes the same with less work.</summary>
internal static class Reordering
{
    private static readonly Expression relu = Expression.Max(new Operand(0), 0);

    /// <summary>
    /// Moves a ReLU after the maximum pooling that follows it: max(relu(x)) = relu(max(x)), of which only the pooled numbers need the ReLU, forward
    /// and backward. The gradient is the same, too: it
    /// goes to the first number that reached the maximum, and none passes where the maximum is not positive.
    /// </summary>
    /// <param name="section">Operations in their order.</param>
    /// <param name="isKept">Whether a tensor is read from outside of them.</param>
    /// <param name="program">Declares tensors.</param>
    public static EquatableArray<Operation> PoolFirst(IReadOnlyList<Operation> section, System.Func<Tensor, bool> isKept, ProgramBuilder program)
    {
        var operations = section.ToList();
        for (int i = 0; i + 1 < operations.Count; i++)
        {
            if (operations[i] is not Elementwise { Operands: [var operand] } activation || activation.Formula != relu
                || operations[i + 1] is not Pool { By: Pooling.Largest } pool || pool.Source != activation.Output
                || isKept(activation.Output) || operations.Count(operation => operation.Inputs.Contains(activation.Output)) > 1)
            {
                continue;
            }

            Tensor pooled = program.Declare(pool.Output.Name + "Largest", pool.Output.Axes);
            operations[i] = pool with { Output = pooled, Source = operand };
            operations[i + 1] = activation with { Output = pool.Output, Operands = new EquatableArray<Tensor>([pooled]) };
        }

        return operations.ToEquatableArray();
    }
}
