using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NNGen.Generator.Declarations;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.CSharp;
using NNGen.Generator.Graph;

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

    /// <summary>Name of the step whose results are classes that lack <c>[Network]</c>.</summary>
    public const string UnmarkedStep = "Unmarked";

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

        // Layers without [Network] are one mistake (NNG0012): with a stub, its users see no other.
        IncrementalValuesProvider<ParsedNetwork> unmarked = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                "NNGen.InputAttribute",
                static (node, _) => node is ClassDeclarationSyntax,
                static (syntax, cancellation) => NetworkParser.ParseUnmarked(syntax, Silent.Instance, cancellation))
            .Where(static network => network is { CanBeExtended: true })
            .Select(static (network, _) => network!)
            .WithTrackingName(UnmarkedStep);

        IncrementalValuesProvider<(NetworkDeclaration Network, string Text)> files = networks
            .Where(static network => network.CanBeExtended)
            .Select(static (network, _) => (network.Declaration, Compile(network)))
            .WithTrackingName(CompileStep);

        // Almost always empty, so a new network does not touch the files of the others.
        IncrementalValueProvider<EquatableArray<(string Network, int Number)>> clashes = networks
            .Collect()
            .Combine(unmarked.Collect())
            .Select(static (all, _) => HintNames.Clashes(all.Left.Concat(all.Right).Select(network => network.Declaration)));

        context.RegisterSourceOutput(
            files.Combine(clashes),
            static (output, file) => output.AddSource(HintNames.Of(file.Left.Network, file.Right), SourceText.From(file.Left.Text, Encoding.UTF8)));
        context.RegisterSourceOutput(
            unmarked.Combine(clashes),
            static (output, network) => output.AddSource(
                HintNames.Of(network.Left.Declaration, network.Right),
                SourceText.From(StubWriter.Print(network.Left.Declaration, network.Left.Collisions, network.Left.IsComplete), Encoding.UTF8)));
    }

    private static string Compile(ParsedNetwork network)
    {
        var problems = new CountedProblems();
        NetworkGraph? graph = network.IsValid ? NetworkInference.Infer(network.Declaration, problems) : null;
        return graph is null || problems.HasErrors
            ? StubWriter.Print(network.Declaration, network.Collisions, network.IsComplete)
            : CompiledNetwork.Of(graph).Print();
    }

    private sealed class Silent : IProblems
    {
        public static readonly Silent Instance = new();

        public void Report(DiagnosticDescriptor rule, int attribute, string? argument, Mend? mend, object[] details)
        {
        }
    }

    private sealed class CountedProblems : IProblems
    {
        public bool HasErrors { get; private set; }

        public void Report(DiagnosticDescriptor rule, int attribute, string? argument, Mend? mend, object[] details) =>
            HasErrors |= rule.DefaultSeverity == DiagnosticSeverity.Error;
    }
}
