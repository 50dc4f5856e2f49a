using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Model;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Diagnostics;

/// <summary>
/// Reports the mistakes that the compiler's stages find in a network: it runs the same stages as the generator, and maps their problems to
/// locations in the source. It adds no rules, except for the limits that a project sets (<see cref="LimitRules"/>).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        Rules.All.Where(rule => rule != Rules.LayerShape && rule.Category != "NNGen.Usage").ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);

        context.RegisterCompilationStartAction(start =>
        {
            if (!KnownAttributes.AreReferenced(start.Compilation)) { return; }
            start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var locations = new DiagnosticLocations();
        var problems = new ProblemList();
        if (NetworkParser.Parse(type, problems, locations, context.CancellationToken) is { } network)
        {
            bool isKnown = !network.IsComplete || GeneratedConstants.Check(type, locations, problems, context.CancellationToken);
            var graph = NetworkInference.Check(network.Declaration, network.CanBeInferred && isKnown, problems);
            if (graph is not null && !problems.HasErrors && locations.Find(DiagnosticLocations.Class, null).SourceTree is { } tree)
            {
                LimitRules.Check(graph, network.MaxParameters, context.Options.AnalyzerConfigOptionsProvider.GetOptions(tree), problems);
            }
        }
        else
        {
            NetworkParser.CheckOther(type, problems, locations, context.CancellationToken);
        }

        foreach (var (rule, attribute, argument, suggestion, details) in problems)
        {
            var location = locations.Find(attribute, argument);
            if (locations.Inside(attribute) is { } inside)
            {
                context.ReportDiagnostic(BlockDiagnostic.Of(rule, location, inside.Block, inside.Inner, InvariantText.Details(details)));
                continue;
            }

            var other = suggestion?.Other is { } index ? new[] { locations.Find(index, null) } : null;
            context.ReportDiagnostic(Diagnostic.Create(rule, location, other, suggestion?.Properties, InvariantText.Details(details)));
        }
    }

    // Locations are known only after parsing, so problems are collected first.
    private sealed class ProblemList :
        List<(DiagnosticDescriptor Rule, int Attribute, string? Argument, SuggestedFix? SuggestedFix, object[] Details)>, IProblems
    {
        public bool HasErrors => Exists(problem => problem.Rule.DefaultSeverity == DiagnosticSeverity.Error);

        public void Report(DiagnosticDescriptor rule, int attribute, string? argument, SuggestedFix? suggestion, object[] details) =>
            Add((rule, attribute, argument, suggestion, details));
    }
}
