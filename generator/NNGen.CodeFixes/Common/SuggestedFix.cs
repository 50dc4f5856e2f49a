using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NNGen.CodeFixes;

/// <summary>
/// One way to fix a mistake. It is a list of edits of the text, not of the syntax tree: everything else keeps its layout, its comments and its
/// line endings.
/// </summary>
/// <param name="title">The title in the editor: "Make 'Net' partial".</param>
/// <param name="key">The same for all mistakes of a rule: a fix-all applies the suggestions with one key.</param>
/// <param name="edits">The edits, which do not overlap.</param>
internal sealed class SuggestedFix(string title, string key, IReadOnlyList<Edit> edits)
{
    public string Title => title;

    public string Key => key;

    public IReadOnlyList<Edit> Edits => edits;
}

/// <summary>A text change in one file.</summary>
internal readonly struct Edit(SyntaxTree tree, TextSpan span, string text)
{
    public SyntaxTree SyntaxTree => tree;

    public TextSpan Span => span;

    public string Text => text;

    public static Edit Insert(SyntaxTree tree, int position, string text) => new(tree, new TextSpan(position, 0), text);

    public static Edit Delete(SyntaxTree tree, int start, int end) => new(tree, TextSpan.FromBounds(start, end), "");

    public static Edit Replace(SyntaxNode node, string text) => new(node.SyntaxTree, node.Span, text);

    public static Edit Replace(SyntaxToken token, string text) => new(token.SyntaxTree!, token.Span, text);

    public bool Equals(Edit other) => other.SyntaxTree == SyntaxTree && other.Span == Span && other.Text == Text;

    // An insertion at the edge of another edit does not overlap it.
    public bool Overlaps(Edit other) => other.SyntaxTree == SyntaxTree
        && (other.Span.OverlapsWith(Span) || Inside(Span, other.Span) || Inside(other.Span, Span));

    private static bool Inside(TextSpan insertion, TextSpan span) =>
        insertion.IsEmpty && insertion.Start > span.Start && insertion.Start < span.End;
}
