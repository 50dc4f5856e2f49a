using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Syntax;

/// <summary>
/// An unknown attribute or argument, reported by the generator, because a build with this error does not run analyzers.
/// </summary>
internal sealed record ReportedWord(string Rule, EquatableArray<string> Details, SourcePlace Place)
{
    /// <summary>The unknown words of the class that holds an attribute.</summary>
    public static EquatableArray<ReportedWord> Find(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol type || !type.GetAttributes().Any(IsBroken)) { return default; }
        var locations = new DiagnosticLocations();
        var words = new Words();
        new UnknownWords(type, words, locations, cancellation).Check();
        return words.Select(word => Of(word.Rule, word.Details, locations.Find(DiagnosticLocations.Class, word.Key))).ToEquatableArray();
    }

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Rules.All.Single(rule => rule.Id == Rule), Place.ToLocation(), [.. Details]);

    private static bool IsBroken(AttributeData attribute) =>
        attribute.AttributeClass is null or { TypeKind: TypeKind.Error } || attribute.AttributeConstructor is null
        || attribute.NamedArguments.Any(argument => argument.Value.Kind == TypedConstantKind.Error)
        || attribute.ApplicationSyntaxReference is { } reference && HasUnreadArguments(attribute, reference);

    // C# omits arguments that the attribute does not have, and reads a number for a member of an enumeration.
    private static bool HasUnreadArguments(AttributeData attribute, SyntaxReference reference) =>
        reference.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.AttributeSyntax { ArgumentList.Arguments: var written }
        && (written.Count(argument => argument.NameEquals is not null) != attribute.NamedArguments.Length || written.Any(argument => AttributeReader.IsNumberOfMember(argument, attribute)));

    private static ReportedWord Of(DiagnosticDescriptor rule, object[] details, Location place) => new(
        rule.Id, details.Select(detail => InvariantText.Of(detail)).ToEquatableArray(), SourcePlace.Of(place.SourceTree?.FilePath ?? "", place.SourceSpan, place.GetLineSpan().Span));

    private sealed class Words : List<(DiagnosticDescriptor Rule, string? Key, object[] Details)>, IProblems
    {
        public void Report(DiagnosticDescriptor rule, int attribute, string? argument, SuggestedFix? suggestion, object[] details) => Add((rule, argument, details));
    }
}
