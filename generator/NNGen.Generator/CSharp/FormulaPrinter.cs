using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Gradients;
using NNGen.Generator.Ir;

namespace NNGen.Generator.CSharp;

/// <summary>Prints formulas over vectors as calls of vector operations.</summary>
internal class FormulaPrinter(ElementType type)
{
    /// <summary>The element type.</summary>
    protected ElementType Element { get; } = type;

    /// <summary>The type of a formula's result.</summary>
    protected virtual string Type => "V";

    /// <summary>The formula as one expression.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="operand">The text of each operand.</param>
    /// <param name="named">Subexpressions that already have a name.</param>
    public virtual string Print(Expression formula, Func<int, string> operand, IReadOnlyDictionary<Expression, string>? named = null)
    {
        return Text(formula);

        string Text(Expression node) => named is not null && named.TryGetValue(node, out string? name) ? name : node switch
        {
            Operand o => operand(o.Index),
            Constant { Value: 0 } => "S.Zero",
            Constant { Value: 1 } => "S.One",
            Constant c when double.IsInfinity(c.Value) => $"S.Create({Element.Name}.{(c.Value > 0 ? "Positive" : "Negative")}Infinity)",
            Constant c => $"S.Create({Element.Literal(c.Value)})",
            Unary { Function: Function.Sqrt } u => $"S.SquareRoot({Text(u.Argument)})",
            Unary u => $"S.{u.Function}({Text(u.Argument)})",
            Binary { Operator: BinaryOperator.Subtract, Left: Constant { Value: 0 } } b => $"S.Negate({Text(b.Right)})",
            // The native maximum returns its second argument if either is NaN: the value comes second, so that NaN is not hidden.
            Binary { Operator: BinaryOperator.Max or BinaryOperator.Min } b => $"S.{b.Operator}({Text(b.Right)}, {Text(b.Left)})",
            Binary b => After(b.Operator, Text(b.Left), b.Right),
            Select s => $"S.Select(S.GreaterThan({Text(s.Left)}, {Text(s.Right)}), {Text(s.Then)}, {Text(s.Otherwise)})",
            _ => throw new InvalidOperationException($"{node} cannot be printed."),
        };

        // Sums and products are evaluated from left to right, as in C#: a · (b / c) is computed as a · b / c.
        string After(BinaryOperator first, string left, Expression right) => (first, IsNamed(right) ? null : right as Binary) switch
        {
            (BinaryOperator.Multiply, { Operator: BinaryOperator.Multiply or BinaryOperator.Divide } next) =>
                After(next.Operator, After(first, left, next.Left), next.Right),
            (BinaryOperator.Add, { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Left: not Constant { Value: 0 } } next) =>
                After(next.Operator, After(first, left, next.Left), next.Right),
            _ => $"S.{first}({left}, {Text(right)})",
        };

        bool IsNamed(Expression node) => named?.ContainsKey(node) == true;
    }

    /// <summary>Declares variables for repeated subexpressions of a formula, and returns the rest as one expression.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="operand">The text of each operand.</param>
    /// <param name="lines">Receives the declarations.</param>
    /// <param name="stem">What the names of the variables begin with.</param>
    public string PrintShared(Expression formula, Func<int, string> operand, ICollection<string> lines, string stem)
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
            string text = Print(node, operand, named);
            string name = $"{stem}Part{named.Count + 1}";
            lines.Add($"{Type} {name} = {text};");
            named[node] = name;
        }

        return Print(formula, operand, named);
    }
}
