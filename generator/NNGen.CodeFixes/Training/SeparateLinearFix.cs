using System.Collections.Generic;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>Puts an activation between two linear layers, or states with <c>[Linear]</c> that none is intended.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SeparateLinearFix)), Shared]
internal sealed class SeparateLinearFix() : NetworkFix(Rules.LinearLayersCollapse)
{
    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        if (Suggestions.Target(mistake) is not { } earlier || earlier == mistake.Attribute) { yield break; }
        foreach (string activation in new[] { mistake.Property(FixProperties.Suggestion) ?? "ReLU", "Linear" })
        {
            var (title, edits) = Suggestions.Insert(earlier, activation);
            yield return SuggestedFix(title, activation, edits);
        }
    }
}
