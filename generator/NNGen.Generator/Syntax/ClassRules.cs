using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Syntax;

/// <summary>
/// The rules about the class itself: a second part can be written, and does not collide with the first.
/// </summary>
internal sealed class ClassRules(
    INamedTypeSymbol type, NetworkDeclaration declaration, IProblems problems, DiagnosticLocations? locations, CancellationToken cancellation)
{
    private readonly Precision precision = declaration.Precision;
    private readonly HashSet<string> layers = [.. LayerNames.Properties(declaration).Select(layer => layer.Property)];
    private readonly bool takesTokens = declaration.TakesTokens;
    private readonly (string, string[])[] parts = [.. NamedParts.Members(declaration).Select(part => (part.Name, part.Parameters.Select(parameter => parameter.Type).ToArray()))];
    private readonly List<string> collisions = [];
    private bool canBeExtended = true;

    /// <summary>The generated members that the handwritten part already has.</summary>
    public EquatableArray<string> Collisions => collisions.Distinct().ToEquatableArray();

    /// <summary>Reports mistakes in the class.</summary>
    /// <param name="home">The declaration with <c>[Network]</c>.</param>
    /// <returns>Whether a second part can be written.</returns>
    public bool Check(TypeDeclarationSyntax home)
    {
        CheckPartial(home);
        CheckKind();
        CheckBase();
        CheckContainers();
        CheckName();
        CheckMembers();
        CheckConstructors();
        return canBeExtended;
    }

    /// <summary>The handwritten declarations of a type; the generated part never violates a rule.</summary>
    public static IEnumerable<TypeDeclarationSyntax> WrittenDeclarations(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences
            .Where(reference => !IsGenerated(reference.SyntaxTree))
            .Select(reference => reference.GetSyntax(cancellation))
            .OfType<TypeDeclarationSyntax>();

    // Roslyn puts generated files into a folder with the generator's name. A user's file may also have a name like Net.g.cs.
    private static bool IsGenerated(SyntaxTree tree) =>
        tree.FilePath.Split('/', '\\') is [.., var folder, _] && folder == typeof(NetworkGenerator).FullName;

    private static bool IsPartial(TypeDeclarationSyntax declaration) => declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    private void CheckPartial(TypeDeclarationSyntax home)
    {
        if (IsPartial(home)) { return; }
        canBeExtended = false;
        problems.Report(Rules.NotPartial, DiagnosticLocations.Class, null, type.Name);
    }

    private void CheckKind()
    {
        foreach (var declaration in WrittenDeclarations(type, cancellation))
        {
            foreach (var modifier in declaration.Modifiers)
            {
                if (modifier.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.FileKeyword)
                {
                    string article = modifier.IsKind(SyntaxKind.AbstractKeyword) ? "an" : "a";
                    string local = modifier.IsKind(SyntaxKind.FileKeyword) ? "-local" : "";
                    ReportKind(modifier.GetLocation(), $"{article} {modifier.Text}{local} class", $"remove '{modifier.Text}'");
                }
            }

            if (declaration is RecordDeclarationSyntax record) { ReportKind(record.Keyword.GetLocation(), "a record", "write 'class'"); }
            if (declaration.TypeParameterList is { } generic)
            {
                ReportKind(generic.GetLocation(), "a generic class", "remove its type parameters");
            }

            // The constructors of the generated part could not call it.
            if (declaration.ParameterList is { } primary)
            {
                ReportKind(primary.GetLocation(), "a class with a primary constructor", "write an ordinary constructor");
            }
        }
    }

    private void ReportKind(Location location, string what, string suggestion)
    {
        canBeExtended = false;
        string key = "kind " + what;
        locations?.Add(DiagnosticLocations.Class, key, location);
        problems.Report(Rules.UnsupportedKind, DiagnosticLocations.Class, key, type.Name, what, suggestion);
    }

    private void CheckContainers()
    {
        for (var container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            var declarations = WrittenDeclarations(container, cancellation).ToList();
            if (container.IsFileLocal && declarations.Count > 0)
            {
                ReportKind(declarations[0].Identifier.GetLocation(), $"inside the file-local type '{container.Name}'", "remove 'file'");
            }

            if (declarations.FirstOrDefault(declaration => !IsPartial(declaration)) is not { } bad) { continue; }
            canBeExtended = false;
            string key = "container " + container.ToDisplayString();
            locations?.Add(DiagnosticLocations.Class, key, bad.Identifier.GetLocation());
            problems.Report(
                Rules.ContainerNotPartial, DiagnosticLocations.Class, key, container.Name, type.Name, TypeHeaders.Kind(container));
        }
    }

    // C# does not allow a member with the name of its class.
    private void CheckName()
    {
        var named = GeneratedMembers.Named(type.Name, declaration.IsStreaming).ToList();
        if (named.Count == 0) { return; }
        collisions.AddRange(named);
        problems.Report(Rules.MemberCollides, DiagnosticLocations.Class, null, type.Name, type.Name);
    }

    private void CheckMembers()
    {
        foreach (var member in type.GetMembers())
        {
            if (WrittenAt(member) is not { } location || IsPrimaryConstructor(member)) { continue; }
            if (member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
            {
                ReportKind(location, $"a class with the required member '{member.Name}'", "remove 'required'");
            }

            var taken = GeneratedMembers.Collisions(member, precision, layers, parts, takesTokens, declaration.IsStreaming).ToList();
            if (taken.Count == 0) { continue; }
            collisions.AddRange(taken);
            string name = member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? $"{type.Name}(int)" : GeneratedMembers.Title(member);
            Report(Rules.MemberCollides, "member " + member.ToDisplayString(), location, name, type.Name);
        }
    }

    // The generated constructor creates the parameters: every other constructor must call it, directly or indirectly.
    private void CheckConstructors()
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            if (WrittenAt(constructor) is not { } location
                || constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not ConstructorDeclarationSyntax syntax
                || syntax.Initializer.IsKind(SyntaxKind.ThisConstructorInitializer)
                || GeneratedMembers.Collisions(constructor, precision).Any())
            {
                continue;
            }

            string parameters = string.Join(", ", constructor.Parameters.Select(parameter => parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
            Report(Rules.ConstructorNotChained, "constructor " + constructor.ToDisplayString(), location, $"{type.Name}({parameters})", type.Name);
        }
    }

    private void CheckBase()
    {
        var place = WrittenDeclarations(type, cancellation).FirstOrDefault(declaration => declaration.BaseList is not null)?.BaseList!.Types[0].GetLocation();
        if (place is null || type.BaseType is not { TypeKind: TypeKind.Class } parent) { return; }
        if (parent.GetAttributes().Any(attribute => KnownAttributes.IsNetwork(attribute.AttributeClass)))
        {
            ReportKind(place, $"derived from the network '{parent.Name}'", "derive it from another class, or from none");
        }
        else if (!parent.InstanceConstructors.Any(CanBeCalled))
        {
            ReportKind(place, $"derived from '{parent.Name}', which has no constructor without arguments", $"add one to '{parent.Name}'");
        }

        bool CanBeCalled(IMethodSymbol constructor) =>
            constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams)
            && (constructor.DeclaredAccessibility is not Accessibility.Private || SymbolEqualityComparer.Default.Equals(type.ContainingType, parent));
    }

    private void Report(DiagnosticDescriptor rule, string key, Location location, params object[] details)
    {
        // Analyzers cannot report in a file whose name marks it as generated; then the location of the class is used.
        if (location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase) != true) { locations?.Add(DiagnosticLocations.Class, key, location); }
        problems.Report(rule, DiagnosticLocations.Class, key, details);
    }

    /// <summary>The location of a member in the handwritten part, or null.</summary>
    private static Location? WrittenAt(ISymbol member) => member.IsImplicitlyDeclared
        ? null
        : member.Locations.FirstOrDefault(location => location.SourceTree is { } tree && !IsGenerated(tree));

    // It has a separate rule.
    private bool IsPrimaryConstructor(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor }
        && member.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation) is TypeDeclarationSyntax);
}
