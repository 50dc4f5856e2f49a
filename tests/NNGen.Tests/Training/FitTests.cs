namespace NNGen.Tests;

public sealed class FitTests
{
    [Fact]
    public void Classes_are_learned()
    {
        Dataset<float> train = Samples.Blobs(300), test = Samples.Blobs(90, seed: 9);
        var net = new ScalarNetwork<OddClassifier, float>(1);

        History history = net.Fit(train, epochs: 20, batchSize: 32, optimizer: new Adam(1e-2f), validation: test);

        Assert.Equal(20, history.Count);
        Assert.True(history[^1].Loss < history[0].Loss / 5);
        Assert.True(history[^1].Accuracy > 0.95);
        Metrics result = net.Evaluate(test);
        Assert.True(result.Accuracy > 0.95);
        Assert.Equal(history.Last.Validation, result);
    }

    [Fact]
    public void Two_classes_are_learned_with_one_output()
    {
        var net = new ScalarNetwork<CircleClassifier, float>(1);
        net.Fit(Samples.Circles(200), epochs: 60, optimizer: new Adam(0.05));
        Assert.Equal(1, net.Evaluate(Samples.Circles(200)).Accuracy);
    }

    [Fact]
    public void A_line_is_found_to_the_last_digits()
    {
        var net = new ScalarNetwork<LinearModel, float>(1);
        History history = net.Fit(Samples.Lines(100), epochs: 300, batchSize: 20, optimizer: new SGD(0.1));
        Assert.Equal(1, history["r2"][^1], 1e-9);
        Assert.Equal([1, -2, 0], net.Parameters["0.weight"][..3].ToArray().Select(w => Math.Round(w, 4)));
        Assert.Equal(0.5, net.Parameters["0.bias"][0], 1e-4);
        Assert.Null(history[0].Accuracy);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_does_not()
    {
        Assert.Equal(Trained(seed: 7, threads: 1), Trained(seed: 7, threads: 3));
        Assert.NotEqual(Trained(seed: 7, threads: 1), Trained(seed: 8, threads: 1));

        static float[] Trained(int seed, int threads)
        {
            var net = new ScalarNetwork<OddClassifier, float>(1);
            net.Fit(Samples.Blobs(100), new FitOptions { Epochs = 3, BatchSize = 24, Seed = seed, MaxDegreeOfParallelism = threads });
            return net.Parameters.Values.ToArray();
        }
    }

    [Fact]
    public void An_epoch_without_shuffling_is_the_steps_in_order_and_the_rest_is_a_step()
    {
        Dataset<float> samples = Samples.Blobs(50);
        var fitted = new ScalarNetwork<OddClassifier, float>(1);
        History history = fitted.Fit(samples, new FitOptions { Epochs = 2, BatchSize = 20, Optimizer = new Adam(0.01), Shuffle = false });

        var stepped = new ScalarNetwork<OddClassifier, float>(1);
        using var trainer = stepped.CreateTrainer(new Adam(0.01));
        double loss = 0;
        for (int step = 0; step < 6; step++)
        {
            Dataset<float> batch = samples.Slice(step % 3 * 20, step % 3 == 2 ? 10 : 20);
            loss += (step < 3 ? 0 : batch.Count) * trainer.Step(batch.Features, batch.Labels);
        }

        Assert.Equal(stepped.Parameters.Values.ToArray(), fitted.Parameters.Values.ToArray());
        Assert.Equal(loss / 50, history[1].Loss, 1e-6);
    }

    [Fact]
    public void A_validation_fraction_comes_from_the_end_and_is_not_trained_on()
    {
        Dataset<float> samples = Samples.Blobs(50);
        var split = new ScalarNetwork<OddClassifier, float>(1);
        History history = split.Fit(samples, new FitOptions { BatchSize = 8, ValidationFraction = 0.3 });

        var sliced = new ScalarNetwork<OddClassifier, float>(1);
        History expected = sliced.Fit(samples.Slice(0, 35), batchSize: 8, validation: samples.Slice(35, 15));

        Assert.Equal(sliced.Parameters.Values.ToArray(), split.Parameters.Values.ToArray());
        Assert.Equal(expected[0].Validation, history[0].Validation);
        Assert.Equal(15, history[0].Validation?.Count);
        Assert.Equal(35, history[0].Training.Count);
    }

    [Fact]
    public void Class_weights_are_sample_weights_by_class()
    {
        Dataset<float> samples = Samples.Blobs(40);
        double[] weights = [.. samples.Labels.ToArray().Select(number => number == 2 ? 3.0 : number == 0 ? 0.5 : 1)];
        float[] byClass = Trained(new() { ClassWeights = new Dictionary<int, double> { [2] = 3, [0] = 0.5 } });
        Assert.Equal(Trained(new() { SampleWeights = weights }), byClass);
        Assert.NotEqual(Trained(new()), byClass);

        double[] halves = [.. Enumerable.Repeat(0.5, 40)];
        Assert.Equal(
            Trained(new() { SampleWeights = weights.Select(weight => weight / 2).ToArray() }),
            Trained(new() { ClassWeights = new Dictionary<int, double> { [2] = 3, [0] = 0.5 }, SampleWeights = halves }));

        float[] Trained(FitOptions options)
        {
            var net = new ScalarNetwork<OddClassifier, float>(1);
            net.Fit(samples, options with { Epochs = 2, BatchSize = 16, Optimizer = new SGD(0.1) });
            return net.Parameters.Values.ToArray();
        }
    }

    [Fact]
    public void A_weight_of_zero_leaves_a_sample_out()
    {
        Dataset<float> samples = Samples.Lines(8);
        double[] weights = [1, 1, 1, 1, 0, 0, 0, 0];
        var weighted = new ScalarNetwork<LinearModel, float>(1);
        weighted.Fit(samples, new FitOptions { BatchSize = 8, Optimizer = new SGD(0.2), SampleWeights = weights, Shuffle = false });
        var half = new ScalarNetwork<LinearModel, float>(1);
        half.Fit(samples.Slice(0, 4), new FitOptions { BatchSize = 4, Optimizer = new SGD(0.1), Shuffle = false });
        for (int i = 0; i < half.Parameters.Count; i++) { Assert.Equal(half.Parameters.Values[i], weighted.Parameters.Values[i], 1e-6f); }
    }

    [Fact]
    public void A_trainers_state_continues_from_fit_to_fit()
    {
        Dataset<float> samples = Samples.Blobs(40);
        var once = new ScalarNetwork<OddClassifier, float>(1);
        once.Fit(samples, new FitOptions { Epochs = 2, Optimizer = new Adam(0.01), Shuffle = false });

        var twice = new ScalarNetwork<OddClassifier, float>(1);
        using var trainer = twice.CreateTrainer(new Adam(0.01));
        trainer.Fit(samples, new FitOptions { Shuffle = false });
        trainer.Fit(samples, new FitOptions { Shuffle = false });
        Assert.Equal(once.Parameters.Values.ToArray(), twice.Parameters.Values.ToArray());
        Assert.Equal(4, trainer.StepCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_warm_step_of_fit_allocates_nothing(int threads)
    {
        long[] bytes = new long[36];
        int count = 0;
        var options = new FitOptions
        {
            Epochs = 4,
            BatchSize = 12,
            Callbacks = [new LambdaCallback(onBatchEnd: _ => bytes[count++] = GC.GetAllocatedBytesForCurrentThread())],
            MaxDegreeOfParallelism = threads,
            SampleWeights = [.. Enumerable.Repeat(1.0, 100)],
        };
        new ScalarNetwork<OddClassifier, float>(1).Fit(Samples.Blobs(100), options, Samples.Blobs(40));

        // Nine batches per epoch: nothing from batch to batch of an epoch after the first, and from one epoch to the next no more than its
        // result. The minimum over some epochs, because the counter jumps if the collection of another test's garbage cuts the thread's block
        // of memory short.
        Assert.Equal(36, count);
        Assert.Equal(0, Enumerable.Range(1, 3).Min(epoch => bytes[epoch * 9 + 8] - bytes[epoch * 9]));
        Assert.InRange(Enumerable.Range(1, 2).Min(epoch => bytes[epoch * 9 + 9] - bytes[epoch * 9 + 8]), 1, 500);
    }

    [Fact]
    public void A_report_of_progress_allocates_no_more_than_its_metrics()
    {
        var progress = new AllocationWatch(capacity: 40);
        new ScalarNetwork<OddClassifier, float>(1).Fit(Samples.Blobs(100), epochs: 4, batchSize: 12, progress: progress);

        Assert.Equal(40, progress.Count);
        Assert.InRange(Enumerable.Range(1, 3).Min(epoch => progress.Bytes[epoch * 10 + 8] - progress.Bytes[epoch * 10]) / 8, 1, 160);
    }

    [Fact]
    public void Progress_counts_batches_and_ends_each_epoch_with_validation()
    {
        var reports = new List<FitProgress>();
        new ScalarNetwork<OddClassifier, float>(1).Fit(
            Samples.Blobs(50), epochs: 2, batchSize: 20, validation: Samples.Blobs(10), progress: new Recorder(reports.Add));
        Assert.Equal([1, 2, 3, 3, 1, 2, 3, 3], reports.Select(report => report.Batch));
        Assert.Equal([1, 1, 1, 1, 2, 2, 2, 2], reports.Select(report => report.Epoch));
        Assert.Equal([20, 40, 50, 50, 20, 40, 50, 50], reports.Select(report => report.Training.Count));
        Assert.All(reports, report => Assert.Equal((2, 3), (report.Epochs, report.Batches)));
        Assert.All(reports, report => Assert.Equal(report.IsEpochEnd, report.Validation is not null));
        Assert.Equal([3, 7], reports.Index().Where(report => report.Item.IsEpochEnd).Select(report => report.Index));
    }

    [Fact]
    public void Cancellation_keeps_the_network_and_the_finished_epochs()
    {
        using var source = new CancellationTokenSource();
        var net = new ScalarNetwork<OddClassifier, float>(1);
        float[] before = net.Parameters.Values.ToArray();
        var progress = new Recorder(report => { if (report is { Epoch: 3, Batch: 2 }) { source.Cancel(); } });
        var exception = Assert.Throws<FitCanceledException>(() =>
            net.Fit(Samples.Blobs(50), epochs: 9, batchSize: 10, progress: progress, cancellationToken: source.Token));
        Assert.Equal(2, exception.History.Count);
        Assert.Equal(source.Token, exception.CancellationToken);
        Assert.NotEqual(before, net.Parameters.Values.ToArray());
        Assert.All(net.Parameters.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void A_loss_that_overflows_ends_training_with_epoch_and_batch()
    {
        Dataset<float> samples = Samples.Lines(30);
        float[] targets = samples.Targets.ToArray();
        targets[17] = 1e30f;
        var net = new ScalarNetwork<LinearModel, float>(1);
        var exception = Assert.Throws<NonFiniteLossException>(
            () => net.Fit(Dataset.Create(samples.Features.ToArray(), 3, targets, 2), new FitOptions { BatchSize = 5, Shuffle = false }));
        Assert.StartsWith("Epoch 1, batch 2: the loss is Infinity; inputs, targets and parameters are finite, ", exception.Message);
        Assert.Equal((1, 2), (exception.Epoch, exception.Batch));
        Assert.Equal(double.PositiveInfinity, exception.Loss);
    }

    [Fact]
    public void A_bad_value_is_named_by_its_sample_in_the_dataset()
    {
        float[] inputs = new float[15];
        inputs[13] = float.NegativeInfinity;
        var batch = new Batch<float> { Size = 3, Inputs = inputs, Classes = [0, 1, 2] };
        ParameterBlock<float> parameters = new ScalarNetwork<OddClassifier, float>(1).Parameters;
        Assert.Equal(
            "Epoch 4, batch 2: the loss is NaN; input 3 of sample 17 is -Infinity (replace or remove such values before training). " +
            "The parameters are unchanged.",
            NonFiniteLossException.For(float.NaN, batch, parameters, 0.1, [8, 3, 17], 4, 2).Message);
    }

    private sealed class Recorder(Action<FitProgress> report) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => report(value);
    }

    private sealed class AllocationWatch(int capacity) : IProgress<FitProgress>
    {
        public long[] Bytes { get; } = new long[capacity];

        public int Count { get; private set; }

        public void Report(FitProgress value) => Bytes[Count++] = GC.GetAllocatedBytesForCurrentThread();
    }
}
