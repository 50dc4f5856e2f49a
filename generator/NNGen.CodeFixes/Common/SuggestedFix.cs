using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NNGen.CodeFixes;

/// <summary>
/// One ways to fix a mistake. A suggestion is a list of edits of the text, not of the syntax tree: what it does not name keeps its layout,
/// its comments and its line endings.
/// </summary>
/// <param name="title">What the editor offers: "Make 'Net' partial".</param>
/// <param name="key">What is offered alike for all mistakes of a rule: a fix-all applies the suggestions of one key.</param>
/// <param name="edits">The edits, which do not overlap.</param>
internal sealed class SuggestedFix(string title, string key, IReadOnlyList<Edit> edits)
{
    public string Title => title;

    public string Key => key;

    public IReadOnlyList<Edit> Edits => edits;
}

/// <summary>A change of the text of one file.</summary>
internal readonly struct Edit(SyntaxTree tree, TextSpan span, string text)
{
    public SyntaxTree Tree => tree;

    public TextSpan Span => span;

    public string Text => text;

    public static Edit Insert(SyntaxTree tree, int position, string text) => new(tree, new TextSpan(position, 0), text);

    public static Edit Delete(SyntaxTree tree, int start, int end) => new(tree, TextSpan.FromBounds(start, end), "");

    public static Edit Replace(SyntaxNode node, string text) => new(node.SyntaxTree, node.Span, text);

    public static Edit Replace(SyntaxToken token, string text) => new(token.SyntaxTree!, token.Span, text);

    public bool Equals(Edit other) => other.Tree == Tree && other.Span == Span && other.Text == Text;

    // An insertion at the edge of another edit stays where it is.
    public bool Overlaps(Edit other) => other.Tree == Tree
        && (other.Span.OverlapsWith(Span) || Inside(Span, other.Span) || Inside(other.Span, Span));

    private static bool Inside(TextSpan insertion, TextSpan span) =>
        insertion.IsEmpty && insertion.Start > span.Start && insertion.Start < span.End;
}
