using System.Collections.Generic;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>Removes an activation that does not belong there.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SurplusActivationFix)), Shared]
internal sealed class SurplusActivationFix() : NetworkFix(Rules.ActivationAfterSoftmax, Rules.ActivationWithoutEffect, Rules.ActivationAfterActivation)
{
    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        if (mistake.Attribute is not { } activation) { yield break; }
        var (title, edits) = Suggestions.Remove(activation);
        yield return SuggestedFix(title, edits);
    }
}
