using NNGen.Tests;

namespace NNGen.Generator.Tests;

/// <summary>Random declarations, compiled at test time and compared with the oracle; they are the same in every run.</summary>
[Trait("Category", "Slow")]
public class RandomNetworkTests
{
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

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_recurrent_networks_compute_what_the_oracle_does(int seed) => Compare(RandomSequenceDeclaration.Draw, seed);

    /// <summary>The oracle knows one sample at a time, so these are compared with themselves: predictions, and gradients with central differences.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_networks_with_batch_normalization_have_the_gradients_of_central_differences(int seed) =>
        RandomNetworks.Each(RandomImageDeclaration.DrawOverBatches, seed, CompareWithDifferences);

    /// <summary>All combinations of stride, padding, dilation, groups and layout.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    public void Every_combination_of_a_convolutions_arguments_computes_what_the_oracle_does(int stride, int dilation)
    {
        string[] sources =
        [
            .. from padding in new[] { "Padding = Padding.Valid", "Padding = Padding.Same", "Pad = 1", "Pads = new[] { 0, 1, 2, 1 }" }
               from groups in new[] { 1, 2, 4 }
               from layout in new[] { "", ", Layout = Layout.ChannelsFirst" }
               select $"[Input(7, 8, 4{layout})] [Conv2D(4, 3, 2, Stride = {stride}, Dilation = {dilation}, Groups = {groups}, {padding}), Tanh] [Flatten, Dense(2)] [MeanSquaredError]",
        ];
        Assert.Equal(24, sources.Length);
        RandomNetworks.Each(
            [.. sources.Select((layers, i) => $"[Network(Precision = Precision.Double)] {layers} public sealed partial class Random{i} : NNGen.Tests.ICompiledNetwork<Random{i}, double>;")],
            new Random((10 * stride) + dilation), Compare);
    }

    /// <summary>Layers of 16 units have tiles of 6 and of 4 rows, in one method for all of these layers.</summary>
    [Fact]
    public void Networks_of_many_equal_layers_compute_what_the_oracle_does()
    {
        string relu = string.Concat(Enumerable.Repeat("[Dense(16), ReLU] ", 6)), tanh = string.Concat(Enumerable.Repeat("[Dense(9, Bias = false), Tanh] ", 7));
        string[] layers = [$"[Input(16)] {relu}[Dense(3), Softmax] [CrossEntropy]", $"[Input(5)] {tanh}[Dense(2)] [MeanSquaredError]"];
        string[] sources = [.. layers.Select((text, i) => $"[Network(Precision = Precision.Double)] {text} public sealed partial class Random{i} : NNGen.Tests.ICompiledNetwork<Random{i}, double>;")];

        Assert.Contains("// The same for all rows.", Generated.From($"[Network] {layers[0]} public partial class Net;").Files["Net.g.cs"]);
        RandomNetworks.Each(sources, new Random(5), Compare);
    }

    private static void Compare(Func<string, Random, string> draw, int seed) => RandomNetworks.Each(draw, seed, Compare);

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

        CentralDifferences.Check(network, parameters, samples, random, source);
    }
}
