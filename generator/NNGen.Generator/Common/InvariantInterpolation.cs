using NNGen.Generator;

namespace System.Runtime.CompilerServices;

/// <summary>
/// The handler that the C# compiler uses for every interpolated string in this project. .NET Standard 2.0 has no such type, and without one
/// <c>$"{number}"</c> is <c>string.Format</c> in the culture of the machine; this type writes numbers in the invariant culture.
/// </summary>
/// <remarks>It collects the parts and copies them once. It is not generic in the values, which the JIT would compile for each type of number.</remarks>
internal struct DefaultInterpolatedStringHandler
{
    private string?[] parts;
    private int count;

    public DefaultInterpolatedStringHandler(int literalLength, int formattedCount) => parts = new string?[(2 * formattedCount) + 1];

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

    public readonly string ToStringAndClear() => string.Concat(parts);

    private void Add(string? part)
    {
        // Two literals follow one another where interpolated strings are added: $"{x}a" + $"b{y}".
        if (count == parts.Length) { Array.Resize(ref parts, 2 * count); }
        parts[count++] = part;
    }
}
