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
/// Makes a class an ordinary one if only a keyword prevents that: <c>static</c>, <c>abstract</c>, <c>file</c>,
/// <c>required</c>, <c>record</c>, <c>struct</c>.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OrdinaryClassFix)), Shared]
internal sealed class OrdinaryClassFix() : NetworkFix(Rules.UnsupportedKind)
{
    protected override IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake)
    {
        var token = mistake.Token;
        switch (token.Kind())
        {
            case SyntaxKind.StaticKeyword or SyntaxKind.FileKeyword:
            case SyntaxKind.AbstractKeyword when !HasAbstractMembers(mistake.Declaration):
                yield return SuggestedFix($"Remove '{token.Text}'", Remove(token));
                break;

            // 'record' is short for 'record class'.
            case SyntaxKind.RecordKeyword when token.Parent is RecordDeclarationSyntax { ParameterList: null } record:
                yield return SuggestedFix("Make it a class", record.ClassOrStructKeyword.Kind() switch
                {
                    SyntaxKind.ClassKeyword => [Remove(token)],
                    SyntaxKind.StructKeyword => [.. StructModifiers(record), Remove(token), Edit.Replace(record.ClassOrStructKeyword, "class")],
                    _ => [Edit.Replace(token, "class")],
                });
                break;

            case SyntaxKind.StructKeyword when token.Parent is StructDeclarationSyntax { ParameterList: null } type:
                yield return SuggestedFix("Make it a class", [.. StructModifiers(type), Edit.Replace(token, "class")]);
                break;

            // A file-local type around the network, or a required member.
            case SyntaxKind.IdentifierToken when token.Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member:
                var modifiers = member.Modifiers
                    .Where(modifier => modifier.Kind() is SyntaxKind.FileKeyword or SyntaxKind.RequiredKeyword)
                    .ToList();
                if (modifiers.Count > 0) { yield return SuggestedFix($"Remove '{modifiers[0].Text}'", modifiers.Select(Remove)); }
                break;
        }
    }

    private static IEnumerable<Edit> StructModifiers(TypeDeclarationSyntax type) =>
        type.Modifiers.Where(modifier => modifier.Kind() is SyntaxKind.ReadOnlyKeyword or SyntaxKind.RefKeyword).Select(Remove);

    private static bool HasAbstractMembers(TypeDeclarationSyntax? declaration) =>
        declaration?.Members.Any(member => member.Modifiers.Any(SyntaxKind.AbstractKeyword)) != false;

    // With the space after it; a comment or a line break there stays.
    private static Edit Remove(SyntaxToken token)
    {
        string after = token.TrailingTrivia.FirstOrDefault() is { } trivia && trivia.IsKind(SyntaxKind.WhitespaceTrivia) ? trivia.ToString() : "";
        return Edit.Delete(token.SyntaxTree!, token.SpanStart, token.Span.End + after.Length);
    }
}
