using System;
using System.Collections.Generic;

namespace NNGen.Generator.Ir;

/// <summary>Evaluates a formula at compile time, for messages about its values; training does not use it.</summary>
internal static class FormulaValue
{
    /// <summary>The value of a formula of several operands.</summary>
    public static double At(Expression formula, IReadOnlyList<double> operands) =>
        At(Calculus.Rewrite(formula, node => node is Operand operand ? operands[operand.Index] : node), 0);

    /// <summary>The value of a formula.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="x">Its operand.</param>
    /// <param name="result">The value of <see cref="Result"/>, for a derivative in terms of it.</param>
    public static double At(Expression formula, double x, double result = double.NaN) => formula switch
    {
        Operand => x,
        Result => result,
        Constant constant => constant.Value,
        Unary unary => Call(unary.Function, At(unary.Argument, x, result)),
        Binary binary => Apply(binary.Operator, At(binary.Left, x, result), At(binary.Right, x, result)),
        Select select => At(select.Left, x, result) > At(select.Right, x, result) ? At(select.Then, x, result) : At(select.Otherwise, x, result),
        _ => throw new InvalidOperationException($"No value of {formula}."),
    };

    private static double Apply(BinaryOperator binary, double a, double b) => binary switch
    {
        BinaryOperator.Add => a + b,
        BinaryOperator.Subtract => a - b,
        BinaryOperator.Multiply => a * b,
        BinaryOperator.Divide => a / b,
        BinaryOperator.Max => Math.Max(a, b),
        BinaryOperator.Min => Math.Min(a, b),
        _ => throw new InvalidOperationException($"No value of {binary}."),
    };

    private static double Call(Function function, double x) => function switch
    {
        Function.Abs => Math.Abs(x),
        Function.Sign => x > 0 ? 1 : x < 0 ? -1 : 0,
        Function.Exp => Math.Exp(x),
        Function.Expm1 => Math.Abs(x) < 1e-5 ? x + (x * x / 2) : Math.Exp(x) - 1,
        Function.Log => Math.Log(x),
        Function.Log1p => Math.Abs(x) < 1e-5 ? x - (x * x / 2) : Math.Log(1 + x),
        Function.Sqrt => Math.Sqrt(x),
        Function.Tanh or Function.TanhOfCell => Math.Tanh(x),
        Function.Sigmoid or Function.SigmoidOfCell => 1 / (1 + Math.Exp(-x)),
        Function.Softplus => Math.Max(x, 0) + Call(Function.Log1p, Math.Exp(-Math.Abs(x))),
        Function.Erf => Erf(x),
        _ => throw new InvalidOperationException($"No value of {function}."),
    };

    // Abramowitz and Stegun 7.1.26, with an error of at most 1.5e-7.
    private static double Erf(double x)
    {
        double t = 1 / (1 + (0.3275911 * Math.Abs(x)));
        double polynomial = t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429))))))));
        double magnitude = 1 - (polynomial * Math.Exp(-x * x));
        return x < 0 ? -magnitude : magnitude;
    }
}
