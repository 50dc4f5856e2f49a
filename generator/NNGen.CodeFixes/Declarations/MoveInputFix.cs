using System.Collections.Generic;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>Moves <c>[Input]</c> above the layers.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveInputFix)), Shared]
internal sealed class MoveInputFix() : NetworkFix(Rules.InputNotFirst)
{
    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        var parts = NetworkParts.Of(mistake);
        if (mistake.Attribute is not { } input || parts.Count == 0 || parts[0].Syntax == input) { yield break; }
        yield return SuggestedFix("Move [Input] to the top", AttributeMoves.Before(input, parts[0].Syntax));
    }
}
