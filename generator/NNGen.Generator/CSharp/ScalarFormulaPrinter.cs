using System;
using System.Collections.Generic;
using NNGen.Generator.Ir;

namespace NNGen.Generator.CSharp;

/// <summary>Prints formulas over single numbers, with the operators of C#.</summary>
internal sealed class ScalarFormulaPrinter(ElementType type) : FormulaPrinter(type)
{
    protected override string Type => Element.Name;

    public override string Print(Expression formula, Func<int, string> operand, IReadOnlyDictionary<Expression, string>? named = null)
    {
        return Text(formula, 0);

        string Text(Expression node, int precedence) => named is not null && named.TryGetValue(node, out string? name) ? name : node switch
        {
            Operand o => operand(o.Index),
            Constant c when double.IsInfinity(c.Value) => $"{Element.Name}.{(c.Value > 0 ? "Positive" : "Negative")}Infinity",
            Constant c => Wrap(Element.Literal(c.Value), c.Value < 0 ? 3 : 4, precedence),
            Unary { Function: Function.Sqrt } u => $"{Element.Name}.Sqrt({Text(u.Argument, 0)})",
            Unary { Function: Function.Abs } u => $"{Element.Name}.Abs({Text(u.Argument, 0)})",
            Unary { Function: Function.Sign } u =>
                $"({Text(u.Argument, 1)} > {Element.Literal(0)} ? {Element.Literal(1)} : {Text(u.Argument, 1)} < {Element.Literal(0)} ? {Element.Literal(-1)} : {Text(u.Argument, 1)})",
            Unary { Function: Function.ExpOfMagnitude } u => $"VectorMath.Exp(-{Element.Name}.Abs({Text(u.Argument, 0)}))",
            Unary { Function: Function.Log1pOfUnit } u => $"VectorMath.Log1p({Text(u.Argument, 0)})",
            Unary { Function: Function.TanhOfCell } u => $"VectorMath.Tanh({Text(u.Argument, 0)})",
            Unary { Function: Function.SigmoidOfCell } u => $"VectorMath.Sigmoid({Text(u.Argument, 0)})",
            Unary u => $"VectorMath.{u.Function}({Text(u.Argument, 0)})",
            Binary { Operator: BinaryOperator.Subtract, Left: Constant { Value: 0 } } b => Wrap($"-{Text(b.Right, 3)}", 3, precedence),
            Binary { Operator: BinaryOperator.Add } b => Wrap($"{Text(b.Left, 1)} + {Text(b.Right, 1)}", 1, precedence),
            Binary { Operator: BinaryOperator.Subtract } b => Wrap($"{Text(b.Left, 1)} - {Text(b.Right, 2)}", 1, precedence),
            Binary { Operator: BinaryOperator.Multiply } b => Wrap($"{Text(b.Left, 2)} * {Text(b.Right, 2)}", 2, precedence),
            Binary { Operator: BinaryOperator.Divide } b => Wrap($"{Text(b.Left, 2)} / {Text(b.Right, 3)}", 2, precedence),
            Binary b => $"{Element.Name}.{b.Operator}({Text(b.Left, 0)}, {Text(b.Right, 0)})",
            Select s => $"({Text(s.Left, 1)} > {Text(s.Right, 1)} ? {Text(s.Then, 1)} : {Text(s.Otherwise, 1)})",
            _ => throw new InvalidOperationException($"{node} cannot be printed."),
        };
    }

    private static string Wrap(string text, int precedence, int outer) => precedence < outer ? $"({text})" : text;
}
