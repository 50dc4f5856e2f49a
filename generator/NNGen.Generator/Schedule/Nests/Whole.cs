namespace NNGen.Generator.Schedule.Nests;

/// <summary>An integer expression for loops and addresses: sums and products of constants and variables, simplified on construction.</summary>
internal abstract record Whole
{
    /// <summary>The number of elements in a vector.</summary>
    public static readonly Whole Width = new Variable("width");

    /// <summary>The number of samples in a panel, which is two vectors wide.</summary>
    public static readonly Whole Panel = new Variable("panel");

    public static implicit operator Whole(int value) => new Number(value);

    public static implicit operator Whole(string name) => new Variable(name);

    public static Whole operator +(Whole left, Whole right) => (left, right) switch
    {
        (Number { Value: 0 }, _) => right,
        (_, Number { Value: 0 }) => left,
        (Number a, Number b) => a.Value + b.Value,
        _ => new Plus(left, right),
    };

    public static Whole operator -(Whole left, Whole right) => (left, right) switch
    {
        (_, Number { Value: 0 }) => left,
        (Number a, Number b) => a.Value - b.Value,
        _ => new Minus(left, right),
    };

    public static Whole operator *(Whole left, Whole right) => (left, right) switch
    {
        (Number { Value: 0 }, _) or (_, Number { Value: 0 }) => 0,
        (Number { Value: 1 }, _) => right,
        (_, Number { Value: 1 }) => left,
        (Number a, Number b) => a.Value * b.Value,
        _ => new Times(left, right),
    };

    public static Whole operator /(Whole left, Whole right) => right is Number { Value: 1 } ? left : new Quotient(left, right);

    public static Whole operator %(Whole left, Whole right) => new Remainder(left, right);

    public static Whole Min(Whole left, Whole right) => new Smaller(left, right);

    public static Whole Max(Whole left, Whole right) => new Larger(left, right);
}

internal sealed record Number(int Value) : Whole;

internal sealed record Variable(string Name) : Whole;

internal sealed record Plus(Whole Left, Whole Right) : Whole;

internal sealed record Minus(Whole Left, Whole Right) : Whole;

internal sealed record Times(Whole Left, Whole Right) : Whole;

internal sealed record Quotient(Whole Left, Whole Right) : Whole;

internal sealed record Remainder(Whole Left, Whole Right) : Whole;

internal sealed record Smaller(Whole Left, Whole Right) : Whole;

internal sealed record Larger(Whole Left, Whole Right) : Whole;

/// <summary>The whole number that an element holds, such as a token id.</summary>
internal sealed record ElementAt(Place Place) : Whole;

/// <summary>Where this thread's share of the iterations of a loop begins, or ends.</summary>
internal sealed record Share(Whole Count, bool IsEnd) : Whole;

/// <summary>One number or another.</summary>
internal sealed record Choice(Condition Condition, Whole Then, Whole Otherwise) : Whole;
