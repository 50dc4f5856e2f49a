using System.Collections.Generic;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>
/// Keeps one of two activations: removes that of the last layer or, if both are the same, that of the loss.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LogitsFix)), Shared]
internal sealed class LogitsFix() : NetworkFix(Rules.LogitsAlreadyActivated)
{
    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        if (mistake.Attribute is not { } loss || Suggestions.Target(mistake) is not { } activation || activation == loss) { yield break; }

        var (title, edits) = Suggestions.Remove(activation);
        yield return SuggestedFix(title, "Activation", edits);
        bool isItsOwn = (Suggestions.Kind(loss), Suggestions.Kind(activation))
            is ("CrossEntropy", "Softmax" or "LogSoftmax") or ("BinaryCrossEntropy", "Sigmoid" or "HardSigmoid");
        if (isItsOwn && AttributeEdits.Argument(loss, "FromLogits") is { } stated)
        {
            yield return SuggestedFix("Remove FromLogits", "FromLogits", [AttributeEdits.RemoveArgument(stated)]);
        }
    }
}
