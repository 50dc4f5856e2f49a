using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Syntax;

/// <summary>
/// The first stage: from a class marked <c>[Network]</c> to a declaration in plain records. The generator and the analyzer both
/// call it, so what one refuses the other explains.
/// </summary>
internal static class NetworkParser
{
    /// <summary>Parses the class that the generator was called for.</summary>
    /// <returns>Null where it is no class, or where another declaration of the same class stands for it.</returns>
    public static ParsedNetwork? Parse(GeneratorAttributeSyntaxContext context, IProblems problems, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol type) { return null; }

        // [Network] on two declarations of a class is an error of its own (CS0579), but must not generate the class twice.
        bool isHome = Home(type, cancellation) is { } home
            && home.SyntaxTree == context.TargetNode.SyntaxTree
            && home.Span == context.TargetNode.Span;
        return isHome ? Parse(type, problems, null, cancellation) : null;
    }

    /// <summary>Parses a class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="problems">Receives the rules that it breaks.</param>
    /// <param name="places">Receives where attributes and arguments stand, for whoever shows the problems.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>Null where the type is no class, or is not marked <c>[Network]</c>.</returns>
    public static ParsedNetwork? Parse(
        INamedTypeSymbol type, IProblems problems, DiagnosticLocations? places, CancellationToken cancellation)
    {
        if (type.TypeKind != TypeKind.Class || Home(type, cancellation) is not { } home) { return null; }
        places?.Add(DiagnosticLocations.Class, null, home.Identifier.GetLocation());

        var watched = new WatchedProblems(problems);
        var attributes = type.GetAttributes();
        var reader = new AttributeReader(watched, places, cancellation);
        var mark = attributes.First(attribute => KnownAttributes.IsNetwork(attribute.AttributeClass));
        var network = reader.Read(mark, DiagnosticLocations.Class);
        var parts = attributes
            .Where(attribute => KnownAttributes.IsPart(attribute.AttributeClass))
            .Select(attribute => (Data: attribute, Syntax: attribute.ApplicationSyntaxReference?.GetSyntax(cancellation)))
            .ToLookup(attribute => attribute.Syntax?.FirstAncestorOrSelf<TypeDeclarationSyntax>() == home);
        var here = parts[true].OrderBy(attribute => attribute.Syntax!.SpanStart).Select(attribute => attribute.Data).ToList();
        var declaration = new NetworkDeclaration(
            TypeHeaders.Namespace(type),
            TypeHeaders.Containers(type),
            TypeHeaders.Identifier(type.Name),
            TypeHeaders.Accessibility(type),
            network.Integer("Precision", 0) == (int)Precision.Double ? Precision.Double : Precision.Single,
            here.Select(reader.Read).ToEquatableArray())
        {
            IsReadable = network.Integer("Kernels", 0) != 0,
        };

        // An attribute that does not exist may be a layer that is being typed.
        bool isComplete = reader.IsComplete
            && !parts[false].Any()
            && attributes.All(attribute => attribute.AttributeClass is { TypeKind: not TypeKind.Error });
        if (!isComplete && places is not null) { new UnknownWords(type, watched, places, cancellation).Check(); }
        var rules = new ClassRules(type, declaration, watched, places, cancellation);
        bool canBeExtended = rules.Check(home) && TypeHeaders.HasNames(type);
        ReportElsewhere(type, parts[false].Select(attribute => (attribute.Data, attribute.Syntax)), watched, places);
        ArgumentRules.Check(network, DiagnosticLocations.Class, declaration.Precision, watched);
        AttributeRules.Check(declaration, isComplete, watched);
        if (isComplete && !attributes.Any(attribute => KnownAttributes.IsLayer(attribute.AttributeClass)))
        {
            watched.Report(Rules.NoLayers, DiagnosticLocations.Class, null, type.Name);
        }

        return new ParsedNetwork(
            declaration, canBeExtended, isComplete, isComplete && !watched.PreventInference, isComplete && !watched.HasErrors, rules.Collisions,
            network.Integer("MaxParameters", 0));
    }

    /// <summary>Reports attributes of a network on a type that cannot be one, or without the one that makes it one.</summary>
    /// <param name="type">A type that <see cref="Parse(INamedTypeSymbol, IProblems, DiagnosticLocations?, CancellationToken)"/> does not take.</param>
    /// <param name="problems">Receives the rules that it breaks.</param>
    /// <param name="places">Receives where.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static void CheckOther(INamedTypeSymbol type, IProblems problems, DiagnosticLocations places, CancellationToken cancellation)
    {
        var attributes = type.GetAttributes();
        var part = attributes.FirstOrDefault(attribute => KnownAttributes.IsPart(attribute.AttributeClass));
        if (type.TypeKind == TypeKind.Class)
        {
            if (part is null || new UnknownWords(type, problems, places, cancellation).Check().Contains("Network")) { return; }
            var location = part.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation();
            places.Add(DiagnosticLocations.Class, null, location ?? type.Locations[0]);
            problems.Report(Rules.NoNetwork, DiagnosticLocations.Class, null, type.Name, KnownAttributes.Kind(part.AttributeClass!));
        }
        else if (type.TypeKind is TypeKind.Struct or TypeKind.Interface
            && (part is not null || attributes.Any(attribute => KnownAttributes.IsNetwork(attribute.AttributeClass)))
            && ClassRules.WrittenDeclarations(type, cancellation).FirstOrDefault() is { } declaration)
        {
            string kind = TypeHeaders.Kind(type);
            places.Add(DiagnosticLocations.Class, null, declaration.Keyword.GetLocation());
            problems.Report(
                Rules.UnsupportedKind, DiagnosticLocations.Class, null, type.Name, $"{(kind == "interface" ? "an" : "a")} {kind}", "write 'class'");
        }
    }

    /// <summary>
    /// Parses a class that has <c>[Input]</c>, for which the generator was called, but no <c>[Network]</c>: it is refused, and its users see
    /// that one error where it has a stub.
    /// </summary>
    /// <returns>Null for a network, and where another declaration of the same class stands for it.</returns>
    public static ParsedNetwork? ParseUnmarked(GeneratorAttributeSyntaxContext context, IProblems problems, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol { TypeKind: TypeKind.Class } type
            || Home(type, cancellation) is not null
            || Home(type, KnownAttributes.IsInput, cancellation) is not { } home
            || home.SyntaxTree != context.TargetNode.SyntaxTree
            || home.Span != context.TargetNode.Span)
        {
            return null;
        }

        var declaration = new NetworkDeclaration(
            TypeHeaders.Namespace(type), TypeHeaders.Containers(type), TypeHeaders.Identifier(type.Name), TypeHeaders.Accessibility(type), Precision.Single, default);
        var rules = new ClassRules(type, declaration, problems, null, cancellation);
        bool canBeExtended = rules.Check(home) && TypeHeaders.HasNames(type);
        return new ParsedNetwork(declaration, canBeExtended, true, false, false, rules.Collisions, 0);
    }

    // The declaration that holds [Network]: the first, should there be several.
    private static TypeDeclarationSyntax? Home(INamedTypeSymbol type, CancellationToken cancellation) =>
        Home(type, KnownAttributes.IsNetwork, cancellation);

    private static TypeDeclarationSyntax? Home(INamedTypeSymbol type, Func<INamedTypeSymbol?, bool> isIt, CancellationToken cancellation) => type.GetAttributes()
        .FirstOrDefault(attribute => isIt(attribute.AttributeClass))?
        .ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>();

    private static void ReportElsewhere(
        INamedTypeSymbol type,
        IEnumerable<(AttributeData Data, SyntaxNode? Syntax)> attributes,
        IProblems problems,
        DiagnosticLocations? places)
    {
        int count = 0;
        foreach (var (data, syntax) in attributes)
        {
            string key = $"elsewhere {count++}";
            if (syntax is not null) { places?.Add(DiagnosticLocations.Class, key, syntax.GetLocation()); }
            problems.Report(
                Rules.SecondDeclaration, DiagnosticLocations.Class, key, KnownAttributes.Kind(data.AttributeClass!), type.Name);
        }
    }

    private sealed class WatchedProblems(IProblems inner) : IProblems
    {
        /// <summary>Whether something is wrong from which wrong shapes would follow.</summary>
        public bool PreventInference { get; private set; }

        /// <summary>Whether the build will fail.</summary>
        public bool HasErrors { get; private set; }

        public void Report(DiagnosticDescriptor rule, int attribute, string? argument, SuggestedFix? suggestion, object[] details)
        {
            HasErrors |= rule.DefaultSeverity == DiagnosticSeverity.Error;
            PreventInference |= rule == Rules.NoInput
                || rule == Rules.SeveralInputs
                || rule == Rules.InputNotFirst
                || rule == Rules.NoLayers;
            inner.Report(rule, attribute, argument, suggestion, details);
        }
    }
}
