namespace NNGen.Tests;

/// <summary>Files that PyTorch has written load as they are, and the compiled network computes what the module does; see <c>Golden/README.md</c>.</summary>
public class PyTorchFileTests
{
    [Fact]
    public void A_sequential_module_loads_with_its_running_statistics_and_counter()
    {
        TorchSequential network = TorchSequential.Load(PathOf("sequential"));

        Assert.Equal(60, network.Batchnorm1.BatchesTracked);
        ComputesTheSame(network, "sequential");
    }

    [Fact]
    public void A_residual_network_loads_with_torchvisions_names()
    {
        TorchResNet network = TorchResNet.Load(PathOf("resnet"));

        SafeTensorsFile file = SafeTensorsFile.Load(PathOf("resnet"));
        Assert.Equal(file.Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal), TorchResNet.Description.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
        Assert.Contains("layer2.0.downsample.1.running_mean", file.Tensors.Select(tensor => tensor.Name));
        ComputesTheSame(network, "resnet");
    }

    [Fact]
    public void What_is_loaded_into_a_network_and_saved_has_the_tensors_of_PyTorchs_file()
    {
        using var folder = new TemporaryFolder();
        string path = folder["again.safetensors"];
        TorchResNet.Load(PathOf("resnet")).Save(path);
        SafeTensorsFile file = SafeTensorsFile.Load(PathOf("resnet")), again = SafeTensorsFile.Load(path);

        Assert.Equal(file.Tensors.Select(tensor => tensor.ToString()).Order(StringComparer.Ordinal), again.Tensors.Select(tensor => tensor.ToString()).Order(StringComparer.Ordinal));
        Assert.All(file.Tensors, tensor => Assert.Equal(Values(file, tensor), Values(again, tensor)));
    }

    [Fact]
    public void A_network_with_another_head_says_what_fits_and_loads_that_part()
    {
        var network = new TorchResNetOfThreeClasses(seed: 1);
        var mismatch = Assert.Throws<ParameterMismatchException>(() => network.Parameters.Load(PathOf("resnet")));

        Assert.Equal(["'fc.weight' has the shape [5, 16], expected [3, 16]", "'fc.bias' has the shape [5], expected [3]"], mismatch.Differences);
        Assert.EndsWith(
            "\n(60 of 62 tensors fit: 'conv1.weight', 'bn1.weight', 'bn1.bias', 'layer1.0.conv1.weight' and 56 more. If a part of the network is meant, Parameters.LoadPart loads them.)",
            mismatch.Message, StringComparison.Ordinal);
        Assert.Equal(60, network.Parameters.LoadPart(PathOf("resnet")).Loaded.Count);
    }

    private static void ComputesTheSame<TNetwork>(TNetwork network, string name)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        SafeTensorsFile cases = SafeTensorsFile.Load(PathOf(name + "-cases"));
        float[] inputs = cases.Get<float>("input");
        double[] expected = cases.Get<double>("output");
        int size = (int)cases["input"].Shape[0];
        Assert.Equal(size * TNetwork.Description.InputSize, inputs.Length);

        float[] batch = new float[expected.Length], single = new float[expected.Length];
        network.PredictBatch(inputs, batch);
        for (int sample = 0; sample < size; sample++)
        {
            network.Predict(
                inputs.AsSpan(sample * TNetwork.Description.InputSize, TNetwork.Description.InputSize),
                single.AsSpan(sample * TNetwork.Description.OutputSize, TNetwork.Description.OutputSize));
        }

        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], batch[i], 1e-5);
            Assert.Equal(expected[i], single[i], 1e-5);
        }
    }

    private static double[] Values(SafeTensorsFile file, TensorEntry tensor) =>
        tensor.Type == TensorType.Int64 ? [.. file.GetIntegers<long>(tensor.Name).Select(count => (double)count)] : file.Get<double>(tensor.Name);

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", "Files", name + ".safetensors");
}
