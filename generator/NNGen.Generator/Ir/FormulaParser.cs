using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using static NNGen.Generator.Ir.Expression;

namespace NNGen.Generator.Ir;

/// <summary>What is wrong with a formula, and where in its text.</summary>
/// <param name="Start">The first character that is wrong.</param>
/// <param name="Length">The number of wrong characters; 0 if something is missing.</param>
/// <param name="Fact">What is wrong.</param>
/// <param name="Fix">What to do.</param>
/// <param name="Unknown">The word, if formulas do not have it.</param>
internal sealed record FormulaError(int Start, int Length, string Fact, string Fix, string? Unknown = null);

/// <summary>Reads a formula that a user writes, such as <c>x * tanh(softplus(x))</c>.</summary>
/// <remarks>
/// By increasing precedence: <c>a &gt; b ? c : d</c>, <c>+ -</c>, <c>* /</c>, the sign, <c>^</c> with an integer. Operands are
/// variables, numbers, <c>pi</c> and calls of <see cref="Functions"/>.
/// </remarks>
internal sealed class FormulaParser
{
    /// <summary>The maximum nesting depth. Only programs write deeper formulas, and these could overflow the compiler's stack.</summary>
    private const int MaxDepth = 50;

    /// <summary>The maximum number of operations in a formula; the derivative of a longer one fills pages.</summary>
    private const int MaxOperations = 100;

    /// <summary>The maximum number of characters in a formula, so that a sequence of operators cannot overflow the stack either.</summary>
    private const int MaxLength = 2000;

    private const int MaxExponent = 16;

    /// <summary>Functions by name, with the number of their arguments.</summary>
    public static readonly IReadOnlyDictionary<string, int> Functions = new Dictionary<string, int>
    {
        ["abs"] = 1,
        ["erf"] = 1,
        ["exp"] = 1,
        ["expm1"] = 1,
        ["log"] = 1,
        ["log1p"] = 1,
        ["max"] = 2,
        ["min"] = 2,
        ["pow"] = 2,
        ["relu"] = 1,
        ["sigmoid"] = 1,
        ["softplus"] = 1,
        ["sqrt"] = 1,
        ["tanh"] = 1,
    };

    private readonly string text;
    private readonly IReadOnlyList<string> variables;
    private int position;
    private int depth;

    private FormulaParser(string text, IReadOnlyList<string> variables) => (this.text, this.variables) = (text, variables);

    /// <summary>Reads a formula.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="variables">The names of its operands, in their order.</param>
    /// <param name="error">The error, if there is no result.</param>
    public static Expression? Parse(string text, IReadOnlyList<string> variables, out FormulaError? error)
    {
        error = null;
        try
        {
            return new FormulaParser(text, variables).Whole();
        }
        catch (FormulaException problem)
        {
            error = problem.Error;
            return null;
        }
    }

    private Expression Whole()
    {
        if (text.Length > MaxLength) { throw Wrong(0, text.Length, $"it has more than {MaxLength} characters", "split it"); }
        Skip();
        if (position == text.Length) { throw Missing("it is empty", $"write one, such as {(variables.Count == 1 ? $"{variables[0]} * sigmoid({variables[0]})" : $"({string.Join(" - ", variables)})^2")}"); }
        Expression formula = Choice();
        if (position < text.Length) { throw Wrong(position, 1, $"'{text[position]}' does not continue it", "remove it, or write an operator before it"); }
        int operations = Calculus.Nodes(formula).Take(MaxOperations + 1).Count(node => node is not (Operand or Constant));
        return operations < MaxOperations ? formula : throw Wrong(0, text.Length, $"it has {MaxOperations} operations or more", "split it");
    }

    // a > b ? c : d
    private Expression Choice()
    {
        if (++depth > MaxDepth) { throw Wrong(position, 1, $"it is nested deeper than {MaxDepth} levels", "split it"); }
        Expression left = Sum();
        if (Peek() is '>' or '<')
        {
            bool isGreater = Take() == '>';
            bool orEqual = position < text.Length && text[position] == '=';
            if (orEqual) { Take(); }
            Expression right = Sum();
            Expect('?', "a comparison chooses between two values");
            Expression then = Choice();
            Expect(':', "a comparison chooses between two values");
            Expression otherwise = Choice();

            // a ≥ b is not b > a.
            (Expression a, Expression b) = isGreater != orEqual ? (left, right) : (right, left);
            left = orEqual ? WhereGreater(a, b, otherwise, then) : WhereGreater(a, b, then, otherwise);
        }

        depth--;
        return left;
    }

    private Expression Sum()
    {
        Expression sum = Product();
        while (Peek() is '+' or '-') { sum = Take() == '+' ? sum + Product() : sum - Product(); }
        return sum;
    }

