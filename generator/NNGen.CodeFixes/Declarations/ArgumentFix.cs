using System.Collections.Generic;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>Replaces an argument by the nearest valid number, or removes an argument that must not be set.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ArgumentFix)), Shared]
internal sealed class ArgumentFix() : NetworkFix(Rules.ArgumentOutOfRange)
{
    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        if (mistake.Node is not ExpressionSyntax value) { yield break; }
        if (mistake.Number(FixProperties.Expected) is { } bound)
        {
            yield return SuggestedFix($"Change to {bound}", Edit.Replace(value, Numbers.Like(value, bound)));
        }
        else if (mistake.Property(FixProperties.Action) == FixProperties.Remove
            && value.Parent is AttributeArgumentSyntax { NameEquals.Name.Identifier.ValueText: var name } argument)
        {
            yield return SuggestedFix($"Remove {name}", AttributeEdits.RemoveArgument(argument));
        }
    }
}
