using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Differentiation;

namespace NNGen.Generator.Emission;

/// <summary>Prints formulas over vectors.</summary>
internal static class ExpressionWriter
{
    /// <summary>The formula as one expression.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="operands">The text of each operand.</param>
    /// <param name="type">Element type.</param>
    /// <param name="named">Sub-formulas that have a name already.</param>
    public static string Print(Expression formula, Func<int, string> operands, ElementType type, IReadOnlyDictionary<Expression, string>? named = null)
    {
        return Text(formula, 0);

        string Text(Expression node, int precedence)
        {
            if (named is not null && named.TryGetValue(node, out string? name)) { return name; }

            return node switch
            {
                Operand o => operands(o.Index),
                Constant c => type.Broadcast(c.Value),
                Unary u => Call(u),
                Binary { Operator: BinaryOperator.Subtract, Left: Constant { Value: 0 } } b => Wrap($"-{Text(b.Right, 3)}", 3, precedence),
                Binary { Operator: BinaryOperator.Add } b => Wrap($"{Text(b.Left, 1)} + {Text(b.Right, 1)}", 1, precedence),
                Binary { Operator: BinaryOperator.Subtract } b => Wrap($"{Text(b.Left, 1)} - {Text(b.Right, 2)}", 1, precedence),
                Binary { Operator: BinaryOperator.Multiply } b => Wrap($"{Factor(b.Left)} * {Factor(b.Right)}", 2, precedence),
                Binary { Operator: BinaryOperator.Divide } b => Wrap($"{Text(b.Left, 2)} / {Text(b.Right, 3)}", 2, precedence),
                // The native maximum gives its second argument where one is NaN: the value comes second, so that NaN is not hidden.
                Binary { Operator: BinaryOperator.Max } b => $"Vector.MaxNative({Text(b.Right, 0)}, {Text(b.Left, 0)})",
                Binary { Operator: BinaryOperator.Min } b => $"Vector.MinNative({Text(b.Right, 0)}, {Text(b.Left, 0)})",
                Select s => $"Vector.ConditionalSelect(Vector.GreaterThan({Text(s.Left, 0)}, {Text(s.Right, 0)}), {Text(s.Then, 0)}, {Text(s.Otherwise, 0)})",
                _ => throw new InvalidOperationException($"{node} cannot be printed."),
            };
        }

        // A factor that is a number needs no vector of equal lanes in the source.
        string Factor(Expression node) => node is Constant { Value: not (0 or 1) } c ? type.Literal(c.Value) : Text(node, 2);

        string Call(Unary u) => u.Function switch
        {
            Function.Abs => $"Vector.Abs({Text(u.Argument, 0)})",
            Function.Sign or Function.ExpOfMagnitude or Function.Log1pOfUnit => $"Elementwise.{u.Function}({Text(u.Argument, 0)})",
            _ => $"VectorMath.{u.Function}({Text(u.Argument, 0)})",
        };
    }

    private static string Wrap(string text, int precedence, int outer) => precedence < outer ? $"({text})" : text;

    /// <summary>Writes names for what a formula computes more than once, then gives the rest as one expression.</summary>
    public static string PrintShared(Expression formula, Func<int, string> operands, ElementType type, CodeWriter writer, string stem)
    {
        Expression[] repeated = Calculus.Nodes(formula)
            .Where(node => node is not (Operand or Constant))
            .GroupBy(node => node)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .OrderBy(node => Calculus.Nodes(node).Count())
            .ToArray();
        var named = new Dictionary<Expression, string>();
        foreach (Expression node in repeated)
        {
            string text = Print(node, operands, type, named);
            string name = $"{stem}Part{named.Count + 1}";
            writer.Line($"{type.Vector} {name} = {text};");
            named[node] = name;
        }

        return Print(formula, operands, type, named);
    }
}
