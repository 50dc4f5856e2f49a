namespace NNGen.Tests;

[Network]
[Input(4)]
[Dense(6, Bias = false), BatchNorm, ReLU]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class NormalizedModel;

/// <summary>The state of a compiled batch normalization.</summary>
public sealed class BatchNormStateTests
{
    [Fact]
    public void The_summary_counts_state_as_Keras_does()
    {
        Assert.EndsWith(
            "\n Total params: 55 (220.00 B)\n Trainable params: 43 (172.00 B)\n Non-trainable params: 12 (48.00 B)",
            NormalizedModel.Summary.ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
        Assert.Matches("batchnorm1 \\(BatchNorm\\).* 24 ", NormalizedModel.Summary);
        Assert.Equal((43, 14), (NormalizedModel.Description.ParameterCount, NormalizedModel.Description.StateCount));
    }

    [Fact]
    public void State_follows_the_trainable_tensors_and_has_PyTorchs_names()
    {
        Assert.Equal(
            ["0.weight [6, 4]", "1.weight [6]", "1.bias [6]", "3.weight [1, 6]", "3.bias [1]", "1.running_mean [6]", "1.running_var [6]", "1.num_batches_tracked []"],
            NormalizedModel.Description.Parameters.Select(parameter => parameter.ToString()));
        Assert.Equal([true, true, true, true, true, false, false, false], NormalizedModel.Description.Parameters.Select(parameter => parameter.IsTrainable));
    }

    [Fact]
    public void A_trained_network_predicts_the_same_after_it_was_saved_and_loaded()
    {
        float[] inputs = [.. Enumerable.Range(0, 4 * 32).Select(i => (i * 37 % 101) / 50f)], targets = [.. Enumerable.Range(0, 32).Select(i => i / 16f)];
        var network = new NormalizedModel(seed: 1);
        network.Fit(Dataset.Create(inputs, 4, targets, 1), epochs: 3, batchSize: 16);
        Assert.Equal(6, network.Batchnorm1.BatchesTracked);
        Assert.NotEqual(0, network.Batchnorm1.RunningMean[0]);

        using var stream = new MemoryStream();
        network.Save(stream);
        stream.Position = 0;
        NormalizedModel loaded = NormalizedModel.Load(stream);

        Assert.Equal(network.PredictBatch(inputs), loaded.PredictBatch(inputs));
        Assert.Equal(6, loaded.Batchnorm1.BatchesTracked);
    }
}
