namespace NNGen.Tests;

/// <summary>Several batches per step.</summary>
public class AccumulationTests
{
    private static readonly Optimizer[] Optimizers = [new SGD(0.1, momentum: 0.9), new Adam(0.01) { GlobalClipNorm = 0.1 }];

    public static TheoryData<int, int> Cases => new() { { 0, 1 }, { 0, 3 }, { 1, 1 }, { 1, 2 } };

    [Theory, MemberData(nameof(Cases))]
    public void Batches_of_one_step_are_one_batch_of_their_size(int optimizer, int threads)
    {
        (double[] inputs, int[] classes) = Samples(90);
        var large = new PenalizedDouble(seed: 1);
        var small = new PenalizedDouble(seed: 1);
        using var once = large.CreateTrainer(Optimizers[optimizer], maxDegreeOfParallelism: threads);
        using var often = small.CreateTrainer(Optimizers[optimizer], maxDegreeOfParallelism: threads);
        for (int step = 0; step < 3; step++)
        {
            double expected = once.Step(inputs, classes);
            double[] losses =
            [
                often.Accumulate(inputs.AsSpan(0, 20 * 40), classes.AsSpan(0, 40)),
                often.Accumulate(inputs.AsSpan(20 * 40, 20 * 17), classes.AsSpan(40, 17)),
                often.Step(inputs.AsSpan(20 * 57), classes.AsSpan(57)),
            ];
            Assert.Equal(expected, ((40 * losses[0]) + (17 * losses[1]) + (33 * losses[2])) / 90, 1e-12);
            Assert.Equal(0, often.AccumulatedSamples);
        }

        Assert.Equal(3, often.StepCount);
        for (int i = 0; i < large.Parameters.Count; i++) { Assert.Equal(large.Parameters.Values[i], small.Parameters.Values[i], 1e-11); }
    }

    [Fact]
    public void Accumulating_changes_no_parameter()
    {
        (double[] inputs, int[] classes) = Samples(20);
        var network = new FreeDouble(seed: 1);
        double[] before = network.Parameters.Values.ToArray();
        using var trainer = network.CreateTrainer();
        trainer.Accumulate(inputs, classes);
        trainer.Accumulate(inputs, classes);
        Assert.Equal(before, network.Parameters.Values.ToArray());
        Assert.Equal((0L, 40L), (trainer.StepCount, trainer.AccumulatedSamples));
    }

    [Fact]
    public void Fit_with_accumulated_steps_is_fit_with_larger_batches()
    {
        // 90 samples: nine batches of 10, of which three make a step, or three of 30; four leave one for the last step.
        (double[] inputs, int[] classes) = Samples(90);
        Dataset<double> data = Dataset.FromLabels(inputs, 20, classes, 4);
        double[] Fit(int batchSize, int accumulate, out long steps, int threads = 1)
        {
            long taken = 0;
            var network = new FreeDouble(seed: 1);
            network.Fit(
                data,
                new FitOptions
                {
                    Epochs = 3,
                    BatchSize = batchSize,
                    Optimizer = new Adam(0.01),
                    Callbacks = [new LambdaCallback(onEpochEnd: context => taken = context.Step)],
                    Seed = 5,
                    AccumulateSteps = accumulate,
                    MaxDegreeOfParallelism = threads,
                });
            steps = taken;
            return network.Parameters.Values.ToArray();
        }

        double[] expected = Fit(30, 1, out long steps);
        Assert.Equal(9, steps);
        double[] actual = Fit(10, 3, out steps);
        Assert.Equal(9, steps);
        for (int i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], actual[i], 1e-9); }
        Assert.Equal(actual, Fit(10, 3, out _, threads: 3));

        expected = Fit(40, 1, out _);
        actual = Fit(10, 4, out steps);
        Assert.Equal(9, steps);
        for (int i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], actual[i], 1e-9); }
    }

    [Fact]
    public void One_batch_at_least_makes_a_step()
    {
        (double[] inputs, int[] classes) = Samples(20);
        Dataset<double> data = Dataset.FromLabels(inputs, 20, classes, 4);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FreeDouble().Fit(data, new FitOptions { AccumulateSteps = 0 }));
    }

    private static (double[] Inputs, int[] Classes) Samples(int count)
    {
        var random = new Random(3);
        return ([.. Enumerable.Range(0, count * 20).Select(_ => (random.NextDouble() * 2) - 1)], [.. Enumerable.Range(0, count).Select(_ => random.Next(4))]);
    }
}
