using System.Collections.Generic;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>Moves the loss after the last layer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveLossFix)), Shared]
internal sealed class MoveLossFix() : NetworkFix(Rules.LayerAfterLoss)
{
    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        var parts = NetworkParts.Of(mistake);
        if (parts.FirstOrDefault(part => part.IsLoss) is not { } loss || parts.LastOrDefault(part => part.IsLayer) is not { } last) { yield break; }
        if (last.Syntax.SpanStart < loss.Syntax.SpanStart) { yield break; }
        yield return SuggestedFix($"Move [{loss.Kind}] to the end", AttributeMoves.After(loss.Syntax, last.Syntax));
    }
}
