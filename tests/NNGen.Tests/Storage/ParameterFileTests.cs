namespace NNGen.Tests;

public sealed class ParameterFileTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("nngen-").FullName;

    private string FilePath => Path.Combine(directory, "net.safetensors");

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void Saved_parameters_load_into_another_network_bit_for_bit()
    {
        ParameterBlock<float> saved = Filled<float>();
        ParameterBlock<float> loaded = new(Description());

        saved.Save(FilePath);
        loaded.Load(FilePath);

        Assert.Equal(saved.Values.ToArray(), loaded.Values.ToArray());
        Assert.NotEqual(0f, loaded["2.bias"][0]);
    }

    [Fact]
    public void Doubles_are_saved_as_doubles()
    {
        ParameterBlock<double> saved = Filled<double>();
        using (ParameterBlock<double>.Editor editor = saved.Edit()) { editor["0.bias"][1] = Math.PI; }
        ParameterBlock<double> loaded = new(Description());
        MemoryStream stream = new();

        saved.Save(stream);
        stream.Position = 0;
        loaded.Load(stream);

        Assert.Equal(saved.Values.ToArray(), loaded.Values.ToArray());
        Assert.Equal(Math.PI, loaded["0.bias"][1]);
    }

    [Fact]
    public void A_file_holds_every_parameter_by_name_and_shape_and_says_where_it_comes_from()
    {
        Filled<float>().Save(FilePath);
        SafeTensorsFile file = SafeTensorsFile.Load(FilePath);

        Assert.Equal(
            ["0.bias F32 [2]", "0.weight F32 [2, 3]", "2.bias F32 [1]"], file.Tensors.Select(t => t.ToString()));
        Assert.Equal(Enumerable.Range(1, 6).Select(i => i / 8f), file.Get<float>("0.weight"));
        Assert.Equal("Tiny", file.Metadata["network"]);
        Assert.Equal("NNGen", file.Metadata["generator"]);
        Assert.Equal("1", file.Metadata["format_version"]);
        Assert.Equal("pt", file.Metadata["format"]);
    }

    [Fact]
    public void Loading_tells_the_network_that_its_weights_changed()
    {
        ParameterBlock<float> block = Filled<float>();
        block.Save(FilePath);
        int version = block.Version;

        block.Load(FilePath);

        Assert.NotEqual(version, block.Version);
    }

    [Fact]
    public void Every_difference_is_listed_and_nothing_changes()
    {
        SafeTensorsWriter writer = new();
        writer.Add<float>("0.weight", [3, 2], new float[6]);
        writer.Add<int>("0.bias", [4], new int[4]);
        writer.Add<float>("extra", [5], new float[5]);
        writer.Add<float>("2.Bias", [1], new float[1]);
        writer.Save(FilePath);
        ParameterBlock<float> block = Filled<float>();
        float[] before = block.Values.ToArray();
        int version = block.Version;

        ParameterMismatchException problem = Assert.Throws<ParameterMismatchException>(() => block.Load(FilePath));

        Assert.Equal(
            [
                "'0.weight' has the shape [3, 2], expected [2, 3] (Keras's layout: write numpy.transpose(w, (1, 0)) to the file)",
                "'0.bias' has the shape [4], expected [2]",
                "'0.bias' holds I32, expected F32 or F64 or F16 or BF16",
                "'2.bias' [1] is missing",
                "'2.Bias' [1] is not expected",
                "'extra' [5] is not expected",
            ],
            problem.Differences);
        Assert.StartsWith($"{FilePath} does not match Tiny; nothing was changed. 6 differences:\n- '0.weight' has", problem.Message);
        Assert.EndsWith("\n(0 of 3 tensors fit. If the file has other names, Load takes a table of them, or a rule.)", problem.Message);
        Assert.Equal(before, block.Values.ToArray());
        Assert.Equal(version, block.Version);
    }

    [Fact]
    public void A_message_about_differences_says_which_tensors_fit()
    {
        SafeTensorsWriter writer = new();
        writer.Add<float>("0.weight", [2, 3], new float[6]);
        writer.Add<float>("0.bias", [3], new float[3]);
        writer.Save(FilePath);
        ParameterBlock<float> block = Filled<float>();
        Assert.EndsWith(
            "\n- '2.bias' [1] is missing\n(1 of 3 tensors fit: '0.weight'. If a part of the network is meant, Parameters.LoadPart loads it.)",
            Assert.Throws<ParameterMismatchException>(() => block.Load(FilePath)).Message);

        // LoadPart goes by the names of the file.
        SafeTensorsWriter other = new();
        other.Add<float>("w", [2, 3], new float[6]);
        other.Save(FilePath);
        Assert.EndsWith("\n(1 of 3 tensors fit: '0.weight'.)", Assert.Throws<ParameterMismatchException>(() => block.Load(FilePath, name => "0.weight")).Message);

        new ParameterBlock<float>(Biases(7)).Save(FilePath);
        Assert.EndsWith(
            "\n(7 of 8 tensors fit: '0.bias', '1.bias', '2.bias', '3.bias' and 3 more. If a part of the network is meant, Parameters.LoadPart loads them.)",
            Assert.Throws<ParameterMismatchException>(() => new ParameterBlock<float>(Biases(8)).Load(FilePath)).Message);
    }

    [Theory]
    [InlineData(float.NaN, "is NaN at [1, 2]; expected finite values.")]
    [InlineData(float.NegativeInfinity, "is -Infinity at [1, 2]; expected finite values.")]
    public void A_value_that_is_not_finite_is_rejected_with_its_place_and_nothing_changes(float value, string message)
    {
        SafeTensorsWriter writer = new();
        writer.Add<float>("0.weight", [2, 3], [1, 2, 3, 4, 5, value]);
        writer.Add<float>("0.bias", [2], [1, 2]);
        writer.Add<float>("2.bias", [1], [1]);
        writer.Save(FilePath);
        ParameterBlock<float> block = Filled<float>();
        float[] before = block.Values.ToArray();

        SafeTensorsException problem = Assert.Throws<SafeTensorsException>(() => block.Load(FilePath));

        Assert.Equal($"{FilePath}: tensor '0.weight' {message} Nothing was changed.", problem.Message);
        Assert.Equal("0.weight", problem.TensorName);
        Assert.Equal(before, block.Values.ToArray());
    }

    [Fact]
    public void A_float_network_rounds_doubles_and_rejects_those_beyond_its_range()
    {
        SafeTensorsWriter writer = new();
        writer.Add<double>("0.weight", [2, 3], [0.1, 2, 3, 4, 5, 6]);
        writer.Add<Half>("0.bias", [2], [(Half)0.5, (Half)2]);
        writer.Add<double>("2.bias", [1], [3e38]);
        writer.Save(FilePath);
        ParameterBlock<float> block = new(Description());

        block.Load(FilePath);
        Assert.Equal([0.1f, 2, 3, 4, 5, 6, 0.5f, 2, 3e38f], block.Values.ToArray());

        SafeTensorsWriter larger = new();
        larger.Add<double>("0.weight", [2, 3], [0.1, 2, 3, 4, 5, 6]);
        larger.Add<float>("0.bias", [2], [0, 0]);
        larger.Add<double>("2.bias", [1], [4e38]);
        larger.Save(FilePath);
        Assert.Equal(
            $"{FilePath}: tensor '2.bias' is 4E+38 at [0], which is beyond the range of Single. Nothing was changed.",
            Assert.Throws<SafeTensorsException>(() => block.Load(FilePath)).Message);
        Assert.Equal(3e38f, block["2.bias"][0]);
    }

    [Fact]
    public void A_double_network_takes_floats_but_no_halves()
    {
        SafeTensorsWriter writer = new();
        writer.Add<float>("0.weight", [2, 3], [0.1f, 2, 3, 4, 5, 6]);
        writer.Add<double>("0.bias", [2], [0.1, 0]);
        writer.Add<float>("2.bias", [1], [0]);
        ParameterBlock<double> block = new(Description());
        writer.Save(FilePath);
        block.Load(FilePath);
        Assert.Equal([(double)0.1f, 2, 3, 4, 5, 6, 0.1, 0, 0], block.Values.ToArray());

        SafeTensorsWriter halves = new();
        halves.Add<Half>("0.weight", [2, 3], new Half[6]);
        halves.Add<double>("0.bias", [2], [0.1, 0]);
        halves.Add<float>("2.bias", [1], [0]);
        halves.Save(FilePath);
        Assert.Equal(
            ["'0.weight' holds F16, expected F64 or F32"], Assert.Throws<ParameterMismatchException>(() => block.Load(FilePath)).Differences);
    }

    [Fact]
    public void A_network_with_nan_is_not_saved_over_a_good_file()
    {
        ParameterBlock<float> block = Filled<float>();
        block.Save(FilePath);
        byte[] good = File.ReadAllBytes(FilePath);
        using (ParameterBlock<float>.Editor editor = block.Edit()) { editor["0.weight"][4] = float.NaN; }

        InvalidOperationException problem = Assert.Throws<InvalidOperationException>(() => block.Save(FilePath));

        Assert.StartsWith("Tiny was not saved: parameter '0.weight' is NaN at [1, 1].", problem.Message);
        Assert.Equal(good, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void A_file_of_a_newer_version_is_rejected()
    {
        Filled<float>().Save(FilePath);
        CheckpointFiles.Change(FilePath, [], writer => writer.Metadata["format_version"] = "2");

        Assert.Equal(
            $"{FilePath}: the file says format_version '2'; this NNGen reads version 1 (use a newer NNGen).",
            Assert.Throws<SafeTensorsException>(() => new ParameterBlock<float>(Description()).Load(FilePath)).Message);
    }

    [Fact]
    public void Tensors_with_other_names_are_loaded_by_a_table_or_by_a_rule()
    {
        SafeTensorsWriter writer = new();
        writer.Add<float>("module.fc1.weight", [2, 3], [1, 2, 3, 4, 5, 6]);
        writer.Add<float>("module.fc1.bias", [2], [7, 8]);
        writer.Add<float>("2.bias", [1], [9]);
        writer.Save(FilePath);
        ParameterBlock<float> byTable = new(Description()), byRule = new(Description());

        byTable.Load(FilePath, new Dictionary<string, string> { ["module.fc1.weight"] = "0.weight", ["module.fc1.bias"] = "0.bias" });
        byRule.Load(FilePath, name => name.Replace("module.fc1", "0", StringComparison.Ordinal));

        Assert.Equal([1f, 2, 3, 4, 5, 6, 7, 8, 9], byTable.Values.ToArray());
        Assert.Equal(byTable.Values.ToArray(), byRule.Values.ToArray());
    }

    [Fact]
    public void Every_name_without_its_counterpart_is_listed_and_nothing_changes()
    {
        SafeTensorsWriter writer = new();
        writer.Add<float>("net.0.weight", [3, 2], new float[6]);
        writer.Add<float>("net.0.bias", [2], new float[2]);
        writer.Add<float>("net.2.bias", [1], new float[1]);
        writer.Add<float>("step", [1], new float[1]);
        writer.Save(FilePath);
        ParameterBlock<float> block = Filled<float>();
        float[] before = block.Values.ToArray();

        string[] byTable = [.. Assert.Throws<ParameterMismatchException>(() => block.Load(FilePath, new Dictionary<string, string>
        {
            ["net.0.weight"] = "0.weight",
            ["net.0.bias"] = "0.Bias",
            ["net.2.bias"] = "0.weight",
            ["net.4.bias"] = "4.bias",
        })).Differences];
        string[] byRule = [.. Assert.Throws<ParameterMismatchException>(() => block.Load(FilePath, name => name == "step" ? null! : name["net.".Length..])).Differences];

        Assert.Equal(
            [
                "'net.0.weight' and 'net.2.bias' are both mapped to '0.weight'",
                "'net.4.bias' has another name given, but is not in the file",
                "'0.weight' (in the file 'net.0.weight') has the shape [3, 2], expected [2, 3] (Keras's layout: write numpy.transpose(w, (1, 0)) to the file)",
                "'0.bias' [2] is missing",
                "'2.bias' [1] is missing",
                "'net.0.bias' [2] is not expected, nor is '0.Bias', the name given to it",
                "'step' [1] is not expected",
            ],
            byTable);
        Assert.Equal(
            ["'step' has no name given: it was null", "'0.weight' (in the file 'net.0.weight') has the shape [3, 2], expected [2, 3] (Keras's layout: write numpy.transpose(w, (1, 0)) to the file)"],
            byRule);
        Assert.Equal(before, block.Values.ToArray());
    }

    [Fact]
    public void A_network_goes_through_a_stream_as_through_a_file()
    {
        var net = new StreamedModel(seed: 3);
        using MemoryStream stream = new();
        net.Save(stream);
        net.Save(FilePath);

        Assert.Equal(File.ReadAllBytes(FilePath), stream.ToArray());
        stream.Position = 0;
        Assert.Equal(net.Parameters.Values.ToArray(), StreamedModel.Load(stream).Parameters.Values.ToArray());
        Assert.True(stream.CanRead);

        // From a stream that cannot seek; mismatched or damaged data is rejected.
        Assert.Equal(net.Parameters.Values.ToArray(), StreamedModel.Load(new SafeTensorsBytes.ForwardStream(new MemoryStream(stream.ToArray()))).Parameters.Values.ToArray());
        byte[] damaged = stream.ToArray();
        damaged[^1] ^= 1;
        Assert.Throws<SafeTensorsException>(() => StreamedModel.Load(new MemoryStream(damaged)));
        float[] before = net.Parameters.Values.ToArray();
        Assert.Throws<SafeTensorsException>(() => net.Parameters.Load(new MemoryStream(damaged)));
        using MemoryStream other = new();
        Filled<float>().Save(other);
        other.Position = 0;
        Assert.Throws<ParameterMismatchException>(() => net.Parameters.Load(other));
        Assert.Equal(before, net.Parameters.Values.ToArray());
    }

    private static NetworkDescription Description() => new()
    {
        Name = "Tiny",
        InputSize = 3,
        OutputSize = 2,
        Loss = LossKind.None,
        Layers = [],
        Parameters =
        [
            new ParameterDescription("0.weight", [2, 3], 0, Initializer.GlorotUniform, 0, 3, 2),
            new ParameterDescription("0.bias", [2], 6, Initializer.Zeros, 0, 3, 2),
            new ParameterDescription("2.bias", [1], 8, Initializer.Zeros, 0, 3, 2),
        ],
        ParameterCount = 9,
    };

    private static NetworkDescription Biases(int count) => new()
    {
        Name = "Biases",
        InputSize = 1,
        OutputSize = 1,
        Loss = LossKind.None,
        Layers = [],
        Parameters = [.. Enumerable.Range(0, count).Select(i => new ParameterDescription(FormattableString.Invariant($"{i}.bias"), [1], i, Initializer.Zeros, 0, 1, 1))],
        ParameterCount = count,
    };

    private static ParameterBlock<T> Filled<T>()
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ParameterBlock<T> block = new(Description());
        using ParameterBlock<T>.Editor editor = block.Edit();
        for (int i = 0; i < editor.Values.Length; i++) { editor.Values[i] = T.CreateChecked((i + 1) / 8.0); }
        return block;
    }
}

[Network]
[Input(2)]
[Dense(3, Name = "hidden"), Tanh]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class StreamedModel;
