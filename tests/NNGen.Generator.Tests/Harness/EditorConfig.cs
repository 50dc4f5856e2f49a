using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Tests;

/// <summary>Runs NNGen's analyzers like a build in a folder with an <c>.editorconfig</c>.</summary>
internal static class EditorConfig
{
    /// <summary>All diagnostics, in source order.</summary>
    /// <param name="source">The text of one file.</param>
    /// <param name="config">Lines of the section <c>[*.cs]</c>.</param>
    public static IReadOnlyList<Diagnostic> Analyze(string source, string config = "") => Analyze(Compile.Source(source), config);

    /// <inheritdoc cref="Analyze(string, string)"/>
    /// <param name="compilation">The project, with its generated files if it uses its networks.</param>
    /// <param name="config">Lines of the section <c>[*.cs]</c>.</param>
    /// <param name="files">Its additional files.</param>
    public static IReadOnlyList<Diagnostic> Analyze(Compilation compilation, string config, params AdditionalText[] files)
    {
        var set = AnalyzerConfigSet.Create(new[] { AnalyzerConfig.Parse("[*.cs]\n" + config, "/.editorconfig") });
        compilation = compilation.WithOptions(((CSharpCompilationOptions)compilation.Options).WithSyntaxTreeOptionsProvider(new Severities(set)));
        return Compile.WrittenDiagnostics(compilation
            .WithAnalyzers(
                [new NetworkAnalyzer(), new LayerShapeAnalyzer(), new NetworkUseAnalyzer()],
                new CompilationWithAnalyzersOptions(
                    new AnalyzerOptions([.. files], new Provider(set)),
                    onAnalyzerException: (exception, _, _) => throw new InvalidOperationException("An analyzer threw.", exception),
                    concurrentAnalysis: false,
                    logAnalyzerExecutionTime: false)))
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
            .ToList();
    }

    /// <summary>A diagnostic in one line: <c>NNG0009 Error `0`: the message</c>.</summary>
    public static string Line(Diagnostic diagnostic) => FormattableString.Invariant(
        $"{diagnostic.Id} {diagnostic.Severity} `{Text(diagnostic.Location)}`: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");

    /// <summary>The text at a location.</summary>
    public static string Text(Location location) => location.SourceTree?.GetText().ToString(location.SourceSpan) ?? "";

    // Files of tests have no folder; the .editorconfig is in the root.
    private static AnalyzerConfigOptionsResult Of(AnalyzerConfigSet set, SyntaxTree tree) => set.GetOptionsForSourcePath("/" + tree.FilePath);

    private sealed class Severities(AnalyzerConfigSet set) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(
            SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            Of(set, tree).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return false;
        }
    }

    private sealed class Provider(AnalyzerConfigSet set) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => new Options([]);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options(new(Of(set, tree).AnalyzerOptions));

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
