using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace NNGen.CodeFixes;

/// <summary>The text of integers.</summary>
internal static class Numbers
{
    /// <summary>A number in the style of the one that it replaces: with <c>_</c> between thousands if that has some.</summary>
    public static string Like(SyntaxNode replaced, long value) => value
        .ToString(replaced.ToString().Contains('_') ? "#,0" : "0", CultureInfo.InvariantCulture)
        .Replace(',', '_');
}
