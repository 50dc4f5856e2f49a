using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NNGen.CodeFixes;

/// <summary>The layout of attribute lists on lines.</summary>
internal static class Lines
{
    /// <summary>Whether only white space precedes a node on its line.</summary>
    public static bool StartsLine(SyntaxNode node) => Indentation(node).Length == Column(node);

    /// <summary>Whether only white space and comments follow a node on its line.</summary>
    public static bool EndsLine(SyntaxNode node)
    {
        var line = Text(node).Lines.GetLineFromPosition(node.Span.End);
        // The line may end inside a comment, whose other lines belong to the following code.
        var trivia = node.SyntaxTree.GetRoot().FindTrivia(line.End);
        bool isInComment = trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) && trivia.Span.Start < line.End && trivia.Span.End > line.End;
        return node.GetLastToken().GetNextToken().SpanStart > line.End && !isInComment;
    }

    /// <summary>The white space at the start of a node's first line.</summary>
    public static string Indentation(SyntaxNode node)
    {
        string line = Line(node).ToString();
        return line.Substring(0, line.Length - line.TrimStart(' ', '\t').Length);
    }

    /// <summary>The line break used in this part of the file.</summary>
    public static string Break(SyntaxNode node)
    {
        var text = Text(node);
        var lines = text.Lines;
        var line = Line(node);
        if (line.End == line.EndIncludingLineBreak) { line = lines[0]; }
        string found = text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
        return found.Length > 0 ? found : "\n";
    }

    /// <summary>The end of a node's last line, before the line break.</summary>
    public static int End(SyntaxNode node) => Text(node).Lines.GetLineFromPosition(node.Span.End).End;

    /// <summary>
    /// The lines of an attribute list that is alone on them, with the comments after it and those directly above it, unless these belong to the
    /// whole declaration.
    /// </summary>
    public static TextSpan Block(AttributeListSyntax list)
    {
        var lines = Text(list).Lines;
        int first = lines.GetLineFromPosition(list.SpanStart).LineNumber;
        bool isFirst = list.Parent is MemberDeclarationSyntax member && member.AttributeLists.FirstOrDefault() == list;
        while (!isFirst && first > 0 && lines[first - 1].Start >= list.FullSpan.Start && IsComment(lines[first - 1])) { first--; }
        return TextSpan.FromBounds(lines[first].Start, lines.GetLineFromPosition(list.Span.End).EndIncludingLineBreak);
    }

    private static bool IsComment(TextLine line)
    {
        string text = line.ToString().Trim();
        return text.StartsWith("//", System.StringComparison.Ordinal) && !text.StartsWith("///", System.StringComparison.Ordinal);
    }

    private static SourceText Text(SyntaxNode node) => node.SyntaxTree.GetText();

    private static TextLine Line(SyntaxNode node) => Text(node).Lines.GetLineFromPosition(node.SpanStart);

    private static int Column(SyntaxNode node) => node.SpanStart - Line(node).Start;
}
