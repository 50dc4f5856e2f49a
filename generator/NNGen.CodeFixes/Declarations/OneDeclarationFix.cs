using System.Collections.Generic;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>
/// Moves the layers of another declaration to the one with <c>[Network]</c>, in their order: inputs to the top, layers before the loss,
/// losses to the end.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OneDeclarationFix)), Shared]
internal sealed class OneDeclarationFix() : NetworkFix(Rules.SecondDeclaration)
{
    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        if (mistake is not { Type: { } type, Declaration: { } here }
            || NetworkParts.Mark(type, mistake.Cancellation) is not { } mark
            || mark.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } home
            || home == here)
        {
            yield break;
        }

        var parts = NetworkParts.Of(type, home, mistake.Cancellation);
        var moved = NetworkParts.Of(type, here, mistake.Cancellation);
        var edits = new List<Edit>();
        foreach (var list in moved.GroupBy(part => part.List))
        {
            // Other attributes in the same brackets stay.
            if (list.Key.Attributes.Count == list.Count()) { edits.Add(RemoveLines(list.Key)); }
            else { edits.AddRange(list.SelectMany(part => AttributeEdits.Remove(part.Syntax))); }
        }

        var loss = parts.FirstOrDefault(part => part.IsLoss)?.Syntax;
        var last = parts.LastOrDefault()?.Syntax ?? mark;
        var first = parts.FirstOrDefault()?.Syntax;
        AddBefore(first, moved.Where(part => part.IsInput));
        AddBefore(loss, moved.Where(part => part.IsLayer));
        if (moved.Any(part => part.IsLoss)) { edits.Add(AttributeEdits.AddAfter(last, Text(moved.Where(part => part.IsLoss)))); }
        yield return SuggestedFix("Move the layers to the declaration with [Network]", Joined(edits));

        void AddBefore(AttributeSyntax? target, IEnumerable<Part> added)
        {
            if (!added.Any()) { return; }
            edits.Add(target is null ? AttributeEdits.AddAfter(last, Text(added)) : AttributeEdits.AddBefore(target, Text(added)));
        }

        // Layers in the same brackets stay together.
        string Text(IEnumerable<Part> added) => string.Join(
            AttributeMoves.HasLine(mark) || Lines.StartsLine(last.Parent!) ? $"]{Lines.Break(last)}{Lines.Indentation(last)}[" : "] [",
            added.GroupBy(part => part.List).Select(list => string.Join(", ", list.Select(part => part.Syntax.ToString()))));
    }

    // Insertions at one position are merged: otherwise, edits of a fix-all could come between them.
    private static IEnumerable<Edit> Joined(IEnumerable<Edit> edits) => edits
        .GroupBy(edit => (edit.SyntaxTree, edit.Span))
        .Select(group => new Edit(group.Key.SyntaxTree, group.Key.Span, string.Concat(group.Select(edit => edit.Text))));

    private static Edit RemoveLines(AttributeListSyntax list) =>
        AttributeEdits.RemoveList(list);
}
