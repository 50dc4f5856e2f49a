using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NNGen.Generator.Ir;

/// <summary>Operations as formulas for readers: <c>relu1[s, o] = max(0, dense1Bias[o] + Σᵢ dense1Weights[o, i] · input[s, i])</c>.</summary>
internal static class FormulaText
{
    /// <summary>One line per operation; a formula that follows a product includes it.</summary>
    public static EquatableArray<string> Of(IReadOnlyList<Operation> operations)
    {
        var lines = new List<string>();
        for (int i = 0; i < operations.Count; i++)
        {
            if (operations[i] is Product product && i + 1 < operations.Count && operations[i + 1] is Elementwise next && next.Operands.Count(operand => operand == product.Output) == 1
                && !operations.Skip(i + 2).Any(later => later.Inputs.Contains(product.Output)))
            {
                lines.Add($"{Text(next.Output, product)} = {Text(next.Formula, operand => next.Operands[operand] == product.Output ? Sum(product) : Text(next.Operands[operand], product))}");
                i++;
            }
            else { lines.Add(Line(operations[i])); }
        }

        return lines.ToEquatableArray();
    }

    /// <summary>A contraction over the samples, and the sum for the bias of the same layer.</summary>
    public static string Of(Contract contract, string? bias)
    {
        string line = $"{Weights(contract.Output)} = Σₛ {contract.Left.Name}{Index(contract.Left, "o")} · {contract.Right.Name}{Index(contract.Right, "i")}";
        return bias is null ? line : line + $"\n{bias}Gradient{(contract.Left.Size > 1 ? "[o]" : "")} = Σₛ {contract.Left.Name}{Index(contract.Left, "o")}";

        string Weights(Tensor gradient)
        {
            string[] letters = [.. contract.Left.Size > 1 ? new[] { "o" } : [], .. contract.Right.Size > 1 ? new[] { "i" } : []];
            return gradient.Name + (letters.Length == 0 ? "" : $"[{string.Join(", ", letters)}]");
        }
    }

    private static string Line(Operation operation) => operation switch
    {
        Product product => $"{Text(product.Output, product)} = {Sum(product)}",
        Elementwise formula => $"{formula.Output.Name}{Index(formula.Output, "o")} = {Text(formula.Formula, operand => formula.Operands[operand].Name + Index(formula.Operands[operand], "o"))}",
        Reduce { By: Reduction.Sum } sum => $"{sum.Output.Name}{Index(sum.Output, "o")} = Σₒ {sum.Operand.Name}{Index(sum.Operand, "o")}",
        Reduce max => $"{max.Output.Name}{Index(max.Output, "o")} = maxₒ {max.Operand.Name}{Index(max.Operand, "o")}",
        _ => operation.Output.ToString(),
    };

    private static string Sum(Product product)
    {
        // With weights [out, in], a product sums over the inputs, a transposed product over the outputs.
        (string summed, string sign) = product.IsTransposed ? ("o", "Σₒ ") : ("i", "Σᵢ ");
        string weights = product.Weights.Axes.Count switch { 0 => "", 1 => product.IsTransposed == (product.Source.Size > 1) ? "[o]" : "[i]", _ => "[o, i]" };
        return (product.Bias is { } bias ? $"{bias.Name}{Index(bias, "o")} + " : "")
            + $"{(product.Source.Size > 1 ? sign : "")}{product.Weights.Name}{weights} · {product.Source.Name}{Index(product.Source, summed)}";
    }

    private static string Text(Tensor tensor, Product product) => tensor.Name + Index(tensor, product.IsTransposed ? "i" : "o");

    private static string Index(Tensor tensor, string feature) => (tensor.HasSamples, tensor.Size > 1) switch
    {
        (true, true) => $"[s, {feature}]",
        (true, false) => "[s]",
        (false, true) => $"[{feature}]",
        _ => "",
    };

    /// <summary>A formula in mathematical notation.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="operand">The text of an operand.</param>
    public static string Text(Expression formula, System.Func<int, string> operand)
    {
        return Print(formula, 0);

        string Print(Expression node, int precedence) => node switch
        {
            Operand o => Wrap(operand(o.Index), operand(o.Index).Contains(" + ") || operand(o.Index).Contains(" · ") ? 1 : 4, precedence),
            Constant c => Number(c.Value),
            Unary { Function: Function.Exp } u => $"exp({Print(u.Argument, 0)})",
            Unary { Function: Function.ExpOfMagnitude } u => $"exp(−|{Print(u.Argument, 0)}|)",
            Unary { Function: Function.Abs } u => $"|{Print(u.Argument, 0)}|",
            Unary { Function: Function.Log } u => $"ln({Print(u.Argument, 0)})",
            Unary { Function: Function.Log1p or Function.Log1pOfUnit } u => $"ln(1 + {Print(u.Argument, 1)})",
            Unary { Function: Function.Expm1 } u => Wrap($"exp({Print(u.Argument, 0)}) − 1", 1, precedence),
            Unary u => $"{u.Function.ToString().ToLowerInvariant()}({Print(u.Argument, 0)})",
            Binary { Operator: BinaryOperator.Subtract, Left: Constant { Value: 0 } } b => Wrap($"−{Print(b.Right, 3)}", 3, precedence),
            Binary { Operator: BinaryOperator.Add } b => Wrap($"{Print(b.Left, 1)} + {Print(b.Right, 1)}", 1, precedence),
            Binary { Operator: BinaryOperator.Subtract } b => Wrap($"{Print(b.Left, 1)} − {Print(b.Right, 2)}", 1, precedence),
            Binary { Operator: BinaryOperator.Multiply } b => Wrap($"{Print(b.Left, 2)} · {Print(b.Right, 2)}", 2, precedence),
            Binary { Operator: BinaryOperator.Divide } b => Wrap($"{Print(b.Left, 2)} / {Print(b.Right, 3)}", 2, precedence),
            Binary b => $"{(b.Operator == BinaryOperator.Max ? "max" : "min")}({Print(b.Left, 0)}, {Print(b.Right, 0)})",
            Select s => Wrap($"{Print(s.Left, 1)} > {Print(s.Right, 1)} ? {Print(s.Then, 1)} : {Print(s.Otherwise, 1)}", 0, precedence),
            _ => node.ToString(),
        };

        static string Wrap(string text, int precedence, int outer) => precedence < outer ? $"({text})" : text;

        static string Number(double value) => value.ToString("G9", CultureInfo.InvariantCulture).Replace("-", "−");
    }
}
