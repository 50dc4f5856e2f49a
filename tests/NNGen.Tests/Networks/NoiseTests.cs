using NNGen.CompilerServices;

namespace NNGen.Tests;

// The loss takes the logits from the noise, which a prediction does not have.
[Network]
[Input(5)]
[Dense(4, Bias = false), BatchNorm]
[Dropout(0.3)]
[Softmax]
[CrossEntropy]
internal sealed partial class NoisyLogits;

[Network]
[Input(4, 3, 5)]
[SpatialDropout(0.4)]
[Conv2D(2, 1)]
[MeanSquaredError]
internal sealed partial class OnlyDropped : ICompiledNetwork<OnlyDropped, float>;

/// <summary>Masks of dropout and Gaussian noise, and the values that pass through them.</summary>
public class NoiseTests
{
    private static readonly int[] BatchSizes = [1, 2, 7, 16, 17, 33, 100, 257];

    public static TheoryData<string> Names() => ["Active", "ActiveDouble", "Dropped", "DroppedDouble", "Noisy", "NoisyDouble", "DroppedChannels", "DroppedChannelsDouble", "DroppedSteps", "DroppedStepsDouble"];

    [Theory, MemberData(nameof(Names))]
    public void Loss_and_gradients_of_a_training_pass_are_the_oracles_with_the_same_noise(string name)
    {
        (Subject network, OracleNetwork oracle) = Zoo.Find(name);
        foreach (int size in BatchSizes)
        {
            TargetKind kind = Draw.TargetKindsOf(oracle.LossAttribute, oracle.OutputSize)[^1];
            SampleBatch samples = Draw.Samples(oracle, size, kind, weighted: true, new Random(size));
            (long, long) noise = (-5 + ((long)size << 33), size + (3L << 32));
            oracle.Noise = noise;
            Closeness.Near(
                oracle.Gradients(samples, network.Parameters), network.Pass(samples, noise), network.IsDouble ? 1e-10 : 1e-5, network, $"batch {size}");
        }
    }

    [Theory, InlineData("DroppedDouble"), InlineData("NoisyDouble"), InlineData("DroppedChannelsDouble"), InlineData("DroppedStepsDouble")]
    public void Gradients_under_fixed_noise_are_central_differences_of_the_loss(string name)
    {
        const double Step = 3e-6;
        (Subject network, OracleNetwork oracle) = Zoo.Find(name);
        SampleBatch samples = Draw.Samples(oracle, 19, Draw.TargetKindsOf(oracle.LossAttribute, oracle.OutputSize)[^1], weighted: false, new Random(7));
        Slopes slopes = network.Pass(samples, (1, 2));
        double[] parameters = network.Parameters;
        double scale = slopes.Parameters.Max(Math.Abs) + slopes.Loss;
        for (int i = 0; i < parameters.Length; i += 3)
        {
            double difference = (LossAt(parameters[i] + Step) - LossAt(parameters[i] - Step)) / (2 * Step);
            Assert.True(Math.Abs(difference - slopes.Parameters[i]) <= 1e-8 * scale, $"Parameter {i}: gradient {slopes.Parameters[i]:R}, difference {difference:R}.");

            double LossAt(double value)
            {
                double[] moved = [.. parameters];
                moved[i] = value;
                network.Parameters = moved;
                return network.Pass(samples, (1, 2)).Loss;
            }
        }
    }

    [Fact]
    public void Gaussian_numbers_are_the_quantiles_of_their_words()
    {
        (int features, int panels) = (21, 40);
        int width = Workspace<double>.PanelWidth;
        double[] numbers = new double[features * panels * width];
        var batch = new Batch<double> { Size = panels * width, Inputs = [], NoiseSeed = 77, NoiseStep = 6 };
        NoisePanels.Gaussian(in batch, PassMode.Training, 2.0, 3, features, 0, panels, ref numbers[0]);
        for (int sample = 0; sample < panels * width; sample++)
        {
            for (int i = 0; i < features; i++)
            {
                double expected = 2 * NormalQuantile.Of(((NoiseDraws.Word(77, 6, 3, sample, i) >> 8) + 0.5) / (1 << 24));
                double actual = numbers[((((sample / width) * features) + i) * width) + (sample % width)];
                Assert.True(Math.Abs(actual - expected) <= 2e-6 * Math.Abs(expected), $"Sample {sample}, feature {i}: {actual:R}, expected {expected:R}.");
            }
        }
    }

    [Fact]
    public void The_ends_of_the_words_give_finite_numbers_of_both_signs()
    {
        // 5.4 standard deviations are the quantile of the smallest uniform number, 2^-25.
        float[] numbers = new float[1 << 16];
        var batch = new Batch<float> { Size = numbers.Length, Inputs = [], NoiseSeed = 1 };
        NoisePanels.Gaussian(in batch, PassMode.Training, 1.0, 0, 64, 0, numbers.Length / 64 / Workspace<float>.PanelWidth, ref numbers[0]);
        Assert.All(numbers, number => Assert.InRange(Math.Abs(number), 1e-8f, 5.5f));
        Assert.InRange(numbers.Average(), -0.02, 0.02);
        Assert.InRange(numbers.Average(number => (double)number * number), 0.97, 1.03);
    }

