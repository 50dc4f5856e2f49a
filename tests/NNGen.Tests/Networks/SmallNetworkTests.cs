using System.Numerics;

namespace NNGen.Tests;

[Network]
[Input(5)]
[Dense(4), Tanh]
[Dense(3), ReLU]
[Dense(4)]
[CrossEntropy(FromLogits = true)]
internal sealed partial class SmallChain;

[Network(Precision = Precision.Double)]
[Input(9)]
[Dense(2), Sigmoid]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class SmallDouble;

[Network]
[Input(3)]
[Dense(1), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class SmallNeuron;

/// <summary>Networks whose layers fit into one vector predict one sample without memory between the layers.</summary>
public class SmallNetworkTests
{
    private const int Samples = 40;

    [Fact]
    public void One_sample_gives_what_a_batch_gives()
    {
        AssertAlike<SmallChain, float>(1e-6, (network, input, output) => network.Predict(input, output), (network, input) => network.Classify(input));
        AssertAlike<SmallDouble, double>(1e-14, (network, input, output) => network.Predict(input, output), (network, input) => network.Classify(input));
        AssertAlike<SmallNeuron, float>(1e-6, (network, input, output) => network.Predict(input, output), (network, input) => network.Classify(input));
    }

    [Fact]
    public void The_output_may_be_in_the_memory_of_the_input()
    {
        var network = new SmallChain(seed: 3);
        float[] input = [0.5f, -1, 2, 0.25f, -0.75f];
        float[] expected = network.Predict(input);

        network.Predict(input, input.AsSpan(0, 4));

        Assert.Equal(expected, input[..4]);
        Assert.Equal(-0.75f, input[4]);
    }

    [Fact]
    public void A_change_of_the_parameters_is_seen()
    {
        var network = new SmallNeuron(seed: 1);
        using (ParameterBlock<float>.Editor editor = network.Parameters.Edit())
        {
            editor.Values.Clear();
            editor["0.bias"][0] = 1000;
        }

        Assert.Equal(1, network.Predict([1, 2, 3])[0]);
        using (ParameterBlock<float>.Editor editor = network.Parameters.Edit()) { editor["0.weight"][2] = -1000; }

        Assert.Equal(0, network.Predict([1, 2, 3])[0]);
    }

    private static void AssertAlike<TNetwork, T>(double tolerance, Action<TNetwork, T[], T[]> predict, Func<TNetwork, T[], int> classify)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TNetwork network = TNetwork.Create(2);
        (int inputs, int outputs) = (TNetwork.Description.InputSize, TNetwork.Description.OutputSize);
        var random = new Random(4);
        T[] samples = Enumerable.Range(0, Samples * inputs).Select(_ => T.CreateChecked((random.NextDouble() * 4) - 2)).ToArray();
        T[] expected = new T[Samples * outputs];
        network.PredictBatch(samples, expected);
        for (int s = 0; s < Samples; s++)
        {
            T[] input = samples[(s * inputs)..((s + 1) * inputs)], output = new T[outputs];
            predict(network, input, output);

            for (int o = 0; o < outputs; o++) { Assert.Equal(double.CreateChecked(expected[(s * outputs) + o]), double.CreateChecked(output[o]), tolerance); }
            int expectedClass = outputs == 1 ? (output[0] > T.CreateChecked(0.5) ? 1 : 0) : Array.IndexOf(output, output.Max());
            Assert.Equal(expectedClass, classify(network, input));
        }
    }
}
