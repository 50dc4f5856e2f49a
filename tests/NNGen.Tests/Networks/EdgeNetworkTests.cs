namespace NNGen.Tests;

#pragma warning disable NNG2014 // A loss without anything to train: such networks compile, too.

[Network]
[Input(3)]
[Linear]
[MeanSquaredError]
internal sealed partial class PassOn : ICompiledNetwork<PassOn, float>;

[Network]
[Input(2), Softmax]
[CrossEntropy]
internal sealed partial class SoftmaxAlone : ICompiledNetwork<SoftmaxAlone, float>;

[Network(Precision = Precision.Double)]
[Input(4)]
[Dense(500, WeightInitializer = Initializer.Normal, BiasInitializer = Initializer.Uniform)]
[MeanSquaredError]
internal sealed partial class DefaultScales : ICompiledNetwork<DefaultScales, double>;

/// <summary>Unusual but valid declarations.</summary>
public class EdgeNetworkTests
{
    [Fact]
    public void A_network_without_layers_that_compute_passes_its_input_on()
    {
        var network = new PassOn();
        float[] inputs = [.. Enumerable.Range(1, 3 * 20).Select(i => i / 7f)];
        float[] inputGradients = new float[inputs.Length];

        Assert.Equal([4f, -5, 6], network.Predict([4, -5, 6]));
        Assert.Equal(inputs, network.PredictBatch(inputs));
        Assert.Equal(2, network.Classify([4, -5, 6]));
        Assert.Equal(0.25f, network.Gradients(inputs, Array.ConvertAll(inputs, x => x - 0.5f), [], inputGradients), 1e-6f);
        Assert.All(inputGradients, gradient => Assert.Equal(1f / 60, gradient, 1e-6f));
    }

    [Fact]
    public void A_network_without_parameters_has_gradients_of_its_inputs()
    {
        var network = new SoftmaxAlone();
        float[] inputGradients = new float[4];

        float loss = network.Gradients([0, 0, 1, 1], [0, 1], [], inputGradients);

        Assert.Equal([0.5f, 0.5f], network.Predict([3, 3]));
        Assert.Equal(MathF.Log(2), loss, 1e-6f);
        Assert.Equal([-0.25f, 0.25f, 0.25f, -0.25f], inputGradients);
    }

    [Fact]
    public void Normal_and_uniform_initial_values_have_a_scale_of_a_twentieth_unless_stated()
    {
        var network = new DefaultScales(seed: 1);

        double deviation = Math.Sqrt(network.Parameters["0.weight"].ToArray().Average(w => w * w));

        Assert.Equal(0.05, deviation, 0.003);
        Assert.Equal(0.05, network.Parameters["0.bias"].ToArray().Max(), 0.001);
        Assert.Equal(-0.05, network.Parameters["0.bias"].ToArray().Min(), 0.001);
    }
}
