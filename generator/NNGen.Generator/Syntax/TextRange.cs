using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NNGen.Generator.Syntax;

/// <summary>Characters of a text as a place in the source that holds it.</summary>
internal static class TextRange
{
    /// <summary>Finds characters of a string literal.</summary>
    /// <param name="literal">Where the literal stands, or another expression that gives the text.</param>
    /// <param name="start">The first character, from 0.</param>
    /// <param name="end">One past the last; at the end of the text, its last character stands for what is missing there.</param>
    /// <returns>The characters; the whole expression where it does not show them one to one: a constant, or a literal with escapes.</returns>
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
