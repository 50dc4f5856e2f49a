using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using System.Text;
using NNGen.Generator.Declarations;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Emission;
using NNGen.Generator.Graph;
using NNGen.Generator.Planning;

namespace NNGen.Generator;

/// <summary>
/// Compiles every class marked <c>[Network]</c>. What is wrong with one is told by <see cref="Analyzers.NetworkAnalyzer"/>, which runs the
/// same parse and inference; here it only decides what is printed.
/// </summary>
[Microsoft.CodeAnalysis.Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <summary>Name of the step whose results are parsed declarations.</summary>
    public const string ParseStep = "Parse";

    /// <summary>Name of the step whose results are printed files.</summary>
    public const string CompileStep = "Compile";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParsedNetwork> networks = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                "NNGen.NetworkAttribute",
                static (node, _) => node is ClassDeclarationSyntax,
                static (syntax, cancellation) => NetworkParser.Parse(syntax, Silent.Instance, cancellation))
            .Where(static network => network is not null)
            .Select(static (network, _) => network!)
            .WithTrackingName(ParseStep);

        IncrementalValuesProvider<(string HintName, string Text)> files = networks
            .Select(static (network, _) => Compile(network))
            .Where(static file => file.Text.Length > 0)
            .WithTrackingName(CompileStep);

        context.RegisterSourceOutput(files, static (output, file) => output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8)));
    }

    private static (string HintName, string Text) Compile(ParsedNetwork network)
    {
        string hintName = NetworkWriter.HintName(network.Declaration);
        if (!network.CanBeExtended) { return (hintName, ""); }

        var problems = new CountedProblems();
        NetworkGraph? graph = network.CanBeInferred ? NetworkInference.Infer(network.Declaration, problems) : null;
        return (hintName, graph is null || problems.HasErrors
            ? StubWriter.Print(network.Declaration)
            : NetworkWriter.Print(NetworkPlan.Of(graph)));
    }

    private sealed class Silent : IProblems
    {
        public static readonly Silent Instance = new();

        public void Report(DiagnosticDescriptor rule, int attribute, string? argument, params object[] details)
        {
        }
    }

    private sealed class CountedProblems : IProblems
    {
        public bool HasErrors { get; private set; }

        public void Report(DiagnosticDescriptor rule, int attribute, string? argument, params object[] details) =>
            HasErrors |= rule.DefaultSeverity == DiagnosticSeverity.Error;
    }
}
