using System.Collections.Generic;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>Writes <c>[Network]</c> above the layers, and <c>partial</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddNetworkFix)), Shared]
internal sealed class AddNetworkFix() : NetworkFix(Rules.NoNetwork)
{
    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        if (mistake is not { Attribute: { Parent: AttributeListSyntax list } attribute, Declaration: ClassDeclarationSyntax declaration }) { yield break; }
        yield return SuggestedFix(
            "Add [Network]",
            [AttributeEdits.AddBefore(list.Attributes[0], NetworkParts.Qualified(attribute, "Network")), .. MakePartialFix.Edits(declaration)]);
    }
}
