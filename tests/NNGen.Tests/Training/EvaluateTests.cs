namespace NNGen.Tests;

public sealed class EvaluateTests
{
    [Fact]
    public void Regression_metrics_follow_their_definitions()
    {
        var net = new ScalarNetwork<LinearModel, double>(4);
        var random = new Random(1);
        double[] features = [.. Enumerable.Range(0, 33 * 3).Select(_ => random.NextDouble())];
        double[] targets = [.. Enumerable.Range(0, 33 * 2).Select(i => random.NextDouble() + (i % 2) * 100)], outputs = new double[66];
        net.PredictBatch(features, outputs);
        double[] errors = [.. outputs.Zip(targets, (p, t) => p - t)];

        Metrics metrics = net.Evaluate(Dataset.Create(features, 3, targets, 2));

        Assert.Equal(33, metrics.Count);
        Assert.Equal(errors.Average(e => e * e), metrics["loss"], 1e-9);
        Assert.Equal(Math.Sqrt(errors.Average(e => e * e)), metrics["rmse"], 1e-9);
        Assert.Equal(errors.Average(Math.Abs), metrics["mae"], 1e-9);
        double[] rSquared = [.. Enumerable.Range(0, 2).Select(output =>
        {
            double[] t = [.. targets.Where((_, i) => i % 2 == output)];
            return 1 - errors.Where((_, i) => i % 2 == output).Sum(e => e * e) / t.Sum(value => Math.Pow(value - t.Average(), 2));
        })];
        Assert.Equal(rSquared.Average(), metrics["r2"], Math.Abs(rSquared.Average()) * 1e-9);
        Assert.Null(metrics.Accuracy);
    }

    [Fact]
    public void R_squared_of_constant_targets_is_that_of_scikit_learn()
    {
        var net = new ScalarNetwork<LinearModel, float>(1);
        using (ParameterBlock<float>.Editor editor = net.Parameters.Edit()) { editor.Values.Clear(); }
        Assert.Equal(1, net.Evaluate(Dataset.Create(new float[9], 3, new float[6], 2)).RSquared);
        Assert.Equal(0.5, net.Evaluate(Dataset.Create(new float[9], 3, [1f, 0, 1, 0, 1, 0], 2)).RSquared);
        Assert.Null(net.Evaluate(Dataset.Create(new float[3], 3, [1f, 0], 2)).RSquared);
    }

    [Fact]
    public void Accuracy_of_classes_counts_the_largest_output_and_agrees_with_one_hot_targets()
    {
        var net = new ScalarNetwork<OddClassifier, float>(8);
        Dataset<float> samples = Samples.Blobs(70);
        float[] outputs = new float[210], oneHot = new float[210];
        net.PredictBatch(samples.Features, outputs);
        int hits = 0;
        for (int i = 0; i < 70; i++)
        {
            oneHot[i * 3 + samples.Labels[i]] = 1;
            float[] row = outputs[(i * 3)..(i * 3 + 3)];
            if (Array.IndexOf(row, row.Max()) == samples.Labels[i]) { hits++; }
        }

        Metrics metrics = net.Evaluate(samples);

        Assert.InRange(hits, 1, 69);
        Assert.Equal(hits / 70.0, metrics.Accuracy);
        Assert.Equal(metrics, net.Evaluate(Dataset.Create(samples.Features.ToArray(), 5, oneHot, 3)));
        Assert.Equal((null, null, null), (metrics.RootMeanSquaredError, metrics.MeanAbsoluteError, metrics.RSquared));
    }

    [Fact]
    public void Accuracy_of_one_output_splits_at_one_half()
    {
        var net = new ScalarNetwork<CircleClassifier, float>(8);
        Dataset<float> samples = Samples.Circles(60);
        float[] outputs = new float[60], targets = [.. samples.Labels.ToArray().Select(number => (float)number)];
        net.PredictBatch(samples.Features, outputs);
        int hits = outputs.Zip(targets, (p, t) => p > 0.5f == (t == 1)).Count(hit => hit);
        Assert.InRange(hits, 1, 59);
        Assert.Equal(hits / 60.0, net.Evaluate(samples).Accuracy);
        Assert.Equal(hits / 60.0, net.Evaluate(Dataset.Create(samples.Features.ToArray(), 2, targets, 1)).Accuracy);
    }

    [Fact]
    public void Neither_batch_size_nor_threads_change_a_bit()
    {
        var net = new ScalarNetwork<OddClassifier, float>(8);
        Metrics expected = net.Evaluate(Samples.Blobs(100));
        foreach (int batchSize in new[] { 1, 7, 16, 100, 1000 })
        {
            Assert.Equal(expected, net.Evaluate(Samples.Blobs(100), batchSize));
            Assert.Equal(expected, net.Evaluate(Samples.Blobs(100), batchSize, maxDegreeOfParallelism: 3));
        }
    }

    [Fact]
    public void A_network_without_a_loss_is_measured_by_what_the_samples_hold()
    {
        var net = new ScalarNetwork<LosslessModel, float>(8);
        Metrics metrics = net.Evaluate(Samples.Lines(20));
        Assert.Null(metrics.Loss);
        Assert.True(metrics.RootMeanSquaredError > 0);
        Assert.InRange(net.Evaluate(Dataset.FromLabels(Samples.Lines(20).Features.ToArray(), 3, new int[20], 2))["accuracy"], 0, 1);
    }

    [Fact]
    public void Evaluation_can_be_canceled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => new ScalarNetwork<OddClassifier, float>(8).Evaluate(Samples.Blobs(10), cancellationToken: source.Token));
    }

    [Fact]
    public void Metrics_print_as_Keras_prints_them()
    {
        Assert.Equal("loss: 0.1234 - accuracy: 0.9650", new Metrics { Count = 1, Loss = 0.12341, Accuracy = 0.965 }.ToString());
        Assert.Equal("loss: 4.1235e-05 - accuracy: 1.0000", new Metrics { Count = 1, Loss = 0.000041235, Accuracy = 1 }.ToString());
        Assert.Equal("loss: 2.5000 - rmse: 1.5811 - mae: 1.0000 - r2: -0.5000", new Metrics
        {
            Count = 3,
            Loss = 2.5,
            RootMeanSquaredError = Math.Sqrt(2.5),
            MeanAbsoluteError = 1,
            RSquared = -0.5,
        }.ToString());
    }
}
