using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Ir;

/// <summary>Folds normalizations by running statistics, which are x · scale + shift in a prediction, into the products before them.</summary>
internal static class Folding
{
    /// <summary>Folds where it is possible.</summary>
    /// <param name="section">The operations of a prediction.</param>
    /// <param name="program">Declares tensors.</param>
    /// <returns>The operations, and the weights that they need.</returns>
    public static (EquatableArray<Operation> Section, EquatableArray<Derivation> Derivations) Fold(EquatableArray<Operation> section, ProgramBuilder program)
    {
        var operations = section.ToList();
        var derivations = new List<Derivation>();
        foreach (Derivation affine in program.Derivations)
        {
            int at = operations.FindIndex(operation => operation.Inputs.Contains(affine.Weights));
            int product = at - 1, first = product;
            if (first > 0 && operations[first] is Elementwise { Operands: [var sum, { Parameter.IsDerived: false }] } addition
                && addition.Formula == new Operand(0) + new Operand(1) && sum == operations[first - 1].Output)
            {
                first--;
            }

            if (first < 0 || WeightsOf(operations[first]) is not { Parameter: { IsDerived: false } weights } tensor || !IsRead(operations, first, at))
            {
                derivations.Add(affine);
                continue;
            }

            Parameter? bias = first == product ? null : ((Elementwise)operations[product]).Operands[1].Parameter;
            Tensor folded = program.Derived(tensor.Name + "Folded", weights.Shape, tensor.Axes);
            Tensor shift = program.Derived(affine.Bias.Name + "Folded", affine.Bias.Parameter!.Shape, affine.Bias.Axes);
            Tensor result = program.Declare(operations[first].Output.Name + "Folded", operations[first].Output.Axes);
            Operation[] replaced =
            [
                WithWeights(operations[first], result, folded),
                new Elementwise(operations[at].Output, new Operand(0) + new Operand(1), new EquatableArray<Tensor>([result, shift])),
            ];
            operations.RemoveRange(first, at - first + 1);
            operations.InsertRange(first, replaced);
            derivations.Add(affine with { Weights = folded, Bias = shift, From = weights, FromBias = bias });
        }

        return (operations.ToEquatableArray(), derivations.ToEquatableArray());
    }

    /// <summary>Whether each of some operations is read by the next one, and by no other.</summary>
    private static bool IsRead(IReadOnlyList<Operation> operations, int first, int last)
    {
        for (int i = first; i < last; i++)
        {
            if (!operations[i + 1].Inputs.Contains(operations[i].Output) || operations.Count(operation => operation.Inputs.Contains(operations[i].Output)) > 1) { return false; }
        }

        return true;
    }

    // Rows of the weights are the channels of the result.
    private static Tensor? WeightsOf(Operation operation) => operation switch
    {
        Convolve convolution => convolution.Weights,
        Contract { Right: { Parameter: not null } weights } => weights,
        _ => null,
    };

    private static Operation WithWeights(Operation operation, Tensor result, Tensor weights) => operation switch
    {
        Convolve convolution => convolution with { Output = result, Weights = weights },
        Contract contract => contract with { Output = result, Right = weights },
        _ => operation,
    };
}
