using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Tests;

/// <summary>A diagnostic as a user sees it: its id, the text that is underlined, and the message.</summary>
internal sealed record Finding(string Id, string Squiggle, string Message);

/// <summary>Compiles source text against this machine's runtime and NNGen, and runs analyzers over it.</summary>
internal static class Compile
{
    private static readonly CSharpParseOptions options = new(LanguageVersion.Latest);

    /// <summary>A compilation without source. All compilations derive from it, which keeps the symbols of the referenced assemblies.</summary>
    public static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Tests",
        [],
        References(),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static readonly CSharpCompilation origin = Empty.AddSyntaxTrees(Parsed("global using System; global using NNGen;", "Usings.cs"));

    /// <summary>
    /// A compilation of files named <c>File0.cs</c>, <c>File1.cs</c>, ... in which <c>System</c> and <c>NNGen</c> are used.
    /// </summary>
    public static CSharpCompilation Source(params string[] sources) =>
        origin.AddSyntaxTrees(sources.Select((source, i) => Parsed(source, $"File{i}.cs")));

    public static SyntaxTree Parsed(string source, string path) => CSharpSyntaxTree.ParseText(source, options, path);

    /// <summary>The driver of a generator, recording what each step does.</summary>
    public static GeneratorDriver Driver(IIncrementalGenerator generator) => CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()],
        parseOptions: options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The errors of the C# compiler.</summary>
    public static IReadOnlyList<Finding> Errors(Compilation compilation) =>
        Findings(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

    /// <summary>The diagnostics of NNGen's analyzer for source text, in source order.</summary>
    public static IReadOnlyList<Finding> Analyze(params string[] sources) => Analyze(Source(sources));

    /// <inheritdoc cref="Analyze(string[])"/>
    public static IReadOnlyList<Finding> Analyze(Compilation compilation, params DiagnosticAnalyzer[] analyzers) =>
        Findings(Diagnostics(compilation, [], analyzers.Length > 0 ? analyzers : [new NetworkAnalyzer()]));

    /// <summary>The diagnostics of both analyzers for a project with its generated files, in source order.</summary>
    /// <param name="compilation">The project after the generator ran.</param>
    /// <param name="files">Its additional files.</param>
    public static IReadOnlyList<Finding> AnalyzeGenerated(Compilation compilation, params AdditionalText[] files) =>
        Findings(Diagnostics(compilation, [.. files], [new NetworkAnalyzer(), new NetworkUseAnalyzer()]));

    /// <summary>The diagnostics of analyzers in handwritten files.</summary>
    /// <remarks>Analyzers skip generated files, but Roslyn binds every file that it gets: a network's kernels took most of the time.</remarks>
    public static IReadOnlyList<Diagnostic> WrittenDiagnostics(CompilationWithAnalyzers analysis) =>
    [
        .. analysis.Compilation.SyntaxTrees.Where(tree => !tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) && tree.FilePath != "Usings.cs")
            .Select(tree => analysis.GetAnalysisResultAsync(analysis.Compilation.GetSemanticModel(tree), null, CancellationToken.None).GetAwaiter().GetResult())
            .SelectMany(result => result.GetAllDiagnostics())
            .Distinct(),
    ];

    /// <summary>The diagnostics of analyzers.</summary>
    public static IReadOnlyList<Diagnostic> Diagnostics(Compilation compilation, ImmutableArray<AdditionalText> files, params DiagnosticAnalyzer[] analyzers)
    {
        var diagnostics = WrittenDiagnostics(compilation
            .WithAnalyzers([.. analyzers], new CompilationWithAnalyzersOptions(
                new AnalyzerOptions(files),
                onAnalyzerException: (exception, _, _) => throw new InvalidOperationException("The analyzer threw.", exception),
                concurrentAnalysis: false,
                logAnalyzerExecutionTime: false)));
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        return diagnostics;
    }

    private static IReadOnlyList<Finding> Findings(IEnumerable<Diagnostic> diagnostics) => diagnostics
        .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
        .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
        .Select(diagnostic => new Finding(
            diagnostic.Id,
            diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) ?? "",
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)))
        .ToList();

    private static ImmutableArray<MetadataReference> References()
    {
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return trusted.Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == runtime)
            .Append(typeof(NetworkAttribute).Assembly.Location)
            .Append(typeof(CsvSchema).Assembly.Location)
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
            .ToImmutableArray();
    }
}
