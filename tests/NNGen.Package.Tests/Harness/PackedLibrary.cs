using System.IO.Compression;
using System.Xml.Linq;
using NNGen.Generator.Tests;

namespace NNGen.Package.Tests;

/// <summary>The package, made once for all tests from the sources as they are.</summary>
public sealed class PackedLibrary : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public PackedLibrary() => Feed = Pack(folder, "build");

    /// <summary>The folder that holds the package and its symbols, for projects to restore from.</summary>
    public string Feed { get; }

    public string Package => Directory.GetFiles(Feed, "*.nupkg").Single();

    public string Symbols => Directory.GetFiles(Feed, "*.snupkg").Single();

    public string Version => Metadata("version");

    /// <summary>Packs another project of the library, on top of what was built for the first.</summary>
    /// <returns>The folder that holds its package and its symbols.</returns>
    public string PackAddition(string project) => Pack(folder, "build", project);

    /// <summary>An element of the package's description.</summary>
    public string Metadata(string name)
    {
        using var package = ZipFile.OpenRead(Package);
        using var text = package.Entries.Single(entry => entry.Name == "NNGen.nuspec").Open();
        return XDocument.Load(text).Descendants().Single(element => element.Name.LocalName == name).Value;
    }

    /// <summary>Packs somewhere of its own: these tests may run while others build the same projects.</summary>
    internal static string Pack(TemporaryFolder folder, string name, string project = "NNGen")
    {
        string feed = folder[project == "NNGen" ? $"{name}-feed/" : $"{name}-feed-{project}/"];
        Sdk.Run(
            Repository.Root, "pack", Repository.PathOf($"src/{project}"), "-c", "Release", "-p:ContinuousIntegrationBuild=true",
            "--artifacts-path", folder[$"{name}/"], "-o", feed).Successful();
        return feed;
    }

    public void Dispose() => folder.Dispose();
}

/// <summary>Tests that use the package, one after another: each of them keeps a processor busy for seconds.</summary>
[CollectionDefinition(nameof(PackedLibrary))]
public sealed class PackedLibraryTests : ICollectionFixture<PackedLibrary>;
