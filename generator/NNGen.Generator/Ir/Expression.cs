namespace NNGen.Generator.Ir;

/// <summary>
/// An element-wise formula. Its derivative is symbolic (<see cref="Calculus"/>), and its text is printed into the loop that computes it.
/// </summary>
internal abstract record Expression
{
    public static Expression operator +(Expression a, Expression b) => Calculus.Simplify(new Binary(BinaryOperator.Add, a, b));

    public static Expression operator -(Expression a, Expression b) => Calculus.Simplify(new Binary(BinaryOperator.Subtract, a, b));

    public static Expression operator *(Expression a, Expression b) => Calculus.Simplify(new Binary(BinaryOperator.Multiply, a, b));

    public static Expression operator /(Expression a, Expression b) => Calculus.Simplify(new Binary(BinaryOperator.Divide, a, b));

    public static Expression operator -(Expression a) => Calculus.Simplify(new Binary(BinaryOperator.Subtract, 0, a));

    public static implicit operator Expression(double value) => new Constant(value);

    public static Expression Max(Expression a, Expression b) => new Binary(BinaryOperator.Max, a, b);

    public static Expression Min(Expression a, Expression b) => new Binary(BinaryOperator.Min, a, b);

    public static Expression Call(Function function, Expression argument) => new Unary(function, argument);

    /// <summary><paramref name="then"/> if <paramref name="a"/> &gt; <paramref name="b"/>, else <paramref name="otherwise"/>.</summary>
    public static Expression WhereGreater(Expression a, Expression b, Expression then, Expression otherwise) =>
        Calculus.Simplify(new Select(a, b, then, otherwise));
}

/// <summary>An input of the formula, by position.</summary>
internal sealed record Operand(int Index) : Expression;

/// <summary>The value of the formula itself, so that a derivative can use the result of the forward pass.</summary>
internal sealed record Result : Expression;

internal sealed record Constant(double Value) : Expression;

internal sealed record Unary(Function Function, Expression Argument) : Expression;

internal sealed record Binary(BinaryOperator Operator, Expression Left, Expression Right) : Expression;

internal sealed record Select(Expression Left, Expression Right, Expression Then, Expression Otherwise) : Expression;

internal enum BinaryOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Max,
    Min,
}

/// <summary>Functions of one value; the transcendental ones are vector code of NNGen.</summary>
internal enum Function
{
    Abs,
    Sign,
    Exp,

    /// <summary>e^-|x|.</summary>
    ExpOfMagnitude,
    Expm1,
    Log,
    Log1p,

    /// <summary>log(1 + x) for x from 0 to 1.</summary>
    Log1pOfUnit,
    Sqrt,
    Tanh,
    Sigmoid,
    Softplus,
    Erf,

    /// <summary>The hyperbolic tangent with an error of at most 4·10⁻⁷ in single precision, in a third of the time.</summary>
    TanhOfCell,

    /// <summary>The sigmoid, likewise.</summary>
    SigmoidOfCell,
}
