using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NNGen.Generator.Tests;

namespace NNGen.Package.Tests;

/// <summary>One package, with everything that its users need.</summary>
[Collection(nameof(PackedLibrary))]
[Trait("Category", "Slow")]
public sealed class ContentTests(PackedLibrary library)
{
    [Fact]
    public void The_package_has_library_compiler_build_files_and_texts_and_nothing_else()
    {
        // The package contains every project under generator/: one that is not packed would be missing in the editor without notice.
        var compilers = Directory.GetFiles(Repository.PathOf("generator"), "*.csproj", SearchOption.AllDirectories)
            .Select(project => $"analyzers/dotnet/cs/{Path.GetFileNameWithoutExtension(project)}.dll");
        string[] expected =
        [
            "LICENSE", "NOTICE-digits.md", "NOTICE-tables.md", "README.md", "icon.png", "build/net10.0/NNGen.targets", "buildTransitive/net10.0/NNGen.targets",
            "lib/net10.0/NNGen.dll", "lib/net10.0/NNGen.xml", .. compilers,
            .. Directory.GetFiles(Repository.PathOf("docs/diagnostics"), "*.md").Select(page => $"docs/diagnostics/{Path.GetFileName(page)}"),
        ];

        Assert.Equal(expected.Order(StringComparer.Ordinal), Entries(library.Package));
        Assert.Equal(["lib/net10.0/NNGen.pdb"], Entries(library.Symbols));
    }

    [Fact]
    public void The_package_describes_itself()
    {
        Assert.Equal("NNGen", library.Metadata("id"));
        Assert.Equal("README.md", library.Metadata("readme"));
        Assert.Equal("icon.png", library.Metadata("icon"));
        Assert.Equal("MIT", library.Metadata("license"));
        Assert.Contains("attributes", library.Metadata("description"));
        using var package = ZipFile.OpenRead(library.Package);
        using var icon = package.GetEntry("icon.png")!.Open();
        byte[] start = new byte[8];
        icon.ReadExactly(start);
        Assert.Equal([0x89, .. "PNG\r\n"u8, 0x1A, .. "\n"u8], start);
    }

    [Fact]
    public void The_package_depends_on_nothing()
    {
        using var package = ZipFile.OpenRead(library.Package);
        using var text = new StreamReader(package.Entries.Single(entry => entry.Name == "NNGen.nuspec").Open());

        Assert.DoesNotContain("<dependency ", text.ReadToEnd());
    }

    public static TheoryData<string> Additions => [.. PackedLibrary.Projects.Where(name => name != "NNGen")];

    [Theory]
    [MemberData(nameof(Additions))]
    public void An_addition_is_a_package_that_brings_the_library_and_its_compiler(string name)
    {
        string file = Path.Combine(library.Feed, $"{name}.{library.Version}.nupkg");

        Assert.Equal(["LICENSE", "README.md", "icon.png", $"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml"], Entries(file));
        Assert.Equal([$"lib/net10.0/{name}.pdb"], Entries(Path.ChangeExtension(file, "snupkg")));

        // Without "All", the default excludes analyzers: attributes would compile, but no network would be generated.
        using var package = ZipFile.OpenRead(file);
        using var text = package.Entries.Single(entry => entry.Name == $"{name}.nuspec").Open();
        XElement dependency = XDocument.Load(text).Descendants().Single(element => element.Name.LocalName == "dependency" && (string?)element.Attribute("id") == "NNGen");
        Assert.Equal((library.Version, "All"), ((string?)dependency.Attribute("version"), (string?)dependency.Attribute("include")));
    }

    [Fact]
    public void The_documentation_is_that_of_all_public_members_and_of_no_other()
    {
        using var package = ZipFile.OpenRead(library.Package);
        var reference = MetadataReference.CreateFromImage(Copy(package.GetEntry("lib/net10.0/NNGen.dll")!).ToArray());
        var compilation = CSharpCompilation.Create("Reader", references: [reference, .. Platform()]);
        var types = Types(((IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(reference)!).GlobalNamespace).Where(IsVisible).ToList();
        var members = types.Concat(types.SelectMany(type => type.GetMembers()).Where(member => member is not INamedTypeSymbol && IsVisible(member)));
        var visible = members.Select(member => member.GetDocumentationCommentId()).ToHashSet();
        using var text = package.GetEntry("lib/net10.0/NNGen.xml")!.Open();
        var documented = XDocument.Load(text).Descendants("member").Select(member => (string)member.Attribute("name")!).ToHashSet();

        Assert.Empty(documented.Except(visible!));
        Assert.Contains("T:NNGen.Dataset", documented);
        Assert.Contains("M:NNGen.Dataset.Create``1(``0[0:,0:],``0[0:,0:],System.Collections.Generic.IReadOnlyList{System.String})", documented);
        Assert.Contains("M:NNGen.FitOptions.ToString", documented);
        Assert.Empty(types.Select(type => type.GetDocumentationCommentId()).Except(documented));
        Assert.InRange(documented.Count, 700, 10_000);
    }

    private static IEnumerable<MetadataReference> Platform() =>
        Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System.*.dll").Select(path => MetadataReference.CreateFromFile(path));

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol space) => space.GetMembers()
        .OfType<INamespaceOrTypeSymbol>()
        .SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));

    private static bool IsVisible(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
        && (symbol.ContainingType is null || IsVisible(symbol.ContainingType));

    [Fact]
    public void The_symbols_belong_to_the_library()
    {
        using var package = ZipFile.OpenRead(library.Package);
        using var symbols = ZipFile.OpenRead(library.Symbols);
        using var image = new PEReader(Copy(package.GetEntry("lib/net10.0/NNGen.dll")!));
        using var pdb = MetadataReaderProvider.FromPortablePdbStream(Copy(symbols.GetEntry("lib/net10.0/NNGen.pdb")!));

        var entry = image.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.CodeView);
        var id = new BlobContentId(pdb.GetMetadataReader().DebugMetadataHeader!.Id);
        Assert.Equal(image.ReadCodeViewDebugDirectoryData(entry).Guid, id.Guid);
        Assert.Equal(entry.Stamp, id.Stamp);
    }

    [Fact]
    public void Packing_twice_gives_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        string again = PackedLibrary.PackageOf(PackedLibrary.Pack(folder, "another-build", ["NNGen"]), "NNGen");

        Assert.Equal(Hash(library.Package), Hash(again));
        Assert.Equal(Hash(library.Symbols), Hash(Path.ChangeExtension(again, "snupkg")));
    }

    // Without what the format itself adds.
    private static List<string> Entries(string path)
    {
        using var package = ZipFile.OpenRead(path);
        return package.Entries.Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal)
                && !name.StartsWith("package/", StringComparison.Ordinal)
                && !name.EndsWith(".nuspec", StringComparison.Ordinal)
                && name is not "[Content_Types].xml")
            .Order(StringComparer.Ordinal)
            .ToList();
    }

    private static MemoryStream Copy(ZipArchiveEntry entry)
    {
        var copy = new MemoryStream();
        using (var stream = entry.Open()) { stream.CopyTo(copy); }
        copy.Position = 0;
        return copy;
    }

    // Entry by entry, so that a difference has a name.
    private static string Hash(string path)
    {
        using var package = ZipFile.OpenRead(path);
        string entries = string.Join("\n", package.Entries.Select(entry => $"{entry.FullName} {Convert.ToHexString(SHA256.HashData(Copy(entry).ToArray()))[..16]}"));
        return $"{entries}\n{Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}";
    }
}
