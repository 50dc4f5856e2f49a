using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Model;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Diagnostics;

/// <summary>
/// Shows the output shape of every layer, if enabled. It is a separate analyzer because the compiler does not start an analyzer whose only
/// rule is disabled: it costs nothing unless it is used.
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
        if (DeclaredNetwork.Of((INamedTypeSymbol)context.Symbol, context.Compilation, context.CancellationToken) is not { Parsed.CanBeInferred: true } network
            || RecentNetworks.OfProcess.Of(network.Parsed.Declaration).Graph is not { } graph)
        {
            return;
        }

        foreach (var layer in graph.Layers.Where(layer => layer.IsDeclared))
        {
            string parameters = layer.ParameterCount == 0 ? ""
                : layer.ParameterCount == 1 ? " · 1 parameter"
                : $" · {layer.ParameterCount:N0} parameters";
            var location = network.Locations.Find(layer.Attribute, null);
            context.ReportDiagnostic(Diagnostic.Create(Rules.LayerShape, location, layer.Output.ToString(), parameters));
        }
    }
}
