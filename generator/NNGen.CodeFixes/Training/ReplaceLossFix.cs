using System.Collections.Generic;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>Writes the loss that suits the last layer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReplaceLossFix)), Shared]
internal sealed class ReplaceLossFix() : NetworkFix(Rules.BinaryCrossEntropyAfterSoftmax)
{
    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        if (Suggestions.Read(mistake) is { } suggestion) { yield return SuggestedFix(suggestion.Title, suggestion.Edits); }
    }
}
