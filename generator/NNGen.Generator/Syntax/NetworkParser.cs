using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Syntax;

/// <summary>
/// The first stage: turns a class marked <c>[Network]</c> into a declaration of plain records. The generator and the analyzer both call it, so
/// the analyzer explains every network that the generator rejects.
/// </summary>
internal static class NetworkParser
{
    /// <summary>Parses the class for which the generator was called.</summary>
    /// <returns>Null if it is not a class, or if another declaration of the same class represents it.</returns>
    public static ParsedNetwork? Parse(GeneratorAttributeSyntaxContext context, IProblems problems, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol type) { return null; }

        // [Network] on two declarations of a class is a C# error (CS0579), but must not generate the class twice.
        bool isHome = Home(type, cancellation) is { } home
            && home.SyntaxTree == context.TargetNode.SyntaxTree
            && home.Span == context.TargetNode.Span;
        return isHome ? Parse(type, problems, null, cancellation) : null;
    }

    /// <summary>Parses a class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="problems">Receives the problems.</param>
    /// <param name="locations">Receives the locations of attributes and arguments, for reports.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>Null if the type is not a class or not marked <c>[Network]</c>.</returns>
    public static ParsedNetwork? Parse(
        INamedTypeSymbol type, IProblems problems, DiagnosticLocations? locations, CancellationToken cancellation)
    {
        if (type.TypeKind != TypeKind.Class || Home(type, cancellation) is not { } home) { return null; }
        locations?.Add(DiagnosticLocations.Class, null, home.Identifier.GetLocation());

        var watched = new WatchedProblems(problems);
        var attributes = type.GetAttributes();
        var reader = new AttributeReader(watched, locations, cancellation);
        var mark = attributes.First(attribute => KnownAttributes.IsNetwork(attribute.AttributeClass));
        var network = reader.Read(mark, DiagnosticLocations.Class);
        var parts = attributes
            .Where(attribute => KnownAttributes.IsPart(attribute.AttributeClass))
            .Select(attribute => (Data: attribute, Syntax: attribute.ApplicationSyntaxReference?.GetSyntax(cancellation)))
            .ToLookup(attribute => attribute.Syntax?.FirstAncestorOrSelf<TypeDeclarationSyntax>() == home);
        var here = parts[true].OrderBy(attribute => attribute.Syntax!.SpanStart).Select(attribute => attribute.Data).ToList();
        var contents = new DeclarationReader(reader, watched, locations, cancellation);
        contents.Read(type, here);
        var declaration = new NetworkDeclaration(
            TypeHeaders.Namespace(type),
            TypeHeaders.Containers(type),
            TypeHeaders.Identifier(type.Name),
            TypeHeaders.Accessibility(type),
            network.Integer("Precision", 0) == (int)Precision.Double ? Precision.Double : Precision.Single,
            contents.Attributes)
        {
            IsReadable = network.Integer("Kernels", 0) != 0,
            IsStreaming = network.Flag("Streaming", false),
        };

        // An attribute that does not exist may be an incompletely typed layer.
        bool isComplete = contents.IsComplete
            && !parts[false].Any()
            && attributes.All(attribute => attribute.AttributeClass is { TypeKind: not TypeKind.Error });
        if (!isComplete && locations is not null) { new UnknownWords(type, watched, locations, cancellation).Check(); }
        var rules = new ClassRules(type, declaration, watched, locations, cancellation);
        bool canBeExtended = rules.Check(home) && TypeHeaders.HasNames(type);
        ReportElsewhere(type, parts[false].Select(attribute => (attribute.Data, attribute.Syntax)), watched, locations);
        ArgumentRules.Check(network, DiagnosticLocations.Class, declaration.Precision, watched);
        AttributeRules.Check(declaration, isComplete, watched);
        if (isComplete && !declaration.Attributes.Any(attribute => attribute.HasPosition) && !watched.HasErrors)
        {
            watched.Report(Rules.NoLayers, DiagnosticLocations.Class, null, type.Name);
        }

        return new ParsedNetwork(
            declaration, canBeExtended, isComplete, isComplete && !watched.PreventInference, isComplete && !watched.HasErrors, rules.Collisions,
            network.Integer("MaxParameters", 0));
    }

    /// <summary>Reports attributes of a network on a type that cannot be a network or has no <c>[Network]</c>.</summary>
    /// <param name="type">
    /// A type that <see cref="Parse(INamedTypeSymbol, IProblems, DiagnosticLocations?, CancellationToken)"/> does not accept.
    /// </param>
    /// <param name="problems">Receives the problems.</param>
    /// <param name="locations">Receives the locations.</param>
    /// <param name="cancellation">Cancels the work.</param>
    public static void CheckOther(INamedTypeSymbol type, IProblems problems, DiagnosticLocations locations, CancellationToken cancellation)
    {
        var attributes = type.GetAttributes();
        var part = attributes.FirstOrDefault(attribute => KnownAttributes.IsPart(attribute.AttributeClass));
        if (type.TypeKind == TypeKind.Class)
        {
            if (KnownAttributes.HasBlock(type))
            {
                CheckBlock(type, problems, locations, cancellation);
                return;
            }

            if (part is null || new UnknownWords(type, problems, locations, cancellation).Check().Contains("Network")) { return; }
            var location = part.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation();
            locations.Add(DiagnosticLocations.Class, null, location ?? type.Locations[0]);
            problems.Report(Rules.NoNetwork, DiagnosticLocations.Class, null, type.Name, KnownAttributes.Kind(part.AttributeClass!));
        }
        else if (type.TypeKind is TypeKind.Struct or TypeKind.Interface
            && (part is not null || attributes.Any(attribute => KnownAttributes.IsNetwork(attribute.AttributeClass)))
            && ClassRules.WrittenDeclarations(type, cancellation).FirstOrDefault() is { } declaration)
        {
            string kind = TypeHeaders.Kind(type);
            locations.Add(DiagnosticLocations.Class, null, declaration.Keyword.GetLocation());
            problems.Report(
                Rules.UnsupportedKind, DiagnosticLocations.Class, null, type.Name, $"{(kind == "interface" ? "an" : "a")} {kind}", "write 'class'");
        }
    }

    /// <summary>Reports the mistakes in a block that do not depend on what arrives.</summary>
    private static void CheckBlock(INamedTypeSymbol type, IProblems problems, DiagnosticLocations locations, CancellationToken cancellation)
    {
        var reader = new AttributeReader(problems, locations, cancellation);
        AttributeData[] parts = [.. DeclarationReader.Parts(type)];
        AttributeDeclaration[] contents = [.. parts.Select(reader.Read)];
        new UnknownWords(type, problems, locations, cancellation).Check();
        for (int i = 0; i < contents.Length; i++)
        {
            ArgumentRules.Check(contents[i], i, Precision.Single, problems);
            if (contents[i].IsInput || contents[i].Kind == "Output" || KnownAttributes.IsLoss(parts[i].AttributeClass))
            {
                problems.Report(Rules.InvalidBlock, i, null, type.Name, $"is a block and has [{contents[i].Kind}]", "inputs, outputs and losses belong to the network that uses it");
            }
        }

        BlockRules.Check(contents, problems);
    }

    /// <summary>
    /// Parses a class that has <c>[Input]</c>, for which the generator was called, but no <c>[Network]</c>: it is rejected, and a stub prevents
    /// further errors at its uses.
    /// </summary>
    /// <returns>Null for a network, or if another declaration of the same class represents it.</returns>
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

    // The first declaration with [Network].
    private static TypeDeclarationSyntax? Home(INamedTypeSymbol type, CancellationToken cancellation) =>
        Home(type, KnownAttributes.IsNetwork, cancellation);

    private static TypeDeclarationSyntax? Home(INamedTypeSymbol type, Func<INamedTypeSymbol?, bool> isIt, CancellationToken cancellation) => type.GetAttributes()
        .FirstOrDefault(attribute => isIt(attribute.AttributeClass))?
        .ApplicationSyntaxReference?.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>();

    private static void ReportElsewhere(
        INamedTypeSymbol type,
        IEnumerable<(AttributeData Data, SyntaxNode? Syntax)> attributes,
        IProblems problems,
        DiagnosticLocations? locations)
    {
        int count = 0;
        foreach (var (data, syntax) in attributes)
        {
            string key = $"elsewhere {count++}";
            if (syntax is not null) { locations?.Add(DiagnosticLocations.Class, key, syntax.GetLocation()); }
            problems.Report(
                Rules.SecondDeclaration, DiagnosticLocations.Class, key, KnownAttributes.Kind(data.AttributeClass!), type.Name);
        }
    }

    private sealed class WatchedProblems(IProblems inner) : IProblems
    {
        /// <summary>Whether there is a mistake that would lead to wrong shapes.</summary>
        public bool PreventInference { get; private set; }

        /// <summary>Whether the build will fail.</summary>
        public bool HasErrors { get; private set; }

        public void Report(DiagnosticDescriptor rule, int attribute, string? argument, SuggestedFix? suggestion, object[] details)
        {
            HasErrors |= rule.DefaultSeverity == DiagnosticSeverity.Error;
            PreventInference |= rule == Rules.NoInput
                || rule == Rules.InputNotFirst
                || rule == Rules.NoLayers;
            inner.Report(rule, attribute, argument, suggestion, details);
        }
    }
}
