using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NNGen.Generator.Syntax;

/// <summary>The source location of some characters of a text.</summary>
internal static class TextRange
{
    /// <summary>Finds characters of a string literal.</summary>
    /// <param name="literal">The location of the literal, or of another expression with the text as its value.</param>
    /// <param name="start">The first character, from 0.</param>
    /// <param name="end">One past the last; past the end of the text, the last character is underlined.</param>
    /// <returns>
    /// The characters, or the whole expression if it does not contain them one to one, such as a constant or a literal with escapes.
    /// </returns>
    public static Location Within(Location literal, int start, int end)
    {
        if (literal.SourceTree is not { } tree) { return literal; }
        string source = tree.GetText().ToString(literal.SourceSpan);
        int quotes = 0;
        while (quotes < source.Length && source[quotes] == '"') { quotes++; }
        bool isPlain = quotes is 1 or >= 3
            && source.Length > 2 * quotes
            && source.EndsWith(new string('"', quotes), StringComparison.Ordinal)
            && source.IndexOfAny(quotes == 1 ? ['\\', '\n'] : ['\n']) < 0;
        if (!isPlain) { return literal; }
        int length = source.Length - (2 * quotes);
        start = Math.Min(start, length - 1);
        end = Math.Min(Math.Max(end, start + 1), length);
        return Location.Create(tree, TextSpan.FromBounds(literal.SourceSpan.Start + quotes + start, literal.SourceSpan.Start + quotes + end));
    }
}
