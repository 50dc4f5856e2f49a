using System.Collections.Generic;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>
/// Makes one vector of what arrives at a layer that takes one: with <c>[Flatten]</c> before it where NNGen has that layer, else by an
/// input that is flat from the start, <c>[Input(8 * 8)]</c>.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FlatInputFix)), Shared]
internal sealed class FlatInputFix() : NetworkFix(Rules.WrongRank)
{
    protected override IEnumerable<Mend> Mends(Mistake mistake)
    {
        if (mistake.Attribute is not { } layer) { yield break; }
        if (mistake.Model.Compilation.GetTypeByMetadataName("NNGen.FlattenAttribute") is not null)
        {
            string flatten = NetworkParts.Beside(layer, "Flatten");
            yield return Mend($"Add [Flatten] before [{Suggestions.Kind(layer)}]", "Flatten", [AttributeEdits.AddBefore(layer, flatten)]);
        }
        else if (NetworkParts.Of(mistake).FirstOrDefault(part => part.IsInput)?.Syntax.ArgumentList is { Arguments.Count: > 1 } shape
            && shape.Arguments.All(dimension => dimension.NameColon is null))
        {
            yield return Mend("Make the input flat", "Input", Product(shape));
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
