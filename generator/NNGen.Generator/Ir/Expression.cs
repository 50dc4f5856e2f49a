namespace NNGen.Generator.Ir;

/// <summary>An element-wise formula. Its derivative is symbolic (<see cref="Calculus"/>), its text is printed into the loop that needs it.</summary>
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

    /// <summary>Where <paramref name="a"/> &gt; <paramref name="b"/>, <paramref name="then"/>, else <paramref name="otherwise"/>.</summary>
    public static Expression WhereGreater(Expression a, Expression b, Expression then, Expression otherwise) =>
        Calculus.Simplify(new Select(a, b, then, otherwise));
}

/// <summary>An input of the formula, by position.</summary>
internal sealed record Operand(int Index) : Expression;

/// <summary>The value of the formula itself: lets a derivative use what the forward pass has already computed.</summary>
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

/// <summary>Functions of one value; the transcendental ones are NNGen's own vector code.</summary>
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

    /// <summary>log(1 + x) of a number from 0 to 1.</summary>
    Log1pOfUnit,
    Sqrt,
    Tanh,
    Sigmoid,
    Softplus,
    Erf,
}
