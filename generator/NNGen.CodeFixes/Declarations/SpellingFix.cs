using System.Collections.Generic;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>Corrects the spelling of an attribute or argument: <c>[Dense]</c> for <c>[Dens]</c>, <c>Bias =</c> for <c>use_bias =</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SpellingFix)), Shared]
internal sealed class SpellingFix() : NetworkFix(Rules.UnknownAttribute, Rules.UnknownArgument)
{
    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        if (mistake.Attribute is not { } attribute || mistake.Property(FixProperties.Suggestion) is not { } meant) { yield break; }
        if (mistake.Id == Rules.UnknownAttribute.Id)
        {
            yield return SuggestedFix($"Change to [{meant}]", AttributeEdits.Rename(attribute, meant));
        }
        else if (mistake.Node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { } argument
            && ((SyntaxNode?)argument.NameEquals ?? argument.NameColon) is { } name)
        {
            yield return SuggestedFix($"Change to '{meant.TrimEnd()}'", Rename(argument, name, meant));
        }
    }

    // An argument of the constructor cannot follow a property.
    private static IReadOnlyList<Edit> Rename(AttributeArgumentSyntax argument, SyntaxNode name, string meant)
    {
        var all = ((AttributeArgumentListSyntax)argument.Parent!).Arguments;
        if (meant.TrimEnd().EndsWith(":", System.StringComparison.Ordinal)
            && all.TakeWhile(earlier => earlier != argument).Any(earlier => earlier.NameEquals is not null))
        {
            return
            [
                Edit.Insert(argument.SyntaxTree, all[0].SpanStart, $"{meant}{argument.Expression}, "),
                AttributeEdits.RemoveArgument(argument),
            ];
        }

        // With a space at the end, the value stays.
        int end = meant.EndsWith(" ", System.StringComparison.Ordinal) ? argument.Expression.SpanStart : argument.Expression.Span.End;
        return [new Edit(argument.SyntaxTree, TextSpan.FromBounds(name.SpanStart, end), meant)];
    }
}
