namespace NNGen.Generator.Tests;

/// <summary>Files of the repository that are searched for banned words.</summary>
/// <param name="Folder">A folder, by its path from the root; empty for the root.</param>
/// <param name="Pattern">The files' names, such as <c>*.md</c>.</param>
/// <param name="Read">Reads the prose of a file.</param>
internal sealed record SearchedFiles(string Folder, string Pattern, Func<string, IEnumerable<TextSegment>> Read)
{
    /// <summary>Files that explain the words, and therefore name them.</summary>
    private static readonly string[] exempt =
        ["docs/glossary.md", "tests/NNGen.Generator.Tests/Docs/BannedWords.cs", "tests/NNGen.Generator.Tests/Docs/WordsTests.cs"];

    private static readonly EnumerationOptions below = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.Hidden,
    };

    /// <summary>Every file, by its path from the root.</summary>
    public IEnumerable<string> Files =>
        Directory.EnumerateFiles(Repository.PathOf(Folder), Pattern, below)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !exempt.Contains(path)
                && !path.Split('/').Any(part => part is "bin" or "obj" or "artifacts" or "out" or "results"))
            .Order(StringComparer.Ordinal);

    /// <summary>Every use of a banned word, with its file.</summary>
    public IEnumerable<string> Findings =>
        from path in Files
        let segments = Read(File.ReadAllText(Repository.PathOf(path))).ToArray()
        from word in BannedWords.All
        from use in word.In(segments)
        select $"{path}, {use}";
}
