using System.Collections.Generic;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>Corrects the name of a value, or of a layer with shared parameters, where it is read: <c>[Add("skip1")]</c> for <c>[Add("skp1")]</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ValueNameFix)), Shared]
internal sealed class ValueNameFix() : NetworkFix(Rules.UnknownMark)
{
    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        if (mistake.Node is not ExpressionSyntax name || mistake.Property(FixProperties.Suggestion) is not { } meant) { yield break; }
        yield return SuggestedFix($"Change to '{meant}'", Edit.Replace(name, SymbolDisplay.FormatLiteral(meant, quote: true)));
    }
}
