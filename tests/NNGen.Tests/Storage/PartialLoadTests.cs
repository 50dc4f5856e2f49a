namespace NNGen.Tests;

/// <summary>Loading the part of a file that a network has.</summary>
public sealed class PartialLoadTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("nngen-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void Tensors_of_the_same_name_and_shape_are_loaded_and_all_others_stay()
    {
        string path = Path.Combine(directory, "trained.safetensors");
        var trained = new PartOfOld(seed: 1);
        trained.Save(path);
        var network = new PartOfNew(seed: 2);
        float[] head = network.Parameters["head.weight"].ToArray();

        PartialLoad result = network.Parameters.LoadPart(path);

        Assert.Equal(["first.weight", "first.bias"], result.Loaded);
        Assert.Equal(["'head.weight' [2, 6]", "'head.bias' [2]"], result.Missing);
        Assert.Equal(["'second.weight' has the shape [5, 8] in the file, and [6, 8] in the network", "'second.bias' has the shape [5] in the file, and [6] in the network"], result.Different);
        Assert.Equal(["'last.bias' [3]", "'last.weight' [3, 5]"], result.Unused);
        Assert.Equal(trained.Parameters["first.weight"].ToArray(), network.Parameters["first.weight"].ToArray());
        Assert.Equal(head, network.Parameters["head.weight"].ToArray());
        Assert.StartsWith("PartOfNew: loaded 2 of 6 tensors of ", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_any_tensor_of_the_network_is_refused_with_the_names()
    {
        string path = Path.Combine(directory, "other.safetensors");
        var writer = new SafeTensorsWriter();
        writer.Add<float>("0.weight", [8, 4], new float[32]);
        writer.Add<float>("head.bias", [3], new float[3]);
        writer.Save(path);
        var network = new PartOfNew(seed: 2);
        float[] before = network.Parameters.Values.ToArray();

        var exception = Assert.Throws<ParameterMismatchException>(() => network.Parameters.LoadPart(path));

        Assert.Contains("'first.weight' [8, 4] is missing in the file", exception.Differences);
        Assert.Contains("'head.bias' has the shape [3] in the file, and [2] in the network", exception.Differences);
        Assert.Contains("'0.weight' [8, 4] of the file is not in the network", exception.Differences);
        Assert.EndsWith("(LoadPart goes by names: give layers those of the file, [Dense(16, Name = \"encoder\")].)", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters.Values.ToArray());
    }

    [Fact]
    public void A_value_that_is_not_finite_changes_nothing()
    {
        string path = Path.Combine(directory, "damaged.safetensors");
        var writer = new SafeTensorsWriter();
        writer.Add<float>("first.weight", [8, 4], [.. new float[31], float.NaN]);
        writer.Save(path);
        var network = new PartOfNew(seed: 2);
        float[] before = network.Parameters.Values.ToArray();

        var exception = Assert.Throws<SafeTensorsException>(() => network.Parameters.LoadPart(path));

        Assert.Contains("first.weight", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters.Values.ToArray());
    }
}

[Network]
[Input(4)]
[Dense(8, Name = "first"), ReLU]
[Dense(5, Name = "second"), ReLU]
[Dense(3, Name = "last")]
internal partial class PartOfOld;

[Network]
[Input(4)]
[Dense(8, Name = "first", Trainable = false), ReLU]
[Dense(6, Name = "second"), ReLU]
[Dense(2, Name = "head"), Softmax]
[CrossEntropy]
internal partial class PartOfNew;
