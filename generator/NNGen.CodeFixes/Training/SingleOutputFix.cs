using System.Collections.Generic;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Layers;

namespace NNGen.CodeFixes;

/// <summary>
/// Turns a single output into a yes-or-no answer: <c>[Sigmoid]</c> in place of a softmax, <c>[BinaryCrossEntropy]</c> in place of a cross-entropy.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SingleOutputFix)), Shared]
internal sealed class SingleOutputFix() : NetworkFix(Rules.SingleOutput)
{
    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        if (mistake.Attribute is not { } attribute) { yield break; }

        var edits = new List<Edit>();
        if (Suggestions.Kind(attribute) != "CrossEntropy") { edits.AddRange(Suggestions.Replace(mistake, attribute, "Sigmoid").Edits); }
        else
        {
            edits.Add(AttributeEdits.Rename(attribute, "BinaryCrossEntropy"));
            bool isFromLogits = AttributeEdits.Argument(attribute, "FromLogits") is { } stated
                && mistake.Model.GetConstantValue(stated.Expression, mistake.Cancellation) is { Value: true };
            var last = NetworkParts.Of(mistake).LastOrDefault(part => part.IsLayer);
            if (last?.Kind is "Softmax" or "LogSoftmax") { edits.AddRange(Suggestions.Replace(mistake, last.Syntax, "Sigmoid").Edits); }
            else if (last is not null && !isFromLogits) { edits.AddRange(Probabilities(mistake, last)); }
        }

        yield return SuggestedFix("Use a sigmoid, for yes or no", edits);
    }

    private static IEnumerable<Edit> Probabilities(Mistake mistake, Part last)
    {
        if (last.Kind is "Sigmoid" or "HardSigmoid") { return []; }
        return Activation.Kinds.Contains(last.Kind) && last.Kind != "Linear"
            ? Suggestions.Replace(mistake, last.Syntax, "Sigmoid").Edits
            : Suggestions.Insert(last.Syntax, "Sigmoid").Edits;
    }
}
