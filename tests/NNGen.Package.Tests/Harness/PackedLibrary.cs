using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NNGen.Generator.Tests;

namespace NNGen.Package.Tests;

/// <summary>The packages, created once for all tests from the current sources, and a project that uses the library's package.</summary>
public sealed class PackedLibrary : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Lazy<Consumer> user;
    private readonly Lazy<string> output;

    public PackedLibrary()
    {
        Feed = Pack(folder, "build", Projects);
        user = new(() => new Consumer(this, Consumer.Analyzed));
        output = new(() =>
        {
            User.Source(Consumer.Program);
            Assert.Empty(User.Build().Successful().Warnings);
            return User.Dotnet(Path.Combine("bin", "Release", "net10.0", "Consumer.dll")).Successful().Output;
        });
    }

    /// <summary>The projects that are packed: all below <c>src</c>.</summary>
    public static IReadOnlyList<string> Projects { get; } =
        [.. Directory.GetDirectories(Repository.PathOf("src")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    /// <summary>The folder with all packages and their symbols, from which projects restore.</summary>
    public string Feed { get; }

    public string Package => PackageOf(Feed, "NNGen");

    public string Symbols => Path.ChangeExtension(Package, "snupkg");

    public string Version => Metadata("version");

    /// <summary>What the program of <see cref="Consumer.Program"/> prints. It builds without warnings.</summary>
    public string Output => output.Value;

    /// <summary>A project that uses the package and is restored once. Tests build it with their own programs, one after another.</summary>
    internal Consumer User => user.Value;

    /// <summary>The package of a project.</summary>
    internal static string PackageOf(string feed, string project) =>
        Assert.Single(Directory.GetFiles(feed, "*.nupkg"), path => Regex.IsMatch(Path.GetFileName(path), $@"^{Regex.Escape(project)}\.\d"));

    /// <summary>An element of the package's description.</summary>
    public string Metadata(string name)
    {
        using var package = ZipFile.OpenRead(Package);
        using var text = package.Entries.Single(entry => entry.Name == "NNGen.nuspec").Open();
        return XDocument.Load(text).Descendants().Single(element => element.Name.LocalName == name).Value;
    }

    /// <summary>Packs into a separate folder: these tests may run while others build the same projects.</summary>
    /// <remarks>One command for all projects, and no analyzers: the build of the solution has run them, and they change no byte.</remarks>
    /// <returns>The folder with the packages.</returns>
    internal static string Pack(TemporaryFolder folder, string name, IReadOnlyList<string> projects)
    {
        string filter = folder[$"{name}.slnf"], feed = folder[$"{name}-feed/"];
        string[] paths =
        [
            .. projects.Select(project => $@"src\{project}\{project}.csproj"),
            @"generator\NNGen.Generator\NNGen.Generator.csproj", @"generator\NNGen.CodeFixes\NNGen.CodeFixes.csproj",
        ];
        File.WriteAllText(filter, JsonSerializer.Serialize(new { solution = new { path = Repository.PathOf("NNGen.sln"), projects = paths } }));
        Sdk.Run(
            Repository.Root, "pack", filter, "-c", "Release", "-p:ContinuousIntegrationBuild=true", "-p:RunAnalyzers=false",
            "--artifacts-path", folder[$"{name}/"], $"-p:PackageOutputPath={feed}").Successful();
        return feed;
    }

    public void Dispose()
    {
        if (user.IsValueCreated) { User.Dispose(); }
        folder.Dispose();
    }
}

/// <summary>Tests that use the package, one after another: each of them keeps a processor busy for seconds.</summary>
[CollectionDefinition(nameof(PackedLibrary))]
public sealed class PackedLibraryTests : ICollectionFixture<PackedLibrary>;
