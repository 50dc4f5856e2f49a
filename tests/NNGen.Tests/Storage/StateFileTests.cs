namespace NNGen.Tests;

/// <summary>State that is not trained, in files.</summary>
public sealed class StateFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string FilePath => folder["net.safetensors"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void State_is_saved_with_the_parameters_and_a_counter_as_one_integer()
    {
        RunningNetwork<float> saved = Used((1L << 24) + 1);
        saved.Parameters.Save(FilePath);

        SafeTensorsFile file = SafeTensorsFile.Load(FilePath);
        Assert.Equal(
            ["0.num_batches_tracked I64 []", "0.running_mean F32 [3]", "0.running_var F32 [3]", "1.bias F32 [1]", "1.weight F32 [1, 3]"],
            file.Tensors.Select(tensor => tensor.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal([16777217], file.GetIntegers<long>("0.num_batches_tracked"));

        var loaded = new RunningNetwork<float>(2);
        loaded.Parameters.Load(FilePath);
        Assert.Equal(saved.Parameters.Values, loaded.Parameters.Values);
        Assert.Equal(16777217, loaded.Norm.BatchesTracked);

        var wide = new RunningNetwork<double>(2);
        wide.Parameters.Load(FilePath);
        Assert.Equal(16777217, wide.Norm.BatchesTracked);
        Assert.Equal(saved.Norm.RunningMean.ToArray().Select(value => (double)value), wide.Norm.RunningMean.ToArray());
    }

    [Fact]
    public void A_file_without_counters_loads_and_they_begin_at_0()
    {
        PyTorch(counter: null).Save(FilePath);
        RunningNetwork<float> network = Used(5);
        network.Parameters.Load(FilePath);
        Assert.Equal((0, 2f), (network.Norm.BatchesTracked, network.Norm.RunningVariance[1]));

        PyTorch(counter: 7).Save(FilePath);
        network.Parameters.Load(FilePath, name => name);
        Assert.Equal(7, network.Norm.BatchesTracked);
    }

    [Fact]
    public void A_file_without_running_statistics_is_refused_with_all_differences()
    {
        var writer = new SafeTensorsWriter();
        writer.Add<float>("1.weight", [1, 3], [1, 2, 3]);
        writer.Add<float>("1.bias", [1], [1]);
        writer.Add<float>("0.num_batches_tracked", [1], [1]);
        writer.Save(FilePath);
        RunningNetwork<float> network = Used(5);
        float[] before = network.Parameters.Values.ToArray();

        var mismatch = Assert.Throws<ParameterMismatchException>(() => network.Parameters.Load(FilePath));

        Assert.Equal(
            [
                "'0.running_mean' [3] is missing",
                "'0.running_var' [3] is missing",
                "'0.num_batches_tracked' has the shape [1], expected []",
                "'0.num_batches_tracked' holds F32, expected I64",
            ],
            mismatch.Differences);
        Assert.Equal(before, network.Parameters.Values);
    }

    [Fact]
    public void A_network_without_state_refuses_the_state_of_a_file()
    {
        PyTorch(counter: 7).Save(FilePath);
        var parameters = new ParameterBlock<float>(RunningNetwork<float>.Describe(hasState: false));
        Assert.Equal(
            ["'0.num_batches_tracked' [] is not expected", "'0.running_mean' [3] is not expected", "'0.running_var' [3] is not expected"],
            Assert.Throws<ParameterMismatchException>(() => parameters.Load(FilePath)).Differences.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(1L << 44)]
    [InlineData(long.MinValue)]
    public void A_counter_that_no_training_reaches_is_refused(long count)
    {
        PyTorch(count).Save(FilePath);
        RunningNetwork<float> network = Used(5);
        float[] before = network.Parameters.Values.ToArray();

        var problem = Assert.Throws<SafeTensorsException>(() => network.Parameters.Load(FilePath));

        Assert.Equal(
            FormattableString.Invariant($"{FilePath}: tensor '0.num_batches_tracked' is {count}; expected a count of batches, from 0 to 17592186044415. Nothing was changed."),
            problem.Message);
        Assert.Equal(before, network.Parameters.Values);
    }

    [Fact]
    public void A_negative_variance_is_refused()
    {
        PyTorch(counter: 7, variance: -0.5f).Save(FilePath);
        RunningNetwork<float> network = Used(5);
        float[] before = network.Parameters.Values.ToArray();

        var problem = Assert.Throws<SafeTensorsException>(() => network.Parameters.Load(FilePath));

        Assert.Equal($"{FilePath}: tensor '0.running_var' is -0.5 at [1]; expected values of at least 0. Nothing was changed.", problem.Message);
        Assert.Equal(before, network.Parameters.Values);
    }

    [Fact]
    public void State_that_could_not_be_loaded_is_not_saved()
    {
        RunningNetwork<float> network = Used(5);
        using (ParameterBlock<float>.Editor editor = network.Parameters.Edit()) { editor["0.num_batches_tracked"][0] = 0.5f; }
        Assert.StartsWith(
            "Running was not saved: '0.num_batches_tracked' is 0.5 and 0, which are not the parts of a count",
            Assert.Throws<InvalidOperationException>(() => network.Parameters.Save(FilePath)).Message,
            StringComparison.Ordinal);

        network = Used(5);
        using (ParameterBlock<float>.Editor editor = network.Parameters.Edit()) { editor["0.running_var"][2] = -1; }
        Assert.StartsWith(
            "Running was not saved: '0.running_var' is -1 at [2]; expected values of at least 0",
            Assert.Throws<InvalidOperationException>(() => network.Parameters.Save(FilePath)).Message,
            StringComparison.Ordinal);
        Assert.False(File.Exists(FilePath));
    }

    /// <summary>A file as PyTorch writes it.</summary>
    private static SafeTensorsWriter PyTorch(long? counter, float variance = 2)
    {
        var writer = new SafeTensorsWriter();
        writer.Add<float>("1.weight", [1, 3], [1, 2, 3]);
        writer.Add<float>("1.bias", [1], [1]);
        writer.Add<float>("0.running_mean", [3], [0.5f, -0.5f, 0]);
        writer.Add<float>("0.running_var", [3], [1, variance, 3]);
        if (counter is { } count) { writer.Add<long>("0.num_batches_tracked", [], [count]); }
        return writer;
    }

    private static RunningNetwork<float> Used(long batches)
    {
        var network = new RunningNetwork<float>(1);
        using ParameterBlock<float>.Editor editor = network.Parameters.Edit();
        for (int i = 0; i < editor.Values.Length; i++) { editor.Values[i] = i / 8f; }
        CompilerServices.StateValues.Set(editor["0.num_batches_tracked"], batches);
        return network;
    }
}
