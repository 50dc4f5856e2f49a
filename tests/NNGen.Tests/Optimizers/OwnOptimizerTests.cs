using NNGen.Bits;

namespace NNGen.Tests;

/// <summary>A user-defined optimizer has the same features as those of the library. Its formula and bits are in ReferenceOptimizers.</summary>
[Trait("Category", "Slow")]
public sealed class OwnOptimizerTests
{
    private static readonly Dataset<float> Blobs = Samples.Blobs(60);

    [Fact]
    public void An_own_optimizer_trains_with_the_same_bits_on_any_number_of_threads()
    {
        var one = new MetricProbabilities(seed: 1);
        var three = new MetricProbabilities(seed: 1);
        using (var trainer = new Trainer<MetricProbabilities, float>(one, new SignMomentum(), maxDegreeOfParallelism: 1)) { trainer.Fit(Blobs, epochs: 3); }
        using (var trainer = new Trainer<MetricProbabilities, float>(three, new SignMomentum(), maxDegreeOfParallelism: 3)) { trainer.Fit(Blobs, epochs: 3); }

        Assert.Equal(one.Parameters.Values, three.Parameters.Values);
        Assert.NotEqual(new MetricProbabilities(seed: 1).Parameters.Values.ToArray(), one.Parameters.Values.ToArray());
    }

    [Fact]
    public void An_own_optimizer_gets_clipped_gradients()
    {
        var net = new MetricProbabilities(seed: 1);
        using var trainer = new Trainer<MetricProbabilities, float>(net, new SignMomentum(0.1, beta: 0) { ClipValue = 1e-9 });
        float[] gradients = new float[MetricProbabilities.ParameterCount];
        net.Gradients(Blobs.Features, Blobs.Labels, gradients);

        trainer.Step(Blobs.Features, Blobs.Labels);

        Assert.Contains(gradients, gradient => Math.Abs(gradient) > 1e-9);
        Assert.All(trainer.State.Slot(0).ToArray(), value => Assert.InRange(value, -1e-9f, 1e-9f));
    }

    [Fact]
    public void The_state_of_a_custom_optimizer_is_in_checkpoints_and_other_settings_are_rejected()
    {
        using var folder = new TemporaryFolder();
        var whole = new MetricProbabilities(seed: 1);
        whole.Fit(Blobs, epochs: 4, optimizer: new SignMomentum());
        var first = new MetricProbabilities(seed: 1);
        first.Fit(Blobs, epochs: 2, optimizer: new SignMomentum(), callbacks: [new Checkpoints(folder["run"])]);
        string file = Checkpoints.LastIn(folder["run"])!;
        var resumed = new MetricProbabilities(seed: 9);

        resumed.Fit(Blobs, new FitOptions { Epochs = 4, Optimizer = new SignMomentum(), ResumeFrom = file });

        Assert.Equal(whole.Parameters.Values, resumed.Parameters.Values);
        Assert.Contains(
            "Beta",
            Assert.Throws<CheckpointMismatchException>(() =>
                new MetricProbabilities(seed: 1).Fit(Blobs, new FitOptions { Epochs = 4, Optimizer = new SignMomentum(beta: 0.5), ResumeFrom = file })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_update_with_more_slots_than_its_optimizer_says_is_rejected()
    {
        using var trainer = new Trainer<MetricProbabilities, float>(new MetricProbabilities(seed: 1), new Forgetful(), maxDegreeOfParallelism: 1);

        Assert.Contains(
            "The update of Forgetful uses 1 slots, but its SlotCount is 0",
            Assert.Throws<InvalidOperationException>(() => trainer.Step(Blobs.Features, Blobs.Labels)).Message,
            StringComparison.Ordinal);
    }
}
