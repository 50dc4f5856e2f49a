using System.Collections.Generic;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>Makes a constructor call the generated one, with its own parameter <c>seed</c> if it has one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChainConstructorFix)), Shared]
internal sealed class ChainConstructorFix() : NetworkFix(Rules.ConstructorNotChained)
{
    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        if (mistake.Node.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is not { ParameterList.CloseParenToken.IsMissing: false } constructor) { yield break; }

        bool hasSeed = constructor.ParameterList.Parameters.Any(parameter =>
            parameter is { Identifier.ValueText: "seed", Type: { } type }
            && mistake.Model.GetTypeInfo(type, mistake.Cancellation).Type?.SpecialType == SpecialType.System_Int32);
        string call = hasSeed ? "this(seed)" : "this(seed: 0)";
        if (constructor.Initializer is null)
        {
            yield return SuggestedFix($"Call {call}", Edit.Insert(mistake.SyntaxTree, constructor.ParameterList.Span.End, $" : {call}"));
        }
        else if (constructor.Initializer.ArgumentList.Arguments.Count == 0)
        {
            // The generated constructor also calls base().
            var initializer = constructor.Initializer;
            yield return SuggestedFix($"Call {call}", new Edit(mistake.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(initializer.ThisOrBaseKeyword.SpanStart, initializer.Span.End), call));
        }
    }
}
