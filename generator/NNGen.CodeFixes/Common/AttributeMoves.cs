using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NNGen.CodeFixes;

/// <summary>Moves attributes within and between lists; an attribute on a separate line moves with the line and its comments.</summary>
internal static class AttributeMoves
{
    /// <summary>Moves an attribute before another.</summary>
    public static IReadOnlyList<Edit> Before(AttributeSyntax attribute, AttributeSyntax target)
    {
        var list = List(target);
        if (list == List(attribute)) { return With(AttributeEdits.Remove(attribute), AttributeEdits.Prepend(target, attribute.ToString())); }
        return list.Attributes[0] == target && HasLine(attribute) && Lines.StartsLine(list) && Lines.EndsLine(list)
            ? MoveBlock(attribute, list, Lines.Block(list).Start)
            : With(AttributeEdits.Remove(attribute), AttributeEdits.AddBefore(target, attribute.ToString()));
    }

    /// <summary>Moves an attribute after another.</summary>
    public static IReadOnlyList<Edit> After(AttributeSyntax attribute, AttributeSyntax target)
    {
        var list = List(target);
        if (list == List(attribute)) { return With(AttributeEdits.Remove(attribute), AttributeEdits.Append(target, attribute.ToString())); }
        return list.Attributes.Last() == target && HasLine(attribute) && Lines.StartsLine(list) && Lines.EndsLine(list)
            ? MoveBlock(attribute, list, Lines.Block(list).End)
            : With(AttributeEdits.Remove(attribute), AttributeEdits.AddAfter(target, attribute.ToString()));
    }

    /// <summary>Whether an attribute is alone in its brackets, and the brackets are alone on their lines.</summary>
    public static bool HasLine(AttributeSyntax attribute) =>
        List(attribute) is { Attributes.Count: 1 } list && Lines.StartsLine(list) && Lines.EndsLine(list);

    private static IReadOnlyList<Edit> MoveBlock(AttributeSyntax attribute, AttributeListSyntax target, int position)
    {
        var block = Lines.Block(List(attribute));
        string text = attribute.SyntaxTree.GetText().ToString(block);
        return
        [
            new Edit(attribute.SyntaxTree, block, ""),
            Edit.Insert(target.SyntaxTree, position, text),
        ];
    }

    private static IReadOnlyList<Edit> With(IReadOnlyList<Edit> edits, Edit last) => [.. edits, last];

    private static AttributeListSyntax List(AttributeSyntax attribute) => (AttributeListSyntax)attribute.Parent!;
}
