using System;
using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Ir;

/// <summary>Derivatives and simplification of element-wise formulas.</summary>
internal static class Calculus
{
    private static readonly double TwoOverRootPi = 2 / Math.Sqrt(Math.PI);

    /// <summary>The partial derivative with respect to an operand.</summary>
    public static Expression Derivative(Expression expression, int operand) => expression switch
    {
        Operand o => o.Index == operand ? 1 : 0,
        Constant => 0,
        Binary b => OfBinary(b, operand),
        Unary u => OfFunction(u.Function, u.Argument, u) * Derivative(u.Argument, operand),
        Select s => Expression.WhereGreater(s.Left, s.Right, Derivative(s.Then, operand), Derivative(s.Otherwise, operand)),
        _ => throw new InvalidOperationException($"No derivative of {expression}."),
    };

    private static Expression OfBinary(Binary b, int operand)
    {
        Expression left = Derivative(b.Left, operand);
        Expression right = Derivative(b.Right, operand);
        return b.Operator switch
        {
            BinaryOperator.Add => left + right,
            BinaryOperator.Subtract => left - right,
            BinaryOperator.Multiply => (left * b.Right) + (b.Left * right),
            BinaryOperator.Divide => (left - (b * right)) / b.Right,
            // The value of Max or Min with a constant shows which side was selected; at a tie, the derivative is that of the constant.
            BinaryOperator.Max => Expression.WhereGreater(b, b.Right, left, right),
            BinaryOperator.Min => Expression.WhereGreater(b.Right, b, left, right),
            _ => throw new InvalidOperationException($"No derivative of {b.Operator}."),
        };
    }

    /// <summary>f'(x), in terms of f(x) where possible.</summary>
    private static Expression OfFunction(Function function, Expression x, Expression value) => function switch
    {
        Function.Abs => Expression.Call(Function.Sign, x),
        Function.Sign => 0,
        Function.Exp => value,
        Function.ExpOfMagnitude => -Expression.Call(Function.Sign, x) * value,
        Function.Expm1 => value + 1,
        Function.Log => 1 / x,
        Function.Log1p or Function.Log1pOfUnit => 1 / (1 + x),
        Function.Sqrt => 0.5 / value,
        Function.Tanh or Function.TanhOfCell => 1 - (value * value),
        Function.Sigmoid or Function.SigmoidOfCell => value * (1 - value),
        Function.Softplus => Expression.Call(Function.Sigmoid, x),
        Function.Erf => TwoOverRootPi * Expression.Call(Function.Exp, -(x * x)),
        _ => throw new InvalidOperationException($"No derivative of {function}."),
    };

    /// <summary>Rewrites every node, children first.</summary>
    public static Expression Rewrite(Expression expression, Func<Expression, Expression> rewrite) => rewrite(expression switch
    {
        Unary u => u with { Argument = Rewrite(u.Argument, rewrite) },
        Binary b => b with { Left = Rewrite(b.Left, rewrite), Right = Rewrite(b.Right, rewrite) },
        Select s => new Select(Rewrite(s.Left, rewrite), Rewrite(s.Right, rewrite), Rewrite(s.Then, rewrite), Rewrite(s.Otherwise, rewrite)),
        _ => expression,
    });

    /// <summary>Replaces every occurrence of <paramref name="value"/> in a formula by <see cref="Result"/>.</summary>
    public static Expression UseResult(Expression expression, Expression value) =>
        expression == value
            ? new Result()
            : expression switch
            {
                Unary u => u with { Argument = UseResult(u.Argument, value) },
                Binary b => b with { Left = UseResult(b.Left, value), Right = UseResult(b.Right, value) },
                Select s => new Select(UseResult(s.Left, value), UseResult(s.Right, value), UseResult(s.Then, value), UseResult(s.Otherwise, value)),
                _ => expression,
            };

    public static IEnumerable<Expression> Nodes(Expression expression) => expression switch
    {
        Unary u => Nodes(u.Argument).Prepend(u),
        Binary b => Nodes(b.Left).Concat(Nodes(b.Right)).Prepend(b),
        Select s => Nodes(s.Left).Concat(Nodes(s.Right)).Concat(Nodes(s.Then)).Concat(Nodes(s.Otherwise)).Prepend(s),
        _ => [expression],
    };

    /// <summary>Whether it calls a function that takes tens of instructions.</summary>
    public static bool IsTranscendental(Expression expression) => Nodes(expression).Any(IsElementary);

    /// <summary>Whether the node itself is a call of such a function.</summary>
    public static bool IsElementary(Expression node) => node is Unary { Function: not (Function.Abs or Function.Sign) };

    /// <summary>Removes arithmetic with zero and one at the root, and folds constants.</summary>
    public static Expression Simplify(Expression expression) => expression switch
    {
        Binary { Left: Constant a, Right: Constant b } binary => Fold(binary.Operator, a.Value, b.Value),
        Binary { Operator: BinaryOperator.Add, Left: Constant { Value: 0 } } b => b.Right,
        Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Right: Constant { Value: 0 } } b => b.Left,
        Binary { Operator: BinaryOperator.Multiply, Left: Constant { Value: 0 } } => 0,
        Binary { Operator: BinaryOperator.Multiply, Right: Constant { Value: 0 } } => 0,
        Binary { Operator: BinaryOperator.Multiply, Left: Constant { Value: 1 } } b => b.Right,
        Binary { Operator: BinaryOperator.Multiply or BinaryOperator.Divide, Right: Constant { Value: 1 } } b => b.Left,
        Binary { Operator: BinaryOperator.Multiply, Right: Constant { Value: -1 } } b => -b.Left,
        Binary { Operator: BinaryOperator.Multiply, Right: Binary { Operator: BinaryOperator.Divide, Left: Constant { Value: 1 } } reciprocal } b =>
            b.Left / reciprocal.Right,
        Binary { Operator: BinaryOperator.Divide, Left: Constant { Value: 0 } } => 0,
        // (y > 0 ? 1 : 0) · g selects g or 0.
        Binary { Operator: BinaryOperator.Multiply, Right: Select { Then: Constant then, Otherwise: Constant otherwise } s } b when b.Left is not Constant =>
            new Select(s.Left, s.Right, b.Left * then, b.Left * otherwise),
        Select s when s.Then == s.Otherwise => s.Then,
        _ => expression,
    };

    private static Expression Fold(BinaryOperator op, double a, double b) => op switch
    {
        BinaryOperator.Add => a + b,
        BinaryOperator.Subtract => a - b,
        BinaryOperator.Multiply => a * b,
        BinaryOperator.Divide => a / b,
        BinaryOperator.Max => Math.Max(a, b),
        _ => Math.Min(a, b),
    };
}
