using System.Collections.Generic;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>
/// Ends a residual region behind the last layer that gives the shape that arrived at it, and removes an end or a shortcut that belongs to no region.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RegionFix)), Shared]
internal sealed class RegionFix() : NetworkFix(Rules.UnpairedRegion)
{
    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        if (Suggestions.Read(mistake) is { } suggestion) { yield return SuggestedFix(suggestion.Title, suggestion.Edits); }
    }
}
