using System.Collections.Generic;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Layers;

namespace NNGen.CodeFixes;

/// <summary>
/// Flattens the input of a dense layer: by the layer that the analyzer suggests, <c>[Flatten]</c>, or by a flat <c>[Input(8 * 8)]</c>.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ShapeFix)), Shared]
internal sealed class ShapeFix() : NetworkFix(Rules.DenseAtEachPosition)
{
    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        if (mistake.Attribute is not { } layer || mistake.Property(FixProperties.Suggestion) is not { } kind) { yield break; }
        if (mistake.Model.Compilation.GetTypeByMetadataName($"NNGen.{kind}Attribute") is not null)
        {
            yield return SuggestedFix(
                $"Add [{kind}] before [{Suggestions.Kind(layer)}]", "Insert", [AttributeEdits.AddBefore(layer, NetworkParts.Qualified(layer, kind))]);
        }

        // A layer in between that needs rows and columns, such as a convolution, would no longer fit.
        var before = NetworkParts.Of(mistake).TakeWhile(part => part.Syntax != layer).ToList();
        if (kind == "Flatten"
            && before.FirstOrDefault() is { IsInput: true, Syntax.ArgumentList: { Arguments.Count: > 1 } shape }
            && shape.Arguments.All(dimension => dimension.NameColon is null)
            && before.Skip(1).All(part => Activation.Kinds.Contains(part.Kind)))
        {
            yield return SuggestedFix("Make the input flat", "Input", Product(shape));
        }
    }

    private static IEnumerable<Edit> Product(AttributeArgumentListSyntax shape)
    {
        foreach (var comma in shape.Arguments.GetSeparators()) { yield return Edit.Replace(comma, " *"); }
        foreach (var dimension in shape.Arguments.Select(argument => argument.Expression).Where(NeedsParentheses))
        {
            yield return Edit.Insert(dimension.SyntaxTree, dimension.SpanStart, "(");
            yield return Edit.Insert(dimension.SyntaxTree, dimension.Span.End, ")");
        }
    }

    private static bool NeedsParentheses(ExpressionSyntax expression) => expression.Kind()
        is SyntaxKind.AddExpression or SyntaxKind.SubtractExpression or SyntaxKind.DivideExpression or SyntaxKind.ModuloExpression
        or SyntaxKind.LeftShiftExpression or SyntaxKind.RightShiftExpression or SyntaxKind.ConditionalExpression
        or SyntaxKind.BitwiseAndExpression or SyntaxKind.BitwiseOrExpression or SyntaxKind.ExclusiveOrExpression;
}
