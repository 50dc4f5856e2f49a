namespace NNGen.Package.Tests;

/// <summary>A folder outside the repository, so that its settings do not affect builds there.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("nngen-package-").FullName;

    /// <summary>A path inside; its folder exists.</summary>
    public string this[string name]
    {
        get
        {
            string path = System.IO.Path.Combine(Path, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            return path;
        }
    }

    public void Dispose()
    {
        try { Directory.Delete(Path, recursive: true); }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A test does not fail because a virus scanner still reads a file.
        }
    }
}
