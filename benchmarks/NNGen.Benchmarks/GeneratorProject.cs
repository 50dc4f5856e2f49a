using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NNGen.Generator;

namespace NNGen.Benchmarks;

/// <summary>A project in memory with some networks and a file without any, as in the compiler of an editor during typing.</summary>
internal sealed class GeneratorProject
{
    private static readonly CSharpParseOptions options = new(LanguageVersion.Latest);

    // All compilations are derived from one: adding a syntax tree keeps the symbols of the referenced assemblies.
    private static readonly CSharpCompilation origin = CSharpCompilation.Create(
        "Project",
        [CSharpSyntaxTree.ParseText("global using System; global using NNGen;", options)],
        References(),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private readonly SyntaxTree[] networks;
    private readonly int layers;
    private readonly bool isConvolutional;
    private SyntaxTree other;
    private int edits;

    /// <param name="networkCount">Networks, each in a separate file.</param>
    /// <param name="layerCount">Layers of each.</param>
    /// <param name="convolutional">Whether all layers but the last one are convolutions; otherwise they are dense.</param>
    public GeneratorProject(int networkCount, int layerCount, bool convolutional = false)
    {
        layers = layerCount;
        isConvolutional = convolutional;
        networks = Enumerable.Range(0, networkCount).Select(i => Parse(Network($"Network{i}", 16))).ToArray();
        other = Parse(Other(0));
        Compilation = origin.AddSyntaxTrees(networks).AddSyntaxTrees(other);
    }

    public CSharpCompilation Compilation { get; private set; }

    /// <summary>Changes a method in another file.</summary>
    public void EditOther()
    {
        SyntaxTree tree = Parse(Other(++edits));
        Compilation = Compilation.ReplaceSyntaxTree(other, tree);
        other = tree;
    }

    /// <summary>Changes the width of the first network's first layer.</summary>
    public void EditNetwork()
    {
        SyntaxTree tree = Parse(Network("Network0", 17 + (++edits % 7)));
        Compilation = Compilation.ReplaceSyntaxTree(networks[0], tree);
        networks[0] = tree;
    }

    /// <summary>Discards the compiler's symbols of the networks, so that the next run binds their attributes again.</summary>
    public void Reopen()
    {
        for (int i = 0; i < networks.Length; i++) { networks[i] = Parse(networks[i].ToString()); }
        other = Parse(other.ToString());
        Compilation = origin.AddSyntaxTrees(networks).AddSyntaxTrees(other);
    }

    /// <summary>A generator without cached results.</summary>
    public static GeneratorDriver NewDriver(bool track = false) => CSharpGeneratorDriver.Create(
        [new NetworkGenerator().AsSourceGenerator()],
        parseOptions: options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: track));

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, options);

    private string Network(string name, int units)
    {
        if (isConvolutional) { return Convolutions(name, units); }
        var text = new StringBuilder("namespace Project;\n\n[Network]\n[Input(16)]\n");
        for (int i = 1; i < layers; i++) { text.Append("[Dense(").Append(i == 1 ? units : 16).Append("), ReLU]\n"); }
        return text.Append("[Dense(10), Softmax]\n[CrossEntropy]\npublic partial class ").Append(name).Append(";\n").ToString();
    }

    // As in ResNet-20: three sizes of images, twice as many filters after each stride of 2.
    private string Convolutions(string name, int filters)
    {
        var text = new StringBuilder("namespace Project;\n\n[Network]\n[Input(32, 32, 3)]\n");
        for (int i = 1; i < layers; i++)
        {
            bool isSmaller = i > 1 && i < layers - 1 && (i - 1) % (layers / 3) == 0;
            if (isSmaller) { filters *= 2; }
            text.Append("[Conv2D(").Append(filters).Append(", 3, ").Append(isSmaller ? "Stride = 2, Pad = 1" : "Padding = Padding.Same").Append("), BatchNorm, ReLU]\n");
        }

        return text.Append("[GlobalAveragePool, Dense(10), Softmax]\n[CrossEntropy]\npublic partial class ").Append(name).Append(";\n").ToString();
    }

    private static string Other(int number) => $$"""
        namespace Project;

        public static class Other
        {
            public static int Number() => {{number}};
        }
        """;

    private static ImmutableArray<MetadataReference> References()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == runtime)
                .Append(typeof(NetworkAttribute).Assembly.Location)
                .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))];
    }
}
