using System.Collections.Generic;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>Corrects a length at the expression that sets it: the <c>63</c> of <c>new float[63]</c>, often lines above the call.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ArrayLengthFix)), Shared]
internal sealed class ArrayLengthFix()
    : NetworkFix(Rules.WrongLength, Rules.PartialSample, Rules.SamplesDiffer, Rules.DatasetPartsDiffer)
{
    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        if (mistake.Number(FixProperties.Expected) is not { } expected
            || mistake.Diagnostic.AdditionalLocations.FirstOrDefault() is not { SourceTree: { } tree } location
            || tree.GetRoot(mistake.Cancellation).FindNode(location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax length)
        {
            yield break;
        }

        yield return SuggestedFix($"Change the length to {expected}", Edit.Replace(length, Numbers.Like(length, expected)));
    }
}
