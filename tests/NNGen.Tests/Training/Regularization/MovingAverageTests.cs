namespace NNGen.Tests;

[Trait("Category", "Slow")]
public sealed class MovingAverageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_network_ends_with_the_average_by_Keras_rule()
    {
        Dataset<double> data = Samples();
        double[]? average = null;
        double[]? raw = null;
        var trained = new FreeDouble(seed: 1);
        trained.Fit(data, epochs: 3, batchSize: 16, callbacks: [Watch((parameters, _) =>
        {
            raw = parameters;
            average = average is null ? [.. parameters] : [.. average.Zip(parameters, (a, w) => 0.9 * a + (1 - 0.9) * w)];
        })]);

        var averaged = new FreeDouble(seed: 1);
        averaged.Fit(data, epochs: 3, batchSize: 16, callbacks: [new ExponentialMovingAverage(0.9)]);
        Assert.Equal(raw, trained.Parameters.Values.ToArray());
        Assert.NotEqual(raw, averaged.Parameters.Values.ToArray());
        for (int i = 0; i < average!.Length; i++) { Assert.Equal(average[i], averaged.Parameters.Values[i], 1e-14); }
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Epochs_are_measured_with_the_average_and_train_on_from_the_parameters(bool measureAverage)
    {
        Dataset<double> data = Samples();
        var plain = new List<double[]>();
        var losses = new FreeDouble(seed: 1).Fit(data, epochs: 3, validation: data, callbacks: [Watch((parameters, _) => plain.Add(parameters))]);

        var seen = new List<double[]>();
        double[]? atEnd = null;
        var network = new FreeDouble(seed: 1);
        History history = network.Fit(data, epochs: 3, validation: data, callbacks:
        [
            Watch((parameters, _) => seen.Add(parameters)),
            new ExponentialMovingAverage(0.9) { MeasureAverage = measureAverage },
            new LambdaCallback(onEpochEnd: context => atEnd = context.Parameters<double>().Values.ToArray()),
        ]);

        Assert.Equal(plain, seen);
        Assert.Equal(network.Evaluate(data).Loss == history.Last.Validation?.Loss, measureAverage);
        Assert.Equal(losses.Last.Validation?.Loss == history.Last.Validation?.Loss, !measureAverage);
        Assert.Equal(measureAverage ? network.Parameters.Values.ToArray() : seen[^1], atEnd);
    }

    [Fact]
    public void Early_stopping_restores_the_averages_of_its_best_epoch_in_either_order()
    {
        foreach (bool isFirst in (bool[])[true, false])
        {
            var averages = new List<double[]>();
            var network = new FreeDouble(seed: 1);
            Callback stopping = new EarlyStopping(1, Runs.Script(3, 1, 2, 2));
            Callback average = new ExponentialMovingAverage(0.9);
            network.Fit(Samples(), epochs: 6, callbacks:
            [
                .. isFirst ? (Callback[])[average, stopping] : [stopping, average],
                new LambdaCallback(onEpochEnd: context => averages.Add(context.Parameters<double>().Values.ToArray())),
            ]);
            Assert.Equal(3, averages.Count);
            Assert.Equal(averages[1], network.Parameters.Values.ToArray());
        }
    }

    [Fact]
    public void A_resumed_training_has_the_bits_of_one_that_was_never_stopped()
    {
        double[] Fit(int epochs, string? resumeFrom)
        {
            var network = new FreeDouble(seed: resumeFrom is null ? 1 : 2);
            network.Fit(
                Samples(),
                new FitOptions
                {
                    Epochs = epochs,
                    BatchSize = 16,
                    Callbacks = [new ExponentialMovingAverage(0.95), new Checkpoints(folder.Path)],
                    ResumeFrom = resumeFrom,
                    AccumulateSteps = 2,
                });
            return network.Parameters.Values.ToArray();
        }

        double[] expected = Fit(6, null);
        double[] first = Fit(3, null);
        Assert.NotEqual(first, FreeDouble.Load(folder["last.ckpt"]).Parameters.Values.ToArray());
        Assert.Equal(expected, Fit(6, folder["last.ckpt"]));
    }

    [Fact]
    public void A_canceled_training_leaves_the_average()
    {
        using var source = new CancellationTokenSource();
        var network = new FreeDouble(seed: 1);
        var steps = new List<double[]>();
        Assert.Throws<FitCanceledException>(() => network.Fit(Samples(), epochs: 5, batchSize: 16, cancellationToken: source.Token, callbacks:
        [
            new ExponentialMovingAverage(0.5),
            Watch((parameters, context) =>
            {
                steps.Add(parameters);
                if (steps.Count == 2) { source.Cancel(); }
            }),
        ]));
        double[] expected = [.. steps[0].Zip(steps[1], (a, w) => (0.5 * a) + (0.5 * w))];
        Assert.Equal(expected, network.Parameters.Values.ToArray());
    }

    [Theory, InlineData(-0.1), InlineData(1), InlineData(double.NaN)]
    public void A_decay_is_a_fraction(double decay) => Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialMovingAverage(decay));

    private static LambdaCallback Watch(Action<double[], TrainingContext> action) =>
        new(onBatchEnd: context => action(context.Parameters<double>().Values.ToArray(), context));

    private static Dataset<double> Samples()
    {
        var random = new Random(3);
        return Dataset.FromLabels(
            [.. Enumerable.Range(0, 80 * 20).Select(_ => (random.NextDouble() * 2) - 1)], 20, [.. Enumerable.Range(0, 80).Select(_ => random.Next(4))], 4);
    }
}
