namespace NNGen.Tests;

public sealed class LearningRateFinderTests
{
    private static readonly Dataset<float> Blobs = Samples.Blobs(200);

    [Fact]
    public void The_suggestion_learns_and_the_network_and_the_optimizer_are_as_they_were()
    {
        var net = new MetricProbabilities(seed: 2);
        float[] before = net.Parameters.Values.ToArray();
        float[] prediction = new float[3], after = new float[3];
        net.Predict(Blobs.Rows[0], prediction);
        var optimizer = new SGD(0.123, momentum: 0.9);

        LearningRateSweep sweep = net.FindLearningRate(Blobs, optimizer, minimum: 1e-5, maximum: 100);

        Assert.Equal(before, net.Parameters.Values);
        net.Predict(Blobs.Rows[0], after);
        Assert.Equal(prediction, after);
        Assert.Equal(0.123, optimizer.LearningRate);
        Assert.InRange(sweep.Suggested!.Value, 1e-3, 10);
        net.Fit(Blobs, epochs: 5, optimizer: new SGD(sweep.Suggested.Value, momentum: 0.9));
        Assert.True(net.Evaluate(Blobs).Accuracy > 0.9);
    }

    [Fact]
    public void The_first_step_is_the_loss_of_the_first_batch_and_the_rates_are_evenly_spaced_in_their_logarithm()
    {
        var net = new MetricProbabilities(seed: 2);
        LearningRateSweep sweep = net.FindLearningRate(Blobs, new SGD(), minimum: 1e-6, maximum: 1e-2, steps: 41, batchSize: 200, smoothing: 0);

        Assert.Equal(41, sweep.Losses.Count);
        Assert.Equal(net.Evaluate(Blobs)["loss"], sweep.Losses[0], 1e-5);
        Assert.Equal(sweep.Losses, sweep.SmoothedLosses);
        Assert.Equal(1e-6, sweep.LearningRates[0]);
        Assert.Equal(1e-2, sweep.LearningRates[^1]);
        Assert.Equal(1e-4, sweep.LearningRates[20], 1e-12);
        Assert.Contains("all steps", sweep.EndReason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_sweep_on_any_number_of_threads()
    {
        var net = new MetricProbabilities(seed: 2);
        LearningRateSweep one = net.FindLearningRate(Blobs, maxDegreeOfParallelism: 1), two = net.FindLearningRate(Blobs, maxDegreeOfParallelism: 2);

        Assert.Equal(one.Losses, two.Losses);
        Assert.Equal(one.ToString(), two.ToString());
        Assert.NotEqual(one.Losses, net.FindLearningRate(Blobs, seed: 1).Losses);
    }

    [Fact]
    public void The_search_ends_when_the_loss_grows_or_is_no_longer_finite()
    {
        Dataset<float> lines = Samples.Lines(100);
        var net = new ScalarNetwork<LinearModel, float>(1);
        float[] before = net.Parameters.Values.ToArray();

        LearningRateSweep grown = net.FindLearningRate(lines, new SGD(), 1e-4, 1e3, smoothing: 0.5);
        Assert.Contains("4 times", grown.EndReason, StringComparison.Ordinal);
        Assert.InRange(grown.Losses.Count, 10, 99);
        Assert.NotNull(grown.Suggested);

        LearningRateSweep burst = net.FindLearningRate(lines, new SGD(), 1e20, 1e38, divergence: double.PositiveInfinity);
        Assert.Contains("finite", burst.EndReason, StringComparison.Ordinal);
        Assert.Null(burst.Suggested);
        Assert.Equal(before, net.Parameters.Values);
    }

    [Fact]
    public void The_suggestion_is_where_the_loss_falls_most_steeply()
    {
        double[] rates = [.. Enumerable.Range(0, 50).Select(i => Math.Pow(10, -5 + i / 10.0))];
        double[] falling = [.. rates.Select((_, i) => i < 45 ? -Math.Tanh((i - 30) / 4.0) : 100)];

        Assert.Equal(rates[30], new LearningRateSweep(rates, falling, falling, "").Suggested);
        Assert.Null(new LearningRateSweep(rates, rates, rates, "").Suggested);

        // A burst and its end must not determine the learning rate.
        double[] burst = [.. falling.Select((loss, i) => i is >= 40 and < 45 ? 50 - 10 * (i - 40) : loss)];
        Assert.Equal(rates[30], new LearningRateSweep(rates, burst, burst, "").Suggested);
        Assert.Null(new LearningRateSweep([1, 2, 3], [3, 2, 1], [3, 2, 1], "").Suggested);
        Assert.StartsWith("no suggestion", new LearningRateSweep([], [], [], "nothing").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_canceled_sweep_leaves_the_network_as_it_was()
    {
        var net = new ScalarNetwork<OddClassifier, float>(1);
        float[] before = net.Parameters.Values.ToArray();
        using var source = new CancellationTokenSource();
        int passes = 0;
        net.OnPass = (_, _) =>
        {
            if (++passes == 5) { source.Cancel(); }
        };

        Assert.ThrowsAny<OperationCanceledException>(() => net.FindLearningRate(Blobs, cancellationToken: source.Token, maxDegreeOfParallelism: 1));
        Assert.Equal(5, passes);
        Assert.Equal(before, net.Parameters.Values);
    }

    [Fact]
    public void Arguments_are_checked()
    {
        var net = new MetricProbabilities(seed: 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => net.FindLearningRate(Blobs, minimum: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => net.FindLearningRate(Blobs, minimum: 1, maximum: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => net.FindLearningRate(Blobs, smoothing: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => net.FindLearningRate(Blobs, divergence: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => net.FindLearningRate(Blobs, steps: 1));
        Assert.Throws<ArgumentException>(() => net.FindLearningRate(Samples.Circles(10)));
        Assert.Throws<InvalidOperationException>(() => new ScalarNetwork<LosslessModel, float>(1).FindLearningRate(Samples.Lines(10)));
    }
}
