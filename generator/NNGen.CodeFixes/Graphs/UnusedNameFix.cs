using System.Collections.Generic;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>Removes a name that nothing reads: <c>[As("skip")]</c>, or <c>ReturnState = "state"</c> of a recurrent layer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnusedNameFix)), Shared]
internal sealed class UnusedNameFix() : NetworkFix(Rules.UnusedMark)
{
    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        if (mistake.Node is ExpressionSyntax { Parent: AttributeArgumentSyntax { NameEquals.Name.Identifier.ValueText: var name } argument })
        {
            yield return SuggestedFix($"Remove {name}", AttributeEdits.RemoveArgument(argument));
        }
        else if (Suggestions.Read(mistake) is { } suggestion)
        {
            yield return SuggestedFix(suggestion.Title, suggestion.Edits);
        }
    }
}