    [Theory, InlineData(0.1), InlineData(0.5), InlineData(0.9)]
    public void The_rate_is_the_fraction_that_is_dropped_and_the_mean_stays(double rate)
    {
        float[] factors = Factors(rate, 64, seed: 3, step: 4, layer: 0);
        Assert.Equal([0f, (float)(1 / (1 - rate))], factors.Distinct().Order());
        Assert.InRange(factors.Count(factor => factor == 0) / (double)factors.Length, rate - 0.02, rate + 0.02);
    }

    [Fact]
    public void Seeds_steps_and_layers_have_different_masks()
    {
        float[][] masks =
        [
            Factors(0.5, 8, 1, 0, 0), Factors(0.5, 8, 2, 0, 0), Factors(0.5, 8, 1, 1, 0), Factors(0.5, 8, 1, 0, 1),
            Factors(0.5, 8, 1, 1L << 32, 0), Factors(0.5, 8, 1L << 32, 0, 0),
        ];
        Assert.Equal(Factors(0.5, 8, 1, 0, 0), masks[0]);
        for (int i = 0; i < masks.Length; i++)
        {
            for (int j = 0; j < i; j++) { Assert.InRange(masks[i].Zip(masks[j]).Count(pair => pair.First == pair.Second) / (double)masks[i].Length, 0.4, 0.6); }
        }
    }

    [Fact]
    public void Only_training_steps_drop()
    {
        var network = new Dropped(seed: 1);
        float[] inputs = Enumerable.Range(0, 7 * 40).Select(i => MathF.Sin(i)).ToArray();
        int[] classes = Enumerable.Range(0, 40).Select(i => i % 5).ToArray();
        float[] gradients = new float[Dropped.ParameterCount];
        float loss = network.Gradients(inputs, classes, gradients);
        Assert.Equal(loss, network.Evaluate(Dataset.FromLabels<float>(inputs, 7, classes, 5))["loss"], 1e-6);

        using var trainer = network.CreateTrainer(new SGD(0.001));
        float first = trainer.Step(inputs, classes);
        Assert.NotEqual(loss, first, 1e-3);
        Assert.NotEqual(first, trainer.Step(inputs, classes), 1e-3);

        float Losses(int seed)
        {
            var fresh = new Dropped(seed: 1);
            using var other = fresh.CreateTrainer(new SGD(0.001));
            other.NoiseSeed = seed;
            return other.Step(inputs, classes);
        }

        Assert.Equal(first, Losses(0));
        Assert.NotEqual(first, Losses(1), 1e-3);
    }

    [Fact]
    public void Predictions_of_a_batch_are_those_of_its_samples_where_noise_follows_a_normalization()
    {
        var network = new NoisyLogits(seed: 1);
        float[] inputs = Enumerable.Range(0, 5 * 40).Select(i => MathF.Sin(i)).ToArray();

        float[] outputs = network.PredictBatch(inputs);

        for (int i = 0; i < 40; i++)
        {
            Assert.All(network.Predict(inputs.AsSpan(i * 5, 5)).Zip(outputs.Skip(i * 4)), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        }

        double loss = network.Gradients(inputs, Enumerable.Range(0, 40).Select(i => i % 4).ToArray(), new float[NoisyLogits.ParameterCount]);
        Assert.True(double.IsFinite(loss));
    }

    [Fact]
    public void A_channel_is_dropped_at_all_positions_of_a_sample_or_at_none()
    {
        Subject network = Subject.Of<OnlyDropped, float>();
        SampleBatch samples = Draw.Samples(new OracleNetwork(typeof(OnlyDropped)), 40, TargetKind.Values, weighted: false, new Random(3));
        double[][] slopes = [.. network.Pass(samples, (1, 2)).Inputs.Chunk(4 * 3 * 5)];

        // Where a channel is dropped, no gradient passes, at any of the twelve pixels.
        int dropped = 0;
        foreach (double[] sample in slopes)
        {
            for (int channel = 0; channel < 5; channel++)
            {
                int zeros = Enumerable.Range(0, 12).Count(pixel => sample[(pixel * 5) + channel] == 0);
                Assert.True(zeros is 0 or 12, $"Channel {channel} has {zeros} pixels without a gradient.");
                dropped += zeros / 12;
            }
        }

        Assert.InRange(dropped, 60, 100); // 200 channels with a rate of 0.4
    }

    private static float[] Factors(double rate, int features, long seed, long step, int layer)
    {
        float[] factors = new float[1 << 14];
        var batch = new Batch<float> { Size = factors.Length / features, Inputs = [], NoiseSeed = seed, NoiseStep = step };
        NoisePanels.Dropout(in batch, PassMode.Training, rate, layer, features, 0, factors.Length / features / Workspace<float>.PanelWidth, ref factors[0]);
        return factors;
    }
}
