using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NNGen.Generator.Declarations;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Graph;

namespace NNGen.Generator.Analyzers;

/// <summary>
/// Shows what the compiler's stages find wrong with a network: it runs the stages that the generator runs, and turns their
/// problems into places in the source. It has no rules of its own, save that layers need a network.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Rules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);

        // Asking the compilation for [Network] first would cost more than all the rest: it is the first thing in a build that searches
        // every reference (0.8 s for 100 networks), and the compiler's own work would be counted as NNGen's.
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var places = new SourcePlaces();
        var problems = new ProblemList();
        if (NetworkParser.Parse(type, problems, places, context.CancellationToken) is { } network)
        {
            NetworkInference.Check(network.Declaration, network.CanBeInferred, problems);
        }
        else if (type.GetAttributes().FirstOrDefault(attribute => KnownAttributes.IsPart(attribute.AttributeClass)) is { } part)
        {
            var location = part.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation();
            places.Add(SourcePlaces.Class, null, location ?? type.Locations[0]);
            problems.Report(Rules.NoNetwork, SourcePlaces.Class, null, type.Name, KnownAttributes.Kind(part.AttributeClass!));
        }

        foreach (var problem in problems)
        {
            var location = places.Find(problem.Attribute, problem.Argument);
            context.ReportDiagnostic(Diagnostic.Create(problem.Rule, location, problem.Details));
        }
    }

    // Places are known only when parsing is done, so problems wait here.
    private sealed class ProblemList :
        List<(DiagnosticDescriptor Rule, int Attribute, string? Argument, object[] Details)>, IProblems
    {
        public void Report(DiagnosticDescriptor rule, int attribute, string? argument, params object[] details) =>
            Add((rule, attribute, argument, details));
    }
}
