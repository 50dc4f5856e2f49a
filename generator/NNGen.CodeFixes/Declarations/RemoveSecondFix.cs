using System.Collections.Generic;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>Removes a second input or a second loss.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveSecondFix)), Shared]
internal sealed class RemoveSecondFix() : NetworkFix(Rules.SeveralInputs, Rules.SeveralLosses)
{
    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        if (mistake.Attribute is not { } attribute) { yield break; }
        var (title, edits) = Suggestions.Remove(attribute);
        yield return SuggestedFix(title, edits);
    }
}
