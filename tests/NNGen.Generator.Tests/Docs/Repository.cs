namespace NNGen.Generator.Tests;

/// <summary>The repository's own files, for tests that read them.</summary>
internal static class Repository
{
    /// <summary>The folder that holds <c>NNGen.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file or folder by its path from the root, with slashes.</summary>
    public static string PathOf(string path) => Path.Combine(Root, path);

    /// <summary>Every document, by its path from the root.</summary>
    public static IEnumerable<string> Documents =>
        Directory.EnumerateFiles(Root, "*.md")
            .Concat(Directory.EnumerateFiles(PathOf("docs"), "*.md", SearchOption.AllDirectories))
            .Append(PathOf("src/NNGen/Package/README.md"))
            .Append(PathOf("src/NNGen.Plots/Package/README.md"))
            .Append(PathOf("src/NNGen.Console/Package/README.md"))
            .Append(PathOf("src/NNGen.Images/Package/README.md"))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "NNGen.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("There is no NNGen.sln above the tests.");
        }

        return folder.FullName;
    }
}
