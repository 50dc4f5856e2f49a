namespace NNGen.Tests;

/// <summary>A folder of a test's own.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("nngen-mpi-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
