using System.Numerics;

namespace NNGen.Tests;

public sealed class TrainerTests
{
    [Fact]
    public void A_step_returns_the_loss_before_it_and_moves_against_the_gradient()
    {
        var network = new ScalarNetwork<LinearModel, double>(1);
        double[] before = network.Parameters.Values.ToArray();
        using var trainer = new Trainer<ScalarNetwork<LinearModel, double>, double>(network, new SGD(0.1));
        double[] inputs = [1, 2, 3, -1, 0, 1], targets = [1, -1, 0.5, 2], outputs = new double[4];
        network.PredictBatch(inputs, outputs);
        double expected = outputs.Zip(targets, (p, t) => (p - t) * (p - t)).Sum() / 4;

        Assert.Equal(expected, trainer.Step(inputs, targets), 1e-14);

        double[] gradients = trainer.Gradients.ToArray();
        Assert.Contains(gradients, gradient => gradient != 0);
        for (int i = 0; i < before.Length; i++) { Assert.Equal(before[i] - 0.1 * gradients[i], network.Parameters.Values[i], 1e-15); }
        Assert.Equal(1, trainer.StepCount);
    }

    [Fact]
    public void A_step_tells_the_network_that_its_parameters_have_changed()
    {
        var network = new ScalarNetwork<OddClassifier, float>(1);
        using var trainer = network.CreateTrainer(maxDegreeOfParallelism: 3);
        int version = network.Parameters.Version;
        Train(trainer, Samples.Blobs(40), 40, 1);
        Assert.NotEqual(version, network.Parameters.Version);
    }

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(64)]
    [InlineData(131)]
    public void Any_number_of_threads_gives_the_same_bits(int batchSize)
    {
        foreach (Func<Optimizer> optimizer in new Func<Optimizer>[]
        {
            () => new Adam(0.01),
            () => new SGD(0.1, momentum: 0.9) { GlobalClipNorm = 0.1 },
            () => new RMSProp { ClipNorm = 0.05 },
            () => new Adagrad(0.05) { ClipValue = 0.01 },
        })
        {
            (int[] Parameters, int[] Losses) one = Run(1);
            for (int threads = 2; threads <= 4; threads++)
            {
                (int[] parameters, int[] losses) = Run(threads);
                Assert.Equal(one.Losses, losses);
                Assert.Equal(one.Parameters, parameters);
            }

            (int[] Parameters, int[] Losses) Run(int threads)
            {
                var network = new ScalarNetwork<OddClassifier, float>(3);
                using var trainer = network.CreateTrainer(optimizer(), maxDegreeOfParallelism: threads);
                float[] losses = Train(trainer, Samples.Blobs(400), batchSize, 6);
                return (Bits(network.Parameters.Values), Bits(losses));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Nothing_is_allocated_on_any_thread_after_the_first_step(int threads)
    {
        var network = new ScalarNetwork<OddClassifier, float>(3);
        using var trainer = network.CreateTrainer(new Adam { GlobalClipNorm = 1 }, maxDegreeOfParallelism: threads);
        Dataset<float> samples = Samples.Blobs(100);
        const int Steps = 20;
        long[,] allocated = new long[Steps, 128];
        int step = 0;
        network.OnPass = (firstPanel, _) => allocated[step, firstPanel] = 1 + GC.GetAllocatedBytesForCurrentThread();

        for (; step < Steps; step++)
        {
            trainer.Step(samples.Features, samples.Labels);
            if (step % 5 == 4) { Thread.Sleep(5); }
        }

        int seen = 0;
        for (int panel = 0; panel < 128; panel++)
        {
            if (allocated[0, panel] == 0) { continue; }
            seen++;

            // The counter may jump if a collection of another test's garbage cuts the thread's block of memory short, but not at most steps.
            Assert.InRange(Enumerable.Range(3, Steps - 3).Count(later => allocated[later, panel] != allocated[later - 1, panel]), 0, 2);
        }

        Assert.Equal(Math.Min(threads, (100 + Workspace<float>.PanelWidth - 1) / Workspace<float>.PanelWidth), seen);
    }

    [Fact]
    public void A_weight_of_two_counts_as_a_sample_twice()
    {
        Dataset<float> samples = Samples.Blobs(3);
        float[] once = samples.Features.ToArray(), twice = [.. once, .. once[5..10]];
        int[] classes = [0, 1, 2];

        var weighted = new ScalarNetwork<OddClassifier, float>(5);
        using var weightedTrainer = weighted.CreateTrainer(new SGD(0.1));
        float weightedLoss = weightedTrainer.Step(once, classes, [1, 2, 1]);

        var doubled = new ScalarNetwork<OddClassifier, float>(5);
        using var doubledTrainer = doubled.CreateTrainer(new SGD(0.1));
        float doubledLoss = doubledTrainer.Step(twice, [.. classes, 1]);

        // The mean divides by the number of samples, not by the sum of the weights.
        Assert.Equal(doubledLoss * 4 / 3, weightedLoss, 1e-6f);
        for (int i = 0; i < weighted.Parameters.Count; i++)
        {
            Assert.Equal(doubledTrainer.Gradients[i] * 4 / 3, weightedTrainer.Gradients[i], 1e-6f);
        }
    }

    [Fact]
    public void A_custom_loss_trains_a_network_without_a_loss()
    {
        var own = new ScalarNetwork<LosslessModel, double>(4);
        using var trainer = own.CreateTrainer(new SGD(0.2));
        double[] inputs = [1, 2, -1], outputs = new double[2], targets = [0.5, -0.25];
        for (int step = 0; step < 200; step++)
        {
            own.PredictBatch(inputs, outputs);
            double[] gradients = [outputs[0] - targets[0], outputs[1] - targets[1]];
            Assert.Equal(0, trainer.Step(new Batch<double> { Size = 1, Inputs = inputs, OutputGradients = gradients }));
        }

        own.PredictBatch(inputs, outputs);
        Assert.Equal(targets[0], outputs[0], 1e-6);
        Assert.Equal(targets[1], outputs[1], 1e-6);
    }

    [Fact]
    public void A_larger_batch_grows_the_memory()
    {
        var network = new ScalarNetwork<OddClassifier, float>(3);
        using var trainer = network.CreateTrainer(maxBatchSize: 2);
        Assert.Equal(2, Train(trainer, Samples.Blobs(90), 45, 2).Length);
    }

    [Fact]
    public void An_exception_in_a_pass_comes_out_of_the_step_and_changes_nothing()
    {
        var network = new ScalarNetwork<OddClassifier, float>(3);
        using var trainer = network.CreateTrainer(maxDegreeOfParallelism: 2);
        int[] before = Bits(network.Parameters.Values);
        network.OnPass = (first, _) => { if (first > 0) { throw new NotSupportedException("panel"); } };
        Assert.Equal("panel", Assert.Throws<NotSupportedException>(() => Train(trainer, Samples.Blobs(100), 100, 1)).Message);
        Assert.Equal(before, Bits(network.Parameters.Values));
        network.OnPass = null;
        Train(trainer, Samples.Blobs(100), 100, 1);
        Assert.NotEqual(before, Bits(network.Parameters.Values));
    }

    [Fact]
    public void A_step_within_a_step_is_rejected()
    {
        var network = new ScalarNetwork<OddClassifier, float>(3);
        using var trainer = network.CreateTrainer();
        network.OnPass = (_, _) => trainer.Step(new float[5], [1]);
        Assert.Throws<InvalidOperationException>(() => trainer.Step(new float[5], [1]));
    }

    [Fact]
    public void A_disposed_trainer_rejects_steps()
    {
        var trainer = new ScalarNetwork<OddClassifier, float>(3).CreateTrainer(maxDegreeOfParallelism: 2);
        Train(trainer, Samples.Blobs(40), 40, 1);
        trainer.Dispose();
        Assert.Equal("Trainer", Assert.Throws<ObjectDisposedException>(() => trainer.Step(new float[5], [1])).ObjectName);
        Assert.Equal("Trainer", Assert.Throws<ObjectDisposedException>(() => trainer.Fit(Samples.Blobs(9))).ObjectName);
    }

    private static float[] Train(Trainer<ScalarNetwork<OddClassifier, float>, float> trainer, Dataset<float> samples, int batchSize, int steps)
    {
        float[] losses = new float[steps];
        for (int step = 0; step < steps; step++)
        {
            Dataset<float> batch = samples.Slice(step * batchSize % (samples.Count - batchSize + 1), batchSize);
            losses[step] = trainer.Step(batch.Features, batch.Labels);
        }

        return losses;
    }

    private static int[] Bits(ReadOnlySpan<float> values)
    {
        int[] bits = new int[values.Length];
        for (int i = 0; i < bits.Length; i++) { bits[i] = BitConverter.SingleToInt32Bits(values[i]); }
        return bits;
    }
}
