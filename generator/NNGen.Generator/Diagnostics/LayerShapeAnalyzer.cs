using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Model;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Diagnostics;

/// <summary>
/// Shows beside every layer what it gives, for those who switch it on. It is an analyzer of its own because the compiler does not start
/// one whose only rule is off: it costs nothing where nobody wants it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class LayerShapeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.LayerShape);

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
        var places = new DiagnosticLocations();
        var network = NetworkParser.Parse((INamedTypeSymbol)context.Symbol, Silence.Instance, places, context.CancellationToken);
        if (network is not { CanBeInferred: true } || NetworkInference.Infer(network.Declaration, Silence.Instance) is not { } graph) { return; }
        foreach (var layer in graph.Layers)
        {
            string parameters = layer.ParameterCount == 0 ? ""
                : layer.ParameterCount == 1 ? " · 1 parameter"
                : $" · {layer.ParameterCount:N0} parameters";
            var location = places.Find(layer.Attribute, null);
            context.ReportDiagnostic(Diagnostic.Create(Rules.LayerShape, location, layer.Output.ToString(), parameters));
        }
    }

    private sealed class Silence : IProblems
    {
        public static readonly Silence Instance = new();

        public void Report(DiagnosticDescriptor rule, int attribute, string? argument, SuggestedFix? suggestion, object[] details)
        {
        }
    }
}
