using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NNGen.Generator.Tests;

/// <summary>The product's own projects, as far as a semantic model of their source needs them.</summary>
internal static class Sources
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    /// <summary>A project by its folder from the root.</summary>
    public static CSharpCompilation Compilation(string project)
    {
        string root = Repository.PathOf(project);
        IEnumerable<string> files = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar)[0].StartsWith("obj", StringComparison.Ordinal)
                && !Path.GetRelativePath(root, path).StartsWith("bin", StringComparison.Ordinal));
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        return CSharpCompilation.Create(
            Path.GetFileName(project),
            files.Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), options, path))
                .Append(CSharpSyntaxTree.ParseText(Usings, options, Path.Combine(root, "Usings.cs"))),
            References(Path.GetFileName(project)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    // All assemblies of the tests, except the project itself, whose types are in its source.
    private static IEnumerable<MetadataReference> References(string self) =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) != self)
            .Select(path => MetadataReference.CreateFromFile(path));
}
