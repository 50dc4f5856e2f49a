using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NNGen.Generator.Syntax;

/// <summary>Names of types and namespaces, as printed in the second part of a declaration.</summary>
internal static class TypeHeaders
{
    // Keywords of later versions of C# than that of the referenced compiler.
    private static readonly HashSet<string> newKeywords = ["allows", "extension", "field", "required", "scoped", "union", "closed"];

    private static readonly SymbolDisplayFormat full = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>A name that can be printed anywhere. Contextual keywords (<c>required</c>, <c>file</c>, <c>record</c>) are escaped, too.</summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None && !newKeywords.Contains(name)
            ? name
            : "@" + name;

    /// <summary>
    /// Whether a type and all its containers have names; without a name, which may not have been typed yet, a second part cannot be written.
    /// </summary>
    public static bool HasNames(INamedTypeSymbol type)
    {
        for (ISymbol? symbol = type; symbol is not null and not INamespaceSymbol { IsGlobalNamespace: true }; symbol = symbol.ContainingSymbol)
        {
            if (symbol is INamespaceOrTypeSymbol { Name.Length: 0 }) { return false; }
        }

        return true;
    }

    /// <summary>The namespace, or empty for the global one.</summary>
    public static string Namespace(INamedTypeSymbol type) =>
        type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString(full) : "";

    /// <summary>The containing types, outermost first, as headers of their partial declarations.</summary>
    public static EquatableArray<string> Containers(INamedTypeSymbol type)
    {
        var headers = new Stack<string>();
        for (var container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            headers.Push($"partial {Kind(container)} {Identifier(container.Name)}{TypeParameters(container)}");
        }

        return headers.ToEquatableArray();
    }

    /// <summary>
    /// The kind of a type in keywords, such as <c>record struct</c>. A second part need not repeat modifiers.
    /// </summary>
    public static string Kind(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "interface",
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { IsRecord: true } => "record",
        _ => "class",
    };

    public static string Accessibility(INamedTypeSymbol type) => type.DeclaredAccessibility switch
    {
        Microsoft.CodeAnalysis.Accessibility.Public => "public",
        Microsoft.CodeAnalysis.Accessibility.Private => "private",
        Microsoft.CodeAnalysis.Accessibility.Protected => "protected",
        Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal => "protected internal",
        Microsoft.CodeAnalysis.Accessibility.ProtectedAndInternal => "private protected",
        _ => "internal",
    };

    // Constraints and attributes need not be repeated, and an interface with variance cannot contain a class.
    private static string TypeParameters(INamedTypeSymbol type) =>
        type.Arity == 0 ? "" : $"<{string.Join(", ", type.TypeParameters.Select(parameter => Identifier(parameter.Name)))}>";
}
