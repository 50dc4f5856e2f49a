using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NNGen.Generator.Tests;

/// <summary>Code that uses networks, and its diagnostics.</summary>
internal static class Uses
{
    private const string Frame = """
        // The statements under test begin in line 4.
        public static class Program { public static void Run(Net net, Trainer<Net, float> trainer, float[] any, int n, Dataset<float> data) {

        """;

    // The network of most tests is generated once and referenced, like one of another project: only the program is bound again.
    private static readonly Lazy<CSharpCompilation> net = new(() => Compile.Source("global using System.Threading.Tasks;").AddReferences(
        Generated.From(Compile.Source("""[Network, Input(4), Dense(3, Name = "out"), Softmax, CrossEntropy] public partial class Net;"""))
            .Compilation.WithAssemblyName("Nets").ToMetadataReference()));

    /// <summary>The diagnostics for statements that use a network <c>net</c> of 4 inputs and 3 outputs.</summary>
    public static IReadOnlyList<string> Reported(string statements, string others = "") =>
        In(net.Value.AddSyntaxTrees(Compile.Parsed($"{Frame}\n{statements}\n}}}}\n{others}", "Program.cs")));

    /// <summary>The diagnostics for whole files.</summary>
    public static IReadOnlyList<string> InSource(params string[] sources) => In(Generated.From(Compile.Source(sources)).Compilation);

    /// <summary>The diagnostics for a file in a project with additional files.</summary>
    public static IReadOnlyList<string> InProject(string source, params AdditionalText[] files) =>
        In(Generated.From(Compile.Source(source)).Compilation, files);

    /// <summary>Fails unless the source compiles and exactly this is reported.</summary>
    public static void Report(string statements, params string[] expected) => Assert.Equal(expected, Reported(statements));

    private static IReadOnlyList<string> In(Compilation compilation, params AdditionalText[] files)
    {
        // The test would prove nothing: calls that do not compile are not analyzed.
        var errors = compilation.SyntaxTrees
            .Where(tree => !tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
            .SelectMany(tree => compilation.GetSemanticModel(tree).GetDiagnostics())
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Empty(errors.Select(error => error.ToString()));
        return Compile.AnalyzeGenerated(compilation, files).Select(finding => $"{finding.Id} `{finding.Squiggle}`: {finding.Message}").ToList();
    }
}
