using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Declarations;

/// <summary>
/// The rules about the class itself: that a second half of it can be written, and does not collide with the first.
/// </summary>
internal sealed class ClassRules(INamedTypeSymbol type, IProblems problems, SourcePlaces? places, CancellationToken cancellation)
{
    private bool canBeExtended = true;

    /// <summary>Reports what is wrong with the class.</summary>
    /// <param name="home">The declaration that holds <c>[Network]</c>.</param>
    /// <returns>Whether a second half can be written.</returns>
    public bool Check(TypeDeclarationSyntax home)
    {
        CheckPartial(home);
        CheckKind();
        CheckContainers();
        CheckMembers();
        return canBeExtended;
    }

    /// <summary>The hand-written declarations of a type: the generated half never breaks a rule.</summary>
    public static IEnumerable<TypeDeclarationSyntax> WrittenDeclarations(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences
            .Where(reference => !IsGenerated(reference.SyntaxTree))
            .Select(reference => reference.GetSyntax(cancellation))
            .OfType<TypeDeclarationSyntax>();

    private static bool IsGenerated(SyntaxTree tree) => tree.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase);

    private static bool IsPartial(TypeDeclarationSyntax declaration) => declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    private void CheckPartial(TypeDeclarationSyntax home)
    {
        if (IsPartial(home)) { return; }
        canBeExtended = false;
        problems.Report(Rules.NotPartial, SourcePlaces.Class, null, type.Name);
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

            // The constructors of the generated half could not call it.
            if (declaration.ParameterList is { } primary)
            {
                ReportKind(primary.GetLocation(), "a class with a primary constructor", "write an ordinary constructor");
            }
        }
    }

    private void ReportKind(Location location, string what, string mend)
    {
        canBeExtended = false;
        string key = "kind " + what;
        places?.Add(SourcePlaces.Class, key, location);
        problems.Report(Rules.UnsupportedKind, SourcePlaces.Class, key, type.Name, what, mend);
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
            places?.Add(SourcePlaces.Class, key, bad.Identifier.GetLocation());
            problems.Report(
                Rules.ContainerNotPartial, SourcePlaces.Class, key, container.Name, type.Name, TypeHeaders.Kind(container));
        }
    }

    private void CheckMembers()
    {
        foreach (var member in type.GetMembers())
        {
            if (member.IsImplicitlyDeclared || IsPrimaryConstructor(member) || !GeneratedMembers.Collides(member)) { continue; }
            var written = member.Locations.Where(location => location.SourceTree is { } tree && !IsGenerated(tree));
            if (written.FirstOrDefault() is not { } location) { continue; }
            string name = member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? $"{type.Name}(int)" : member.Name;
            string key = "member " + member.ToDisplayString();
            places?.Add(SourcePlaces.Class, key, location);
            problems.Report(Rules.MemberCollides, SourcePlaces.Class, key, name, type.Name);
        }
    }

    // It has a rule of its own.
    private bool IsPrimaryConstructor(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor }
        && member.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation) is TypeDeclarationSyntax);
}
