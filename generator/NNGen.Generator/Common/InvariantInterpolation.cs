using System.Text;
using NNGen.Generator;

namespace System.Runtime.CompilerServices;

/// <summary>
/// The handler that the C# compiler uses for every interpolated string in this project. .NET Standard 2.0 has no such type, and without one
/// <c>$"{number}"</c> is <c>string.Format</c> in the culture of the machine; this type writes numbers in the invariant culture.
/// </summary>
internal struct DefaultInterpolatedStringHandler
{
    private readonly StringBuilder text;

    public DefaultInterpolatedStringHandler(int literalLength, int formattedCount) => text = new StringBuilder(literalLength + (formattedCount * 12));

    public readonly void AppendLiteral(string value) => text.Append(value);

    public readonly void AppendFormatted(string? value) => text.Append(value);

    public readonly void AppendFormatted<T>(T value) => text.Append(InvariantText.Of(value));

    public readonly void AppendFormatted<T>(T value, string? format) => text.Append(InvariantText.Of(value, format));

    public readonly void AppendFormatted<T>(T value, int alignment) => AppendFormatted(value, alignment, null);

    public readonly void AppendFormatted<T>(T value, int alignment, string? format)
    {
        string aligned = InvariantText.Of(value, format);
        text.Append(alignment < 0 ? aligned.PadRight(-alignment) : aligned.PadLeft(alignment));
    }

    public readonly string ToStringAndClear() => text.ToString();
}
