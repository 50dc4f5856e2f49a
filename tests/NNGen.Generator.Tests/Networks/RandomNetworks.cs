using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NNGen.Generator.Diagnostics;
using NNGen.Tests;

namespace NNGen.Generator.Tests;

/// <summary>Compiles random declarations and loads them.</summary>
internal static class RandomNetworks
{
    private const int NetworksPerCompilation = 20;

    private static readonly CSharpCompilationOptions options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>A project of sources that may use the interfaces of tests.</summary>
    public static CSharpCompilation Project(params string[] sources) => Compile.Source(sources)
        .AddReferences(MetadataReference.CreateFromFile(typeof(ICompiledNetwork<,>).Assembly.Location))
        .WithOptions(options);

    /// <summary>Draws networks, compiles them, and calls a comparison for each with its class, its source and the source of random numbers.</summary>
    public static void Each(Func<string, Random, string> draw, int seed, Action<Type, string, Random> compare)
    {
        var random = new Random(seed);
        Each(Enumerable.Range(0, NetworksPerCompilation).Select(i => draw($"Random{i}", random)).ToArray(), random, compare);
    }

    /// <summary>Compiles the classes <c>Random0</c>, <c>Random1</c> and so on, and calls a comparison for each.</summary>
    public static void Each(string[] sources, Random random, Action<Type, string, Random> compare)
    {
        // Not collectible: a test process crashed once in .NET's garbage collector, and contexts that are unloaded are a likely cause (dotnet/sdk#55784).
        var context = new AssemblyLoadContext("random networks");
        context.Resolving += (_, name) =>
            AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => assembly.GetName().Name == name.Name);
        Assembly assembly = context.LoadFromStream(Emit(sources));
        for (int i = 0; i < sources.Length; i++) { compare(assembly.GetType($"Random{i}", throwOnError: true)!, sources[i], random); }
    }

    private static MemoryStream Emit(string[] sources)
    {
        CSharpCompilation compilation = Project(sources);
        // Drawn at random, activations follow one another; that they compile is what matters here.
        var mistakes = Compile.Analyze(compilation).Where(finding => Rules.All.Single(rule => rule.Id == finding.Id).DefaultSeverity == DiagnosticSeverity.Error);
        Assert.True(!mistakes.Any(), string.Join(Environment.NewLine, [.. mistakes, .. sources]));
        GeneratorDriver driver = Compile.Driver(new NetworkGenerator()).RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        Assert.Null(driver.GetRunResult().Results.Single().Exception);
        var stream = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = generated.Emit(stream);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics));
        stream.Position = 0;
        return stream;
    }
}
