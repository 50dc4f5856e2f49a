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
        var problems = new ProblemList();
        DiagnosticLocations locations;
        if (DeclaredNetwork.Of(type, context.Compilation, context.CancellationToken) is { } declared)
        {
            locations = declared.Locations;
            problems.AddRange(declared.Problems);
            CheckNetwork(declared, context.Options.AnalyzerConfigOptionsProvider, problems);
        }
        else
        {
            locations = new DiagnosticLocations();
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

    private static void CheckNetwork(DeclaredNetwork declared, AnalyzerConfigOptionsProvider options, ProblemList problems)
    {
        var parsed = declared.Parsed;
        if (!declared.CanBeInferred)
        {
            NetworkRules.CheckOrder(parsed.Declaration, problems);
            return;
        }

        var inferred = RecentNetworks.OfProcess.Of(parsed.Declaration);
        problems.AddRange(inferred.Problems);
        if (inferred.Graph is not null && !problems.HasErrors && declared.Locations.Find(DiagnosticLocations.Class, null).SourceTree is { } tree)
        {
            LimitRules.Check(inferred, parsed.MaxParameters, options.GetOptions(tree), problems);
        }
    }
}
