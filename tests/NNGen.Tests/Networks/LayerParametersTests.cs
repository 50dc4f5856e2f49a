namespace NNGen.Tests;

[Network, Input(3), Dense(4, Name = "hidden-1"), ReLU, Dense(2, Bias = false), Tanh, Dense(1, Name = "predict"), MeanSquaredError]
internal sealed partial class NamedLayers;

[Network(Precision = Precision.Double), Input(3), Dense(2), MeanSquaredError]
internal sealed partial class DoubleLayers;

[Network, Input(6, 5, 3), SeparableConv2D(4, 3, Name = "first"), ReLU, SeparableConv2D(2, 1, Multiplier = 2, Bias = false), Tanh, Flatten, Dense(2), MeanSquaredError]
internal sealed partial class SeparableLayers;

public sealed class LayerParametersTests
{
    [Fact]
    public void A_separable_convolution_shows_both_kernels()
    {
        var net = new SeparableLayers(seed: 5);

        Assert.Equal(net.Parameters["first.depthwise.weight"], net.First.Depthwise.Values);
        Assert.Equal(net.Parameters["first.pointwise.weight"], net.First.Pointwise.Values);
        Assert.Equal(net.Parameters["first.pointwise.bias"], net.First.Bias!.Value.Values);
        Assert.Equal([8, 1, 1, 1], net.Separableconv2d1.Depthwise.Shape);
        Assert.Equal([2, 8, 1, 1], net.Separableconv2d1.Pointwise.Shape);
        Assert.Null(net.Separableconv2d1.Bias);
        Assert.Equal(["first", "separableconv2d1", "flatten1", "dense1"], SeparableLayers.Description.Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void A_layer_shows_the_parameters_that_files_call_by_PyTorchs_names()
    {
        var net = new NamedLayers(seed: 5);

        Assert.Equal(net.Parameters["hidden-1.weight"], net.Hidden1.Weight.Values);
        Assert.Equal(net.Parameters["hidden-1.bias"], net.Hidden1.Bias.Values);
        Assert.Equal(net.Parameters["2.weight"], net.Dense1.Weight.Values);
        Assert.Equal([4, 3], net.Hidden1.Weight.Shape);
        Assert.Equal(("2.weight", 8, "2.weight [2, 4]"), (net.Dense1.Weight.Name, net.Dense1.Weight.Count, net.Dense1.Weight.ToString()));
        Assert.Equal(net.Hidden1.Weight.Values[(2 * 3) + 1], net.Hidden1.Weight[2, 1]);
        Assert.Equal(net.Hidden1.Bias.ToArray()[3], net.Hidden1.Bias[3]);
        Assert.Equal(new DoubleLayers(1).Parameters["0.weight"], new DoubleLayers(1).Dense1.Weight.Values);
    }

    [Fact]
    public void A_layer_without_biases_has_none_to_show() => Assert.Equal(
        (typeof(LayerParameters<float>), typeof(LayerWeight<float>)),
        (typeof(NamedLayers).GetProperty("Hidden1")!.PropertyType, typeof(NamedLayers).GetProperty("Dense1")!.PropertyType));

    [Fact]
    public void A_layer_named_like_a_generated_member_is_a_property_with_Layer_appended() =>
        Assert.Equal([1, 2], new NamedLayers(1).PredictLayer.Weight.Shape);

    [Fact]
    public void An_editor_writes_what_a_view_shows_and_publishes_it_when_it_is_disposed()
    {
        var net = new NamedLayers(seed: 5);
        float before = net.Hidden1.Weight[0];

        using (ParameterBlock<float>.Editor editor = net.Parameters.Edit())
        {
            editor[net.Hidden1.Weight].Fill(7);
            editor[net.Hidden1.Bias][2] = 8;
            Assert.Equal(before, net.Hidden1.Weight[0]);
        }

        Assert.All(net.Hidden1.Weight.ToArray(), value => Assert.Equal(7, value));
        Assert.Equal(8, net.Parameters["hidden-1.bias"][2]);
    }

    [Fact]
    public void A_view_of_another_network_is_rejected()
    {
        var net = new NamedLayers(seed: 5);
        var other = new NamedLayers(seed: 6);
        using ParameterBlock<float>.Editor editor = net.Parameters.Edit();
        string message = "";

        try { editor[other.Dense1.Weight].Clear(); }
        catch (ArgumentException problem) { message = problem.Message; }

        Assert.StartsWith("2.weight is a view of another network's parameters than those that are edited", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_outside_the_shape_is_rejected()
    {
        var net = new NamedLayers(seed: 5);

        Assert.Contains(
            "hidden-1.weight of shape [4, 3] has no value [0, 3].", Assert.Throws<ArgumentOutOfRangeException>(() => net.Hidden1.Weight[0, 3]).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => net.Hidden1.Bias[0, 0]);
    }

    [Fact]
    public void Views_allocate_nothing()
    {
        var net = new NamedLayers(seed: 5);
        float sum = net.Hidden1.Weight.Values[0] + net.Hidden1.Weight[0, 0];

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) { sum += net.Hidden1.Weight.Values[i % 12] + net.Hidden1.Weight[i % 4, 1] + net.Dense1.Weight[0]; }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(float.IsFinite(sum));
    }
}
