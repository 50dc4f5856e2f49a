using System.Collections.Generic;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>
/// Gives a cross-entropy what it takes: the activation that makes probabilities of the last layer, or the statement that it shall take
/// logits.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ProbabilitiesFix)), Shared]
internal sealed class ProbabilitiesFix() : NetworkFix(Rules.BinaryCrossEntropyWithoutSigmoid, Rules.CrossEntropyWithoutSoftmax)
{
    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        if (Suggestions.Read(mistake) is { } suggestion) { yield return SuggestedFix(suggestion.Title, "Activation", suggestion.Edits); }
        if (mistake.Attribute is { } loss && mistake.Property(FixProperties.Action) == FixProperties.Insert)
        {
            yield return SuggestedFix(
                $"Compute [{Suggestions.Kind(loss)}] from logits", "FromLogits", [AttributeEdits.State(loss, "FromLogits", "true")]);
        }
    }
}
