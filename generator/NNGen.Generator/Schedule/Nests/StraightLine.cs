using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>
/// A section of a tiny network with every axis except the samples unrolled: each number of both vectors of a panel is a local variable, and each
/// parameter is loaded once. Every statement is written for both vectors: while one waits for an elementary function, the processor computes the
/// other. The processor's scheduler is too small to reach the next iteration of the loop.
/// </summary>
/// <param name="Operations">Its operations, in order.</param>
/// <param name="Read">The tensors that it reads from memory.</param>
/// <param name="Written">The tensors that it writes to memory.</param>
internal sealed record StraightLine(EquatableArray<Operation> Operations, EquatableArray<Tensor> Read, EquatableArray<Tensor> Written)
{
    public EquatableArray<string> References => Read.Concat(Written).Select(Rows).Prepend("parameters").ToEquatableArray();

    public EquatableArray<Statement> Build()
    {
        var nest = new Nest();
        foreach (int offset in Operations.SelectMany(operation => operation.Inputs).Where(tensor => tensor.Parameter is not null)
            .SelectMany(tensor => Enumerable.Range(tensor.Parameter!.Offset, tensor.Size)).Distinct())
        {
            nest.Let($"p{Number(offset)}", Vector.Broadcast(new Place("parameters", offset)));
        }

        nest.Add(new Remark("Both vectors of a panel, statement by statement."));
        nest.For("p", 0, "panels", 1, () =>
        {
            foreach (Tensor tensor in Read)
            {
                for (int i = 0; i < tensor.Size; i++)
                {
                    int feature = i;
                    nest.Let(new[] { 0, 1 }.Select(half => new Binding(Name(tensor, feature, half), Vector.Load(At(tensor, feature, half)))));
                }
            }

            foreach (Operation operation in Operations)
            {
                for (int i = 0; i < operation.Output.Size; i++)
                {
                    for (int half = 0; half < 2; half++)
                    {
                        nest.Let(Name(operation.Output, i, half), Value(operation, i, half));
                        if (Written.Contains(operation.Output)) { nest.Store(Name(operation.Output, i, half), At(operation.Output, i, half)); }
                    }
                }
            }

            foreach (Tensor tensor in Read.Concat(Written)) { nest.Advance(Rows(tensor), tensor.Size * Whole.Panel); }
        });
        return nest.Statements;
    }

    private static Vector Value(Operation operation, int i, int half) => operation switch
    {
        Elementwise formula => new Formula(formula.Formula, formula.Operands.Select(operand => Element(operand, Math.Min(i, operand.Size - 1), half)).ToEquatableArray()),
        Product { Bias: { } bias } product => Products(product, i, half, Element(bias, i, half)),
        Product product => Products(product, i, half, null),
        Reduce reduce => Enumerable.Range(1, reduce.Operand.Size - 1).Aggregate(
            Element(reduce.Operand, 0, half), (sum, k) => new Formula(
                reduce.By == Reduction.Sum ? new Operand(0) + new Operand(1) : Expression.Max(new Operand(1), new Operand(0)),
                new EquatableArray<Vector>([sum, Element(reduce.Operand, k, half)]))),
        _ => throw new InvalidOperationException($"{operation} cannot be written as straight-line code."),
    };

    private static Vector Products(Product product, int i, int half, Vector? sum)
    {
        for (int k = 0; k < product.Source.Size; k++)
        {
            Vector weight = Element(product.Weights, product.IsTransposed ? (k * product.Output.Size) + i : (i * product.Source.Size) + k, half);
            Vector value = Element(product.Source, k, half);
            sum = sum is null
                ? new Formula(new Operand(0) * new Operand(1), new EquatableArray<Vector>([weight, value]))
                : new MultiplyAdd(weight, value, sum);
        }

        return sum!;
    }

    private static Vector Element(Tensor tensor, int feature, int half) =>
        tensor.Parameter is { } parameter ? $"p{Number(parameter.Offset + feature)}" : Name(tensor, feature, half);

    private static string Name(Tensor tensor, int feature, int half) =>
        (tensor.Size == 1 ? tensor.Name : $"{tensor.Name}_{Number(feature)}") + (half == 0 ? "" : "_b");

    private static Place At(Tensor tensor, int feature, int half) => new(Rows(tensor), (Whole.Panel * feature) + (Whole.Width * half));

    private static string Rows(Tensor tensor) => tensor.Name + "Rows";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
