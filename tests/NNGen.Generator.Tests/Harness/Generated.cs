using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NNGen.Generator.Tests;

/// <summary>A project after the generator ran over it.</summary>
internal sealed class Generated
{
    private readonly GeneratorRunResult result;

    private Generated(Compilation compilation, GeneratorRunResult result)
    {
        Compilation = compilation;
        Reported = result.Diagnostics;
        this.result = result;
    }

    /// <summary>The project with its generated files.</summary>
    public Compilation Compilation { get; }

    /// <summary>The diagnostics of the generator itself.</summary>
    public IReadOnlyList<Diagnostic> Reported { get; }

    /// <summary>The generated files, by their hint names.</summary>
    public IReadOnlyDictionary<string, string> Files =>
        result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>The diagnostics of the C# compiler in generated files, and its errors in other files: file, line, id, message.</summary>
    public IReadOnlyList<string> Complaints => Compilation.GetDiagnostics()
        .Where(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error
            || (diagnostic.Severity >= DiagnosticSeverity.Warning && IsGenerated(diagnostic.Location.SourceTree)))
        .Select(Describe)
        .ToList();

    /// <summary>Fails if there are complaints, and shows the first.</summary>
    public void CompilesSilently()
    {
        var complaints = Complaints;
        Assert.True(complaints.Count == 0, $"{complaints.Count} complaints:\n{string.Join("\n", complaints.Take(20))}");
    }

    /// <summary>Runs the generator on source files. Fails if it throws.</summary>
    public static Generated From(params string[] sources) => From(new Settings(), sources);

    /// <inheritdoc cref="From(string[])"/>
    public static Generated From(Settings settings, params string[] sources)
    {
        string usings = settings.ImplicitUsings ? "" : "using System; using NNGen;\n";
        var trees = sources.Select((source, i) => CSharpSyntaxTree.ParseText(usings + source, settings.Parse, $"File{i}.cs"));
        if (settings.ImplicitUsings) { trees = trees.Append(CSharpSyntaxTree.ParseText("global using System; global using NNGen;", settings.Parse, "Usings.cs")); }
        return From(Compile.Empty.WithOptions(settings.Compilation).AddSyntaxTrees(trees), settings.Parse);
    }

    /// <inheritdoc cref="From(string[])"/>
    public static Generated From(CSharpCompilation compilation, CSharpParseOptions? parse = null, AdditionalText[]? files = null, AnalyzerConfigOptionsProvider? options = null)
    {
        var driver = CSharpGeneratorDriver
            .Create([new NetworkGenerator().AsSourceGenerator()], files, optionsProvider: options, parseOptions: parse ?? (CSharpParseOptions)compilation.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics);
        var result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        Assert.All(diagnostics, diagnostic => Assert.StartsWith("NNG", diagnostic.Id, StringComparison.Ordinal));
        return new Generated(output, result);
    }

    /// <summary>Compiles and loads the project.</summary>
    /// <returns>The type of a name.</returns>
    public Type Load(string type)
    {
        using var image = new MemoryStream();
        var emitted = Compilation.WithAssemblyName($"Tests{Guid.NewGuid():N}").Emit(image);
        Assert.Empty(emitted.Diagnostics.Where(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error));
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics.Take(5)));
        image.Position = 0;
        return new AssemblyLoadContext(null).LoadFromStream(image).GetType(type, throwOnError: true)!;
    }

    private static bool IsGenerated(SyntaxTree? tree) => tree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true;

    private static string Describe(Diagnostic diagnostic)
    {
        var tree = diagnostic.Location.SourceTree;
        string line = tree is null ? "" : tree.GetText().Lines.GetLineFromPosition(diagnostic.Location.SourceSpan.Start).ToString().Trim();
        return $"{Path.GetFileName(tree?.FilePath)}: {diagnostic.Id} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)} | {line}";
    }
}
