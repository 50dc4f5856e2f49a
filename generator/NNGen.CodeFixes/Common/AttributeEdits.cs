using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NNGen.CodeFixes;

/// <summary>
/// Edits of attributes that keep the user's layout: lists on separate lines stay on separate lines, and no comment is lost.
/// </summary>
internal static class AttributeEdits
{
    /// <summary>Adds an attribute after another, in the same brackets, such as an activation after its layer.</summary>
    public static Edit Append(AttributeSyntax attribute, string added) =>
        Edit.Insert(attribute.SyntaxTree, attribute.Span.End, $", {added}");

    /// <summary>Adds an attribute before another, in the same brackets.</summary>
    public static Edit Prepend(AttributeSyntax attribute, string added) =>
        Edit.Insert(attribute.SyntaxTree, attribute.SpanStart, $"{added}, ");

    /// <summary>Adds an attribute before another, in separate brackets, and on a separate line if the other is on one.</summary>
    public static Edit AddBefore(AttributeSyntax attribute, string added)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes[0] != attribute) { return Prepend(attribute, added); }
        if (!Lines.StartsLine(list) || !Lines.EndsLine(list)) { return Edit.Insert(list.SyntaxTree, list.SpanStart, $"[{added}] "); }
        // A list and the comment above it stay together.
        return Edit.Insert(list.SyntaxTree, Lines.Block(list).Start, $"{Lines.Indentation(list)}[{added}]{Lines.Break(list)}");
    }

    /// <summary>Adds an attribute after another, in separate brackets, and on a separate line if the other is on one.</summary>
    public static Edit AddAfter(AttributeSyntax attribute, string added)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Last() != attribute) { return Append(attribute, added); }
        return Lines.EndsLine(list)
            ? Edit.Insert(list.SyntaxTree, Lines.End(list), $"{Lines.Break(list)}{Lines.Indentation(list)}[{added}]")
            : Edit.Insert(list.SyntaxTree, list.Span.End, $" [{added}]");
    }

    /// <summary>Removes an attribute, and its brackets and line if they contain nothing else.</summary>
    public static IReadOnlyList<Edit> Remove(AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count == 1) { return [RemoveList(list)]; }

        // Two removals in one list never overlap: the first attribute is removed with the comma after it, each other one with the comma before it.
        int index = list.Attributes.IndexOf(attribute);
        var comma = list.Attributes.GetSeparator(index == 0 ? 0 : index - 1);
        var whole = index == 0
            ? TextSpan.FromBounds(attribute.SpanStart, list.Attributes[1].SpanStart)
            : TextSpan.FromBounds(comma.SpanStart, attribute.Span.End);
        return HasComment(list, whole)
            ? [Edit.Replace(attribute, ""), Edit.Replace(comma, "")]
            : [new Edit(list.SyntaxTree, whole, "")];
    }

    /// <summary>Removes an argument of an attribute; with the last argument, also the parentheses.</summary>
    public static Edit RemoveArgument(AttributeArgumentSyntax argument)
    {
        var arguments = (AttributeArgumentListSyntax)argument.Parent!;
        if (arguments.Arguments.Count == 1) { return Edit.Replace(arguments, ""); }
        int index = arguments.Arguments.IndexOf(argument);
        return index == 0
            ? Edit.Delete(argument.SyntaxTree, argument.SpanStart, arguments.Arguments[1].SpanStart)
            : Edit.Delete(argument.SyntaxTree, arguments.Arguments.GetSeparator(index - 1).SpanStart, argument.Span.End);
    }

    /// <summary>Sets a property of an attribute, or changes its value if it is already set.</summary>
    public static Edit State(AttributeSyntax attribute, string property, string value)
    {
        if (attribute.ArgumentList is not { } arguments)
        {
            return Edit.Insert(attribute.SyntaxTree, attribute.Span.End, $"({property} = {value})");
        }

        if (Argument(attribute, property) is { } stated) { return Edit.Replace(stated.Expression, value); }
        string comma = arguments.Arguments.Count > 0 ? ", " : "";
        return Edit.Insert(attribute.SyntaxTree, arguments.CloseParenToken.SpanStart, $"{comma}{property} = {value}");
    }

    /// <summary>A property that an attribute sets.</summary>
    public static AttributeArgumentSyntax? Argument(AttributeSyntax attribute, string property) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == property);

    /// <summary>Replaces the name of an attribute; its namespace and arguments stay.</summary>
    public static Edit Rename(AttributeSyntax attribute, string kind) => Edit.Replace(
        attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right,
            AliasQualifiedNameSyntax aliased => aliased.Name,
            var name => name,
        },
        kind);

    /// <summary>Removes brackets with their contents, and their line if they are alone on it.</summary>
    public static Edit RemoveList(AttributeListSyntax list)
    {
        var text = list.SyntaxTree.GetText();
        var line = text.Lines.GetLineFromPosition(list.Span.End);
        string after = text.ToString(TextSpan.FromBounds(list.Span.End, line.End));
        bool endsLine = after.Trim().Length == 0;
        int start = list.SpanStart;
        if (endsLine && Lines.StartsLine(list))
        {
            return Edit.Delete(list.SyntaxTree, text.Lines.GetLineFromPosition(start).Start, line.EndIncludingLineBreak);
        }

        // The space after it is removed, too; at the end of a line, the space before it.
        while (endsLine && text[start - 1] is ' ' or '\t') { start--; }
        return Edit.Delete(list.SyntaxTree, start, list.Span.End + (endsLine ? 0 : after.Length - after.TrimStart().Length));
    }

    private static bool HasComment(SyntaxNode node, TextSpan span) => node.DescendantTrivia(span).Any(trivia =>
        span.Contains(trivia.Span) && trivia.Kind() is not (SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia));
}
