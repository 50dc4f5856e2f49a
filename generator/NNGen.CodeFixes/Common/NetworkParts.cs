using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Syntax;

namespace NNGen.CodeFixes;

/// <summary>An input, layer or loss in the source.</summary>
internal sealed class Part(AttributeSyntax syntax, INamedTypeSymbol type)
{
    public AttributeSyntax Syntax => syntax;

    public AttributeListSyntax List => (AttributeListSyntax)syntax.Parent!;

    /// <summary>Its class name without <c>Attribute</c>.</summary>
    public string Kind { get; } = KnownAttributes.Kind(type);

    public bool IsInput => KnownAttributes.IsInput(type);

    public bool IsLayer => KnownAttributes.IsLayer(type);

    public bool IsLoss => !IsLayer && !IsInput;
}

/// <summary>The parts of a network, in source order.</summary>
internal static class NetworkParts
{
    /// <summary>The parts on one declaration.</summary>
    public static IReadOnlyList<Part> Of(INamedTypeSymbol type, TypeDeclarationSyntax declaration, CancellationToken cancellation) => type
        .GetAttributes()
        .Where(attribute => KnownAttributes.IsPart(attribute.AttributeClass))
        .Select(attribute => (Class: attribute.AttributeClass!, Syntax: Syntax(attribute, cancellation)))
        .Where(attribute => attribute.Syntax?.FirstAncestorOrSelf<TypeDeclarationSyntax>() == declaration)
        .OrderBy(attribute => attribute.Syntax!.SpanStart)
        .Select(attribute => new Part(attribute.Syntax!, attribute.Class))
        .ToList();

    /// <summary>The parts of the declaration that contains a mistake.</summary>
    public static IReadOnlyList<Part> Of(Mistake mistake) => mistake is { Type: { } type, Declaration: { } declaration }
        ? Of(type, declaration, mistake.Cancellation)
        : [];

    /// <summary>The attribute <c>[Network]</c>.</summary>
    public static AttributeSyntax? Mark(INamedTypeSymbol type, CancellationToken cancellation) => type.GetAttributes()
        .Where(attribute => KnownAttributes.IsNetwork(attribute.AttributeClass))
        .Select(attribute => Syntax(attribute, cancellation))
        .FirstOrDefault(syntax => syntax is not null);

    /// <summary>The name of another attribute of NNGen, qualified like an adjacent one: <c>NN.ReLU</c> next to <c>NN.Dense(3)</c>.</summary>
    public static string Qualified(AttributeSyntax adjacent, string kind) => adjacent.Name switch
    {
        QualifiedNameSyntax qualified => $"{qualified.Left}{qualified.DotToken}{kind}",
        AliasQualifiedNameSyntax aliased => $"{aliased.Alias}{aliased.ColonColonToken}{kind}",
        _ => kind,
    };

    private static AttributeSyntax? Syntax(AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
}
