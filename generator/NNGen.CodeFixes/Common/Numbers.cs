using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace NNGen.CodeFixes;

/// <summary>How whole numbers are written.</summary>
internal static class Numbers
{
    /// <summary>A number in the style of the one that it replaces: with <c>_</c> between thousands where that has some.</summary>
    public static string Like(SyntaxNode replaced, long value) => value
        .ToString(replaced.ToString().Contains('_') ? "#,0" : "0", CultureInfo.InvariantCulture)
        .Replace(',', '_');
}