    private Expression Product()
    {
        Expression product = Signed();
        while (Peek() is '*' or '/') { product = Take() == '*' ? product * Signed() : product / Signed(); }
        return product;
    }

    private Expression Signed()
    {
        if (Peek() is not ('-' or '+')) { return Power(); }
        if (++depth > MaxDepth) { throw Wrong(position, 1, $"it is nested deeper than {MaxDepth} levels", "split it"); }
        bool isNegative = Take() == '-';
        Expression value = Signed();
        depth--;
        return isNegative ? -value : value;
    }

    private Expression Power()
    {
        Expression value = Value();
        if (Peek() != '^') { return value; }
        Take();
        Skip();
        int start = position;
        return Raise(value, Signed(), start);
    }

    private Expression Raise(Expression value, Expression exponent, int start)
    {
        if (exponent is not Constant { Value: var number } || number != Math.Floor(number) || Math.Abs(number) > MaxExponent)
        {
            throw Wrong(start, text.Substring(start, position - start).TrimEnd().Length, $"an exponent is a whole number from -{MaxExponent} to {MaxExponent}", "write sqrt(a) for the root, exp(b * log(a)) for other powers");
        }

        Expression power = 1;
        for (int bit = 16; bit > 0; bit /= 2)
        {
            power *= power;
            if (((int)Math.Abs(number) & bit) != 0) { power *= value; }
        }

        return number < 0 ? 1 / power : power;
    }

    private Expression Value()
    {
        char next = Peek();
        if (next == '(')
        {
            Take();
            Expression inner = Choice();
            Expect(')', "each '(' has its ')'");
            return inner;
        }

        if (char.IsDigit(next) || next == '.') { return Number(); }
        if (!char.IsLetter(next) && next != '_')
        {
            throw position == text.Length
                ? Missing("a value is missing at its end", "write a number, a variable or a function")
                : Wrong(position, 1, $"'{next}' stands where a value should", "write a number, a variable or a function");
        }

        int start = position;
        while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] == '_')) { position++; }
        string name = text.Substring(start, position - start);
        int end = position;
        for (int i = 0; i < variables.Count; i++)
        {
            if (variables[i] == name) { return new Operand(i); }
        }

        if (name == "pi") { return Math.PI; }
        if (!Functions.TryGetValue(name, out int count)) { throw new FormulaException(new FormulaError(start, name.Length, "", "", name)); }
        Expect('(', $"{name} is a function of {(count == 1 ? "one value" : "two values")}");
        int first = position;
        Expression argument = Choice();
        Expression? second = null;
        if (Peek() == ',')
        {
            Take();
            Skip();
            first = position;
            second = Choice();
        }

        if ((second is null ? 1 : 2) != count || Peek() == ',')
        {
            throw Wrong(start, end - start, $"{name} takes {(count == 1 ? "one value" : "two values")}", count == 1 ? $"write {name}(a)" : $"write {name}(a, b)");
        }

        int last = position;
        Expect(')', "each '(' has its ')'");
        return name switch
        {
            "max" => Max(argument, second!),
            "min" => Min(argument, second!),
            "relu" => Max(argument, 0),
            "pow" => Raised(),
            _ => Call((Function)Enum.Parse(typeof(Function), name, ignoreCase: true), argument),
        };

        Expression Raised()
        {
            int whole = position;
            position = last;
            Expression power = Raise(argument, second!, first);
            position = whole;
            return power;
        }
    }

    private Expression Number()
    {
        int start = position;
        while (position < text.Length && (char.IsDigit(text[position]) || text[position] == '.')) { position++; }
        if (position < text.Length && text[position] is 'e' or 'E')
        {
            position++;
            if (position < text.Length && text[position] is '+' or '-') { position++; }
            while (position < text.Length && char.IsDigit(text[position])) { position++; }
        }

        string number = text.Substring(start, position - start);
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && !double.IsInfinity(value)
            ? value
            : throw Wrong(start, number.Length, $"'{number}' is not a number", "write it as in C#, such as 0.5 or 1e-3");
    }

    private void Expect(char expected, string reason)
    {
        if (Peek() != expected)
        {
            throw position == text.Length
                ? Missing($"'{expected}' is missing at its end", reason)
                : Wrong(position, 1, $"'{text[position]}' stands where '{expected}' should", reason);
        }

        Take();
    }

    /// <summary>The next character that is not a space, or 0 at the end.</summary>
    private char Peek()
    {
        Skip();
        return position < text.Length ? text[position] : '\0';
    }

    private char Take() => text[position++];

    private void Skip()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position])) { position++; }
    }

    private static FormulaException Wrong(int start, int length, string fact, string fix) => new(new FormulaError(start, length, fact, fix));

    private FormulaException Missing(string fact, string fix) => Wrong(text.Length, 0, fact, fix);

    private sealed class FormulaException(FormulaError error) : Exception
    {
        public FormulaError Error { get; } = error;
    }
}
