using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NNGen.Generator.Diagnostics;
using NNGen.Tests;

namespace NNGen.Generator.Tests;

/// <summary>Random declarations, compiled at test time and compared with the oracle; they are the same in every run.</summary>
[Trait("Category", "Slow")]
public class RandomNetworkTests
{
    private const int NetworksPerCompilation = 20;

    private static readonly CSharpCompilationOptions options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable);

    private static readonly int[] BatchSizes = [1, 2, 3, 8, 15, 16, 17, 31, 32, 33, 50, 70];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_networks_compute_what_the_oracle_does(int seed) => Compare(RandomDeclaration.Draw, seed);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(36)]
    public void Random_convolutional_networks_compute_what_the_oracle_does(int seed) => Compare(RandomImageDeclaration.Draw, seed);

    /// <summary>The oracle knows one sample at a time, so these are compared with themselves: predictions, and gradients with central differences.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_networks_with_batch_normalization_have_the_gradients_of_central_differences(int seed) =>
        Each(RandomImageDeclaration.DrawOverBatches, seed, CompareWithDifferences);

    private static void Compare(Func<string, Random, string> draw, int seed) => Each(draw, seed, Compare);

    private static void Each(Func<string, Random, string> draw, int seed, Action<Type, string, Random> compare)
    {
        var random = new Random(seed);
        string[] sources = Enumerable.Range(0, NetworksPerCompilation).Select(i => draw($"Random{i}", random)).ToArray();
        var context = new AssemblyLoadContext($"random networks {seed}", isCollectible: true);
        context.Resolving += (_, name) =>
            AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => assembly.GetName().Name == name.Name);
        try
        {
            Assembly assembly = context.LoadFromStream(Emit(sources));
            for (int i = 0; i < sources.Length; i++) { compare(assembly.GetType($"Random{i}", throwOnError: true)!, sources[i], random); }
        }
        finally
        {
            context.Unload();
        }
    }

    private static void Compare(Type type, string source, Random random)
    {
        Subject network = Subject.Of(type);
        network.Parameters = Draw.Parameters(network, random);
        var oracle = new OracleNetwork(type);
        double tolerance = network.IsDouble ? 1e-10 : 1e-5;
        foreach (TargetKind kind in Draw.TargetKindsOf(oracle.LossAttribute, oracle.OutputSize))
        {
            int size = BatchSizes[random.Next(BatchSizes.Length)];
            SampleBatch samples = Draw.Samples(oracle, size, kind, weighted: false, random);
            SampleBatch weighted = Draw.Samples(oracle, size, kind, weighted: true, random);
            string what = $"{source}batch {size}, {kind}";
            double[] expected = oracle.Predict(samples, network.Parameters);

            Closeness.Near(expected, network.Predict(samples), tolerance, what);
            Closeness.Near(expected, network.PredictBatch(samples), tolerance, what);
            Closeness.Near(expected, network.Forward(samples), tolerance, what);
            Closeness.Near(oracle.Gradients(samples, network.Parameters), network.Gradients(samples), tolerance, network, what);
            Closeness.Near(oracle.Gradients(weighted, network.Parameters), network.Pass(weighted), tolerance, network, what + ", weighted");
        }
    }

    private static void CompareWithDifferences(Type type, string source, Random random)
    {
        Subject network = Subject.Of(type);
        double[] parameters = Draw.Parameters(network, random);
        network.Parameters = parameters;
        LossFunctionAttribute loss = type.GetCustomAttributes(false).OfType<LossFunctionAttribute>().Single();
        (int inputSize, int outputSize) = (network.Description.InputSize, network.Description.OutputSize);
        TargetKind kind = Draw.TargetKindsOf(loss, outputSize)[^1];
        SampleBatch samples = Draw.Samples(inputSize, outputSize, loss, 19, kind, weighted: false, random);
        Closeness.Near(network.Predict(samples), network.PredictBatch(samples), network.IsDouble ? 1e-10 : 1e-5, source);
        if (!network.IsDouble || parameters.Length == 0) { return; }

        Slopes slopes = network.Gradients(samples);
        double largest = slopes.Parameters.Max(Math.Abs) + Math.Abs(slopes.Loss);
        for (int n = 0; n < 25; n++)
        {
            int at = random.Next(slopes.Parameters.Length);

            // A step over the kink of an activation changes the difference, but not with both steps.
            double near = Difference(at, 1e-5), nearer = Difference(at, 1e-6);
            bool fits = Math.Abs(near - slopes.Parameters[at]) <= 1e-6 * largest || Math.Abs(nearer - slopes.Parameters[at]) <= 1e-6 * largest;
            Assert.True(fits, $"{source}parameter {at}: gradient {slopes.Parameters[at]:R}, differences {near:R} and {nearer:R}.");
        }

        double Difference(int at, double step)
        {
            double difference = (LossAt(parameters[at] + step) - LossAt(parameters[at] - step)) / (2 * step);
            network.Parameters = parameters;
            return difference;

            double LossAt(double value)
            {
                double[] moved = [.. parameters];
                moved[at] = value;
                network.Parameters = moved;
                return network.Gradients(samples).Loss;
            }
        }
    }

    private static MemoryStream Emit(string[] sources)
    {
        CSharpCompilation compilation = Compile.Source(sources)
            .AddReferences(MetadataReference.CreateFromFile(typeof(ICompiledNetwork<,>).Assembly.Location))
            .WithOptions(options);
        // Drawn at random, activations follow one another; that they compile is what matters here.
        Assert.DoesNotContain(Compile.Analyze(compilation), finding => Rules.All.Single(rule => rule.Id == finding.Id).DefaultSeverity == DiagnosticSeverity.Error);
        Compile.Driver(new NetworkGenerator()).RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        var stream = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = generated.Emit(stream);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics));
        stream.Position = 0;
        return stream;
    }
}
