using System.Collections.Generic;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>Writes <c>partial</c> before <c>class</c>, for a network and for every type in the file that contains it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialFix)), Shared]
internal sealed class MakePartialFix() : NetworkFix(Rules.NotPartial, Rules.ContainerNotPartial)
{
    /// <summary>Edits that make a type and its containing types partial; none if they are.</summary>
    public static IEnumerable<Edit> Edits(TypeDeclarationSyntax declaration) => declaration
        .AncestorsAndSelf()
        .OfType<TypeDeclarationSyntax>()
        .Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword) && !type.Keyword.IsMissing)
        .Select(type => Edit.Insert(type.SyntaxTree, type.Keyword.SpanStart, "partial "));

    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        if (mistake.Declaration is not { } declaration) { yield break; }
        yield return SuggestedFix($"Make '{declaration.Identifier.ValueText}' partial", Edits(declaration));
    }
}
