using NNGen.Generator;

namespace System.Runtime.CompilerServices;

/// <summary>
/// The handler that the C# compiler uses for every interpolated string in this project. .NET Standard 2.0 has no such type, and without one
/// <c>$"{number}"</c> is <c>string.Format</c> in the culture of the machine; this type writes numbers in the invariant culture.
/// </summary>
/// <remarks>
/// It collects the parts and copies them once. They are on a stack of the thread, because the parts of a part are made in between. The type is not
/// generic in the values, which the JIT would compile for each type of number.
/// </remarks>
internal readonly struct DefaultInterpolatedStringHandler
{
    [ThreadStatic] private static string?[]? stack;
    [ThreadStatic] private static int count;

    private readonly int start;

    public DefaultInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        stack ??= new string?[64];
        start = count;
    }

    public void AppendLiteral(string value) => Add(value);

    public void AppendFormatted(string? value) => Add(value);

    public void AppendFormatted(object? value) => Add(InvariantText.Of(value));

    public void AppendFormatted(object? value, string? format) => Add(InvariantText.Of(value, format));

    public void AppendFormatted(object? value, int alignment) => AppendFormatted(value, alignment, null);

    public void AppendFormatted(object? value, int alignment, string? format)
    {
        string aligned = InvariantText.Of(value, format);
        Add(alignment < 0 ? aligned.PadRight(-alignment) : aligned.PadLeft(alignment));
    }

    public string ToStringAndClear()
    {
        string text = string.Join("", stack!, start, count - start);
        count = start;
        return text;
    }

    private static void Add(string? part)
    {
        if (count == stack!.Length) { Array.Resize(ref stack, 2 * count); }
        stack[count++] = part;
    }
}

/// <summary>Marks a type that takes the parts of interpolated strings; the compiler knows it by its name.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class InterpolatedStringHandlerAttribute : Attribute;

/// <summary>Gives an argument to the constructor of such a type; the compiler knows it by its name.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class InterpolatedStringHandlerArgumentAttribute(string argument) : Attribute
{
    /// <summary>The name of the parameter.</summary>
    public string[] Arguments { get; } = [argument];
}
