using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NNGen.CodeFixes;

/// <summary>
/// Edits of attributes that keep the layout of the user: lists that have a line each keep having one, and no comment is lost.
/// </summary>
internal static class AttributeEdits
{
    /// <summary>Adds an attribute behind another, in the same brackets: a layer and its activation.</summary>
    public static Edit Append(AttributeSyntax attribute, string added) =>
        Edit.Insert(attribute.SyntaxTree, attribute.Span.End, $", {added}");

    /// <summary>Adds an attribute before another, in the same brackets.</summary>
    public static Edit Prepend(AttributeSyntax attribute, string added) =>
        Edit.Insert(attribute.SyntaxTree, attribute.SpanStart, $"{added}, ");

    /// <summary>Adds an attribute before another: in brackets of its own, on a line of its own where the other has one.</summary>
    public static Edit AddBefore(AttributeSyntax attribute, string added)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes[0] != attribute) { return Prepend(attribute, added); }
        if (!Lines.StartsLine(list) || !Lines.EndsLine(list)) { return Edit.Insert(list.SyntaxTree, list.SpanStart, $"[{added}] "); }
        // Not between a list and the comment above it.
        return Edit.Insert(list.SyntaxTree, Lines.Block(list).Start, $"{Lines.Indentation(list)}[{added}]{Lines.Break(list)}");
    }

    /// <summary>Adds an attribute behind another: in brackets of its own, on a line of its own where the other has one.</summary>
    public static Edit AddAfter(AttributeSyntax attribute, string added)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Last() != attribute) { return Append(attribute, added); }
        return Lines.EndsLine(list)
            ? Edit.Insert(list.SyntaxTree, Lines.End(list), $"{Lines.Break(list)}{Lines.Indentation(list)}[{added}]")
            : Edit.Insert(list.SyntaxTree, list.Span.End, $" [{added}]");
    }

    /// <summary>Removes an attribute, and its brackets and line where nothing else is in them.</summary>
    public static IReadOnlyList<Edit> Remove(AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count == 1) { return [RemoveList(list)]; }

        // Two removals in one list never meet: the first attribute goes with the comma behind it, each other with the one before.
        int index = list.Attributes.IndexOf(attribute);
        var comma = list.Attributes.GetSeparator(index == 0 ? 0 : index - 1);
        var whole = index == 0
            ? TextSpan.FromBounds(attribute.SpanStart, list.Attributes[1].SpanStart)
            : TextSpan.FromBounds(comma.SpanStart, attribute.Span.End);
        return HasComment(list, whole)
            ? [Edit.Replace(attribute, ""), Edit.Replace(comma, "")]
            : [new Edit(list.SyntaxTree, whole, "")];
    }

    /// <summary>Removes one argument of an attribute, and the parentheses with the last.</summary>
    public static Edit RemoveArgument(AttributeArgumentSyntax argument)
    {
        var arguments = (AttributeArgumentListSyntax)argument.Parent!;
        if (arguments.Arguments.Count == 1) { return Edit.Replace(arguments, ""); }
        int index = arguments.Arguments.IndexOf(argument);
        return index == 0
            ? Edit.Delete(argument.SyntaxTree, argument.SpanStart, arguments.Arguments[1].SpanStart)
            : Edit.Delete(argument.SyntaxTree, arguments.Arguments.GetSeparator(index - 1).SpanStart, argument.Span.End);
    }

    /// <summary>States a property of an attribute: changes it where it is stated already.</summary>
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

    /// <summary>A property that an attribute states.</summary>
    public static AttributeArgumentSyntax? Argument(AttributeSyntax attribute, string property) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == property);

    /// <summary>Writes another name, before the arguments and behind the namespace that stand there.</summary>
    public static Edit Rename(AttributeSyntax attribute, string kind) => Edit.Replace(
        attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right,
            AliasQualifiedNameSyntax aliased => aliased.Name,
            var name => name,
        },
        kind);

    /// <summary>Removes brackets with all that is in them, and their line where they have one.</summary>
    public static Edit RemoveList(AttributeListSyntax list)
    {
        var text = list.SyntaxTree.GetText();
        var line = text.Lines.GetLineFromPosition(list.Span.End);
        string behind = text.ToString(TextSpan.FromBounds(list.Span.End, line.End));
        bool endsLine = behind.Trim().Length == 0;
        int start = list.SpanStart;
        if (endsLine && Lines.StartsLine(list))
        {
            return Edit.Delete(list.SyntaxTree, text.Lines.GetLineFromPosition(start).Start, line.EndIncludingLineBreak);
        }

        // The space between it and what follows goes too; at the end of a line the one before.
        while (endsLine && text[start - 1] is ' ' or '\t') { start--; }
        return Edit.Delete(list.SyntaxTree, start, list.Span.End + (endsLine ? 0 : behind.Length - behind.TrimStart().Length));
    }

    private static bool HasComment(SyntaxNode node, TextSpan span) => node.DescendantTrivia(span).Any(trivia =>
        span.Contains(trivia.Span) && trivia.Kind() is not (SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia));
}
