using System.Collections.Generic;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>
/// Gives a cross-entropy the outputs that it expects: adds the activation that turns the last layer's outputs into probabilities, or sets
/// <c>FromLogits</c>.
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
