using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NNGen.CodeFixes;

namespace NNGen.Generator.Tests;

/// <summary>Source text in an editor's workspace, the fixes offered for its mistakes, and the text after a fix.</summary>
internal static class FixedSource
{
    /// <summary>Every fix that the assembly exports.</summary>
    public static IReadOnlyList<CodeFixProvider> Providers { get; } = typeof(NetworkFix).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type))
        .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)
        .ToList();

    /// <summary>The analyzers that report the mistakes that the fixes correct.</summary>
    private static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(NetworkGenerator).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>
    /// Checks that a fix turns one text into another, that the mistake is then gone, and that the C# compiler reports nothing for the result and its
    /// generated part.
    /// </summary>
    /// <param name="id">The rule.</param>
    /// <param name="before">The source; the underlined code is between <c>[|</c> and <c>|]</c>.</param>
    /// <param name="after">The source afterwards.</param>
    /// <param name="title">The title of the fix; by default, the first one offered.</param>
    public static void Check(string id, string before, string after, string? title = null)
    {
        var files = Check(id, [before], title);
        Assert.Equal(after, Assert.Single(files));
    }

    /// <inheritdoc cref="Check(string, string, string, string?)"/>
    public static IReadOnlyList<string> Check(string id, string[] before, string? title = null)
    {
        var (solution, span, file) = Open(before);
        var diagnostic = Assert.Single(Diagnostics(solution), diagnostic =>
            diagnostic.Id == id && diagnostic.Location.SourceSpan == span && diagnostic.Location.SourceTree?.FilePath == file);
        var offered = Offered(solution, diagnostic);
        Assert.NotEmpty(offered);
        var chosen = title is null ? offered[0] : Assert.Single(offered, action => action.Title == title);
        var files = Apply(chosen);

        Assert.DoesNotContain(Diagnostics(Open([.. files]).Solution), left => left.Id == id);
        Generated.From([.. files]).CompilesSilently();
        return files;
    }

    /// <summary>The titles of the fixes offered for the first mistake of a rule.</summary>
    /// <param name="id">The rule.</param>
    /// <param name="source">The source.</param>
    /// <param name="by">A rule whose fix is used instead of the rule's own.</param>
    public static IReadOnlyList<string> Titles(string id, string source, string? by = null)
    {
        var (solution, _, _) = Open([source]);
        return Offered(solution, Diagnostics(solution).First(diagnostic => diagnostic.Id == id), by).Select(action => action.Title).ToList();
    }

    /// <summary>The results of every fix offered for a file.</summary>
    public static IReadOnlyList<(string Id, IReadOnlyList<string> Files)> EveryFix(string source)
    {
        var (solution, _, _) = Open([source]);
        return Diagnostics(solution)
            .Where(diagnostic => Providers.Any(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
            .SelectMany(diagnostic => Offered(solution, diagnostic).Select(action => (diagnostic.Id, Apply(action))))
            .ToList();
    }

    /// <summary>Fixes all mistakes of a rule, each as the first of them by its first fix.</summary>
    public static IReadOnlyList<string> All(string id, FixAllScope scope, params string[] sources) => All(id, scope, withKey: true, sources);

    /// <inheritdoc cref="All(string, FixAllScope, string[])"/>
    public static IReadOnlyList<string> All(string id, FixAllScope scope, bool withKey, params string[] sources)
    {
        var (solution, _, _) = Open(sources);
        var first = Diagnostics(solution).First(diagnostic => diagnostic.Id == id);
        var provider = Provider(id);
        var context = new FixAllContext(
            solution.GetDocument(first.Location.SourceTree)!, provider, scope, withKey ? Offered(solution, first)[0].EquivalenceKey! : null!, [id],
            new Reported(), CancellationToken.None);
        return Apply(provider.GetFixAllProvider()!.GetFixAsync(context).GetAwaiter().GetResult()!);
    }

    private static CodeFixProvider Provider(string id) => Assert.Single(Providers, provider => provider.FixableDiagnosticIds.Contains(id));

    private static List<CodeAction> Offered(Solution solution, Diagnostic diagnostic, string? by = null)
    {
        var offered = new List<CodeAction>();
        var context = new CodeFixContext(
            solution.GetDocument(diagnostic.Location.SourceTree)!, diagnostic, (action, _) => offered.Add(action), CancellationToken.None);
        Provider(by ?? diagnostic.Id).RegisterCodeFixesAsync(context).GetAwaiter().GetResult();
        return offered;
    }

    private static IReadOnlyList<string> Apply(CodeAction action)
    {
        var operation = Assert.Single(action.GetOperationsAsync(CancellationToken.None).GetAwaiter().GetResult());
        var changed = Assert.IsType<ApplyChangesOperation>(operation).ChangedSolution;
        return changed.Projects.Single().Documents
            .Where(document => document.Name != "Usings.cs")
            .Select(document => document.GetTextAsync().GetAwaiter().GetResult().ToString())
            .ToList();
    }

    private static (Solution Solution, TextSpan Span, string? File) Open(string[] sources)
    {
        var span = default(TextSpan);
        string? file = null;
        var project = new AdhocWorkspace().CurrentSolution.AddProject("Tests", "Tests", LanguageNames.CSharp)
            .WithCompilationOptions(Compile.Empty.Options)
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.Latest))
            .WithMetadataReferences(Compile.Empty.References)
            .AddAnalyzerReference(new GeneratorReference());
        project = project.AddDocument("Usings.cs", "global using System; global using NNGen;", filePath: "Usings.cs").Project;
        for (int i = 0; i < sources.Length; i++)
        {
            string name = $"File{i}.cs";
            int start = sources[i].IndexOf("[|", StringComparison.Ordinal), end = sources[i].IndexOf("|]", StringComparison.Ordinal);
            if (start >= 0) { (span, file) = (TextSpan.FromBounds(start, end - 2), name); }
            string text = start >= 0 ? sources[i].Remove(end, 2).Remove(start, 2) : sources[i];
            project = project.AddDocument(name, SourceText.From(text), filePath: name).Project;
        }

        return (project.Solution, span, file);
    }

    private static IReadOnlyList<Diagnostic> Diagnostics(Solution solution) => Diagnostics(solution.Projects.Single());

    private static IReadOnlyList<Diagnostic> Diagnostics(Project project) =>
        Compile.WrittenDiagnostics(project.GetCompilationAsync().GetAwaiter().GetResult()!.WithAnalyzers(Analyzers));

    // As in an editor, the generated files are part of the compilation.
    private sealed class GeneratorReference : AnalyzerReference
    {
        // A workspace requests it more than once, and identifies a generator by reference.
        private readonly ImmutableArray<ISourceGenerator> generators = [new NetworkGenerator().AsSourceGenerator()];

        public override string? FullPath => null;

        public override object Id => nameof(GeneratorReference);

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => generators;

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];
    }

    private sealed class Reported : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(Diagnostics(project));

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(Diagnostics(document.Project).Where(diagnostic => diagnostic.Location.SourceTree?.FilePath == document.FilePath));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
