namespace NNGen.Tests;

[Network]
[Input(4)]
[Dense(8), ReLU, Dropout(0.25)]
[Dense(3), Softmax]
[CrossEntropy]
internal sealed partial class NoisyIris;

/// <summary>Streams train with the same loop and options as datasets.</summary>
public sealed class StreamFitTests
{
    private static readonly Dataset<float> Iris = StandardScaler.Fit(Datasets.Iris()).Transform(Datasets.Iris()).Shuffle(seed: 3);

    [Fact]
    public async Task A_resumed_stream_ends_with_the_bits_of_one_that_was_never_stopped()
    {
        using var folder = new TemporaryFolder();
        NoisyIris once = new(seed: 1), twice = new(seed: 1), again = new(seed: 2);

        History expected = await Train(once, 6, "once");
        await Train(twice, 2, "twice");
        History resumed = await Train(again, 6, "twice", resume: true);

        Assert.Equal(once.Parameters.Values.ToArray(), again.Parameters.Values.ToArray());
        Assert.NotEqual(once.Parameters.Values.ToArray(), twice.Parameters.Values.ToArray());
        Assert.Equal(expected.Select(Measured), resumed.Select(Measured));

        Task<History> Train(NoisyIris network, int epochs, string name, bool resume = false) => network.FitAsync(
            InParts(11).Shuffle(60, seed: 4).Batch(16).Prefetch(),
            new FitOptions
            {
                Epochs = epochs,
                Optimizer = new Adam(0.01),
                Seed = 5,
                AccumulateSteps = 3,
                Callbacks = [new Checkpoints(folder[name]), LearningRateSchedule.PerStep(Schedule.Cosine(0.01, 40)), new ExponentialMovingAverage(0.9)],
                ResumeFrom = resume ? Checkpoints.LastIn(folder[name]) : null,
            },
            Iris);
    }

    [Fact]
    public async Task A_metric_that_a_stream_does_not_measure_is_null_before_and_after_a_resume()
    {
        using var folder = new TemporaryFolder();
        Dataset<float> lines = Samples.Lines(40);
        History first = await Train(1, null), resumed = await Train(2, folder["last.ckpt"]);

        Assert.Equal((null, true), (first[0].Training.RSquared, first[0].Validation?.RSquared is not null));
        Assert.Equal((first[0].Training, first[0].Validation), (resumed[0].Training, resumed[0].Validation));
        Assert.Equal(["loss", "rmse", "mae", "val_loss", "val_rmse", "val_mae", "val_r2", "learning_rate"], resumed.Names);

        Task<History> Train(int epochs, string? from) => new ScalarNetwork<LinearModel, float>(1).FitAsync(
            DataStream.From(lines), new FitOptions { Epochs = epochs, BatchSize = 8, Callbacks = [new Checkpoints(folder.Path)], ResumeFrom = from }, lines);
    }

    [Fact]
    public async Task A_source_gets_the_missing_epochs()
    {
        using var folder = new TemporaryFolder();
        List<int> asked = [];
        DataStream<float> stream = DataStream.Create((epoch, _) => Shards(epoch));

        await new NoisyIris(seed: 1).FitAsync(stream, epochs: 2, callbacks: [new Checkpoints(folder.Path)]);
        await new NoisyIris(seed: 1).FitAsync(stream, new FitOptions { Epochs = 4, ResumeFrom = folder["last.ckpt"] });

        Assert.Equal([1, 2, 3, 4], asked);

        async IAsyncEnumerable<Dataset<float>> Shards(int epoch)
        {
            asked.Add(epoch);
            await Task.Yield();
            yield return Iris.Slice(10 * epoch, 30);
        }
    }

    [Fact]
    public async Task A_stream_of_other_settings_is_not_resumed()
    {
        using var folder = new TemporaryFolder();
        await new NoisyIris(seed: 1).FitAsync(InParts(10), new FitOptions { BatchSize = 8, Callbacks = [new Checkpoints(folder.Path)] });

        var problem = await Assert.ThrowsAsync<CheckpointMismatchException>(() => new NoisyIris(seed: 1).FitAsync(
            InParts(10),
            new FitOptions { Epochs = 2, Seed = 1, ClassWeights = new Dictionary<int, double> { [1] = 2 }, ResumeFrom = folder["last.ckpt"] }));

        Assert.Equal(
            ["batch size is '8', expected 'as it comes'", "class weights is 'none', expected '1: 2'", "seed is '0', expected '1'"], problem.Differences);
    }

