using System.Collections.Generic;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>Replaces the stated number of inputs by the inferred one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InputsFix)), Shared]
internal sealed class InputsFix() : NetworkFix(Rules.InputsDiffer)
{
    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        if (mistake.Node is not ExpressionSyntax number || mistake.Number(FixProperties.Expected) is not { } expected) { yield break; }
        yield return SuggestedFix($"Change to {expected}", Edit.Replace(number, Numbers.Like(number, expected)));
    }
}
