namespace NNGen.Generator.Tests;

/// <summary>Batches of one sample, for networks that normalize by the statistics of a batch.</summary>
public sealed class BatchUseTests
{
    private const string Flat = "Input(4), Dense(3, Bias = false), BatchNorm, Tanh, Dense(2), MeanSquaredError";

    [Theory]
    [InlineData("net.Fit(data, new FitOptions { BatchSize = 1 });")]
    [InlineData("const int One = 1; var options = new FitOptions { BatchSize = One }; net.Fit(data, options);", "One")]
    [InlineData("trainer.Step(new Batch<float> { Size = 1, Inputs = new float[4], Targets = new float[2] });")]
    public void A_batch_of_one_has_no_variance(string statement, string place = "1") => Assert.Equal(
        [$"NNG4014 `{place}`: BatchNorm 'batchnorm1' of Net normalizes by the statistics of a batch, and a batch of one sample has only one value per channel, whose variance is 0 (take 2 samples or more, or LayerNorm)"],
        Reported(Flat, statement));

    [Theory]
    [InlineData(Flat, "net.Fit(data, new FitOptions { BatchSize = 2 });")]
    [InlineData(Flat, "net.Fit(data);")]
    [InlineData(Flat, "trainer.Step(new Batch<float> { Size = 2, Inputs = new float[8], Targets = new float[4] });")]
    [InlineData("Input(4), Dense(3), LayerNorm, Tanh, Dense(2), MeanSquaredError", "net.Fit(data, new FitOptions { BatchSize = 1 });")]
    [InlineData("Input(4), Dense(3), BatchNorm(Trainable = false), Tanh, Dense(2), MeanSquaredError", "net.Fit(data, new FitOptions { BatchSize = 1 });")]
    [InlineData("Input(4, 4, 1), Conv2D(3, 3, Bias = false), BatchNorm, Tanh, Flatten, Dense(2), MeanSquaredError", "net.Fit(data, new FitOptions { BatchSize = 1 });")]
    public void Other_batches_are_not_reported(string layers, string statement) => Assert.Empty(Reported(layers, statement));

    private static IReadOnlyList<string> Reported(string layers, string statement) => Uses.InSource(
        $"[Network, {layers}] public partial class Net; class P {{ void Run(Net net, Trainer<Net, float> trainer, Dataset<float> data) {{ {statement} }} }}");
}