    [Fact]
    public async Task Options_mean_the_same_for_datasets_and_streams()
    {
        var options = new FitOptions
        {
            Epochs = 3,
            BatchSize = 16,
            Optimizer = new Adam(0.01),
            AccumulateSteps = 4,
            ClassWeights = new Dictionary<int, double> { [2] = 3 },
            Metrics = [new F1Score(Averaging.Macro)],
            Seed = 7,
            Shuffle = false,
            MaxDegreeOfParallelism = 2,
        };
        NoisyIris inMemory = new(seed: 1), onPool = new(seed: 1), streamed = new(seed: 1);

        History expected = inMemory.Fit(Iris, options, Iris);
        History asynchronous = await onPool.FitAsync(Iris, options, Iris);
        History actual = await streamed.FitAsync(InParts(11), options, Iris);

        Assert.Equal(inMemory.Parameters.Values.ToArray(), onPool.Parameters.Values.ToArray());
        Assert.Equal(inMemory.Parameters.Values.ToArray(), streamed.Parameters.Values.ToArray());
        Assert.Equal(expected.Select(Measured), asynchronous.Select(Measured));
        Assert.Equal(expected.Select(Measured), actual.Select(Measured));
        Assert.Equal(expected["val_f1_score_macro"], actual["val_f1_score_macro"]);
    }

    [Fact]
    public async Task Moving_averages_of_a_stream_are_measured_as_those_of_a_dataset()
    {
        NoisyIris network = new(seed: 1);
        History history = await network.FitAsync(InParts(30), epochs: 3, validation: Iris, callbacks: [new ExponentialMovingAverage(0.9)]);
        Assert.Equal(network.Evaluate(Iris), history.Last.Validation);
    }

    [Fact]
    public async Task Options_that_need_known_samples_are_rejected_for_a_stream()
    {
        await Refused("FitOptions.ValidationFraction splits a dataset, ", new FitOptions { ValidationFraction = 0.1 });
        await Refused("FitOptions.SampleWeights belong to the samples of a dataset, ", new FitOptions { SampleWeights = [1] });

        async Task Refused(string message, FitOptions options) => Assert.StartsWith(
            message, (await Assert.ThrowsAsync<ArgumentException>(() => new NoisyIris(1).FitAsync(InParts(10), options))).Message);
    }

    [Fact]
    public void A_trainer_rejects_options_that_are_its_own()
    {
        using var trainer = new NoisyIris(1).CreateTrainer(new SGD(0.1));
        Assert.StartsWith(
            "FitOptions.Optimizer is Adam, but this trainer has its own, SGD (leave it out, or call Fit of the network).",
            Assert.Throws<ArgumentException>(() => trainer.Fit(Iris, new FitOptions { Optimizer = new Adam() })).Message);
        Assert.StartsWith(
            "FitOptions.MaxDegreeOfParallelism is 2, but this trainer has its own number of threads",
            Assert.Throws<ArgumentException>(() => trainer.Fit(Iris, new FitOptions { MaxDegreeOfParallelism = 2 })).Message);
        Assert.Single(trainer.Fit(Iris, new FitOptions { Optimizer = trainer.Optimizer }));
    }

    [Theory]
    [InlineData("Epochs is 0, but must be at least 1.")]
    [InlineData("BatchSize is 0, but must be at least 1.")]
    [InlineData("AccumulateSteps is 0, but must be at least 1.")]
    [InlineData("MaxDegreeOfParallelism is 0, but must be -1 (all processors, if that is faster) or from 1 to 1024.")]
    public void Options_out_of_range_are_refused_where_they_are_set(string message) => Assert.StartsWith(
        message,
        Assert.Throws<ArgumentOutOfRangeException>(() => message.Split(' ')[0] switch
        {
            "Epochs" => new FitOptions { Epochs = 0 },
            "BatchSize" => new FitOptions { BatchSize = 0 },
            "AccumulateSteps" => new FitOptions { AccumulateSteps = 0 },
            _ => new FitOptions { MaxDegreeOfParallelism = 0 },
        }).Message);

    private static (int Epoch, double Loss, double? Accuracy, Metrics? Validation, double LearningRate) Measured(EpochResult epoch) =>
        (epoch.Epoch, epoch.Loss, epoch.Accuracy, epoch.Validation, epoch.LearningRate);

    private static DataStream<float> InParts(int size) => DataStream.Create(
        () => Enumerable.Range(0, (Iris.Count + size - 1) / size).Select(i => Iris.Slice(i * size, Math.Min(size, Iris.Count - (i * size)))));
}
