using System.Collections.Generic;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>Lets a constructor call the generated one, with its own parameter <c>seed</c> where it has one.</summary>
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
            yield return SuggestedFix($"Call {call}", Edit.Insert(mistake.Tree, constructor.ParameterList.Span.End, $" : {call}"));
        }
        else if (constructor.Initializer.ArgumentList.Arguments.Count == 0)
        {
            // base(): what it does, the generated constructor does too.
            var initializer = constructor.Initializer;
            yield return SuggestedFix($"Call {call}", new Edit(mistake.Tree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(initializer.ThisOrBaseKeyword.SpanStart, initializer.Span.End), call));
        }
    }
}
