using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NNGen.Generator.Tests;

/// <summary>Some prose in a file.</summary>
/// <param name="Line">The number of its first line, from 1.</param>
/// <param name="Text">The text, in which dots replace everything that is not prose.</param>
internal sealed partial record TextSegment(int Line, string Text)
{
    /// <summary>A Markdown document without its code, and without the section on moving from an earlier build.</summary>
    public static IEnumerable<TextSegment> OfMarkdown(string text) =>
        [new(1, Dots(Dots(Dots(text.ReplaceLineEndings("\n"), Fences()), MovingSections()), CodeSpans()))];

    /// <summary>The comments and strings of a C# file, and the names of its types and members as words.</summary>
    public static IEnumerable<TextSegment> OfCode(string text)
    {
        SyntaxTree file = CSharpSyntaxTree.ParseText(text.ReplaceLineEndings("\n"));
        int LineOf(int position) => file.GetLineSpan(new(position, 0)).StartLinePosition.Line + 1;
        foreach (SyntaxToken token in file.GetRoot().DescendantTokens())
        {
            foreach (SyntaxTriviaList trivia in new[] { token.LeadingTrivia, token.TrailingTrivia })
            {
                if (!trivia.Any(IsComment)) { continue; }
                string comment = CommentMarks().Replace(trivia.ToFullString(), "  ");
                yield return new(LineOf(trivia.FullSpan.Start), Dots(comment, Tags()));
            }

            if (IsText(token)) { yield return new(LineOf(token.SpanStart), token.Text); }
            else if (IsDeclaredName(token)) { yield return new(LineOf(token.SpanStart), WordStarts().Replace(token.Text, " ")); }
        }
    }

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia
        or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia
        or SyntaxKind.MultiLineDocumentationCommentTrivia;

    private static bool IsText(SyntaxToken token) => token.Kind() is SyntaxKind.StringLiteralToken
        or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
        or SyntaxKind.InterpolatedStringTextToken;

    private static bool IsDeclaredName(SyntaxToken token) => token.IsKind(SyntaxKind.IdentifierToken)
        && token.Parent is MemberDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax };

    private static string Dots(string text, Regex hidden) =>
        hidden.Replace(text, match => string.Concat(match.Value.Select(character => character == '\n' ? '\n' : '·')));

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"^### Moving from an earlier build$.*?(?=^##|\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex MovingSections();

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex CodeSpans();

    [GeneratedRegex(@"///?|/\*|\*/")]
    private static partial Regex CommentMarks();

    [GeneratedRegex(@"<(c|code)>.*?</\1>|<[^<>\n]*>", RegexOptions.Singleline)]
    private static partial Regex Tags();

    [GeneratedRegex(@"(?<=[a-z0-9])(?=[A-Z])|_")]
    private static partial Regex WordStarts();
}
