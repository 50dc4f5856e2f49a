namespace NNGen.Tests;

[Network]
[Input(4)]
[Dense(8), ReLU]
[Dense(3), Softmax]
[CrossEntropy]
internal sealed partial class StreamedIris;

public sealed class DataStreamTests
{
    private static readonly Dataset<float> Rows =
        Dataset.FromLabels<float>([.. Enumerable.Range(0, 100).Select(i => (float)i)], 1, [.. Enumerable.Range(0, 100).Select(i => i % 3)]);

    [Fact]
    public async Task Batches_have_the_requested_size_whatever_the_parts()
    {
        foreach (int partSize in (int[])[1, 3, 8, 10, 64, 100])
        {
            List<Dataset<float>> batches = await Read(InParts(Rows, partSize).Batch(8));

            Assert.Equal([.. Enumerable.Repeat(8, 12), 4], batches.Select(batch => batch.Count));
            Assert.Equal(Rows.Features.ToArray(), Features(batches));
            Assert.Equal(Rows.Labels.ToArray(), batches.SelectMany(batch => batch.Labels.ToArray()));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(1000)]
    public async Task Shuffling_keeps_every_sample_and_follows_from_seed_and_epoch_alone(int buffer)
    {
        float[] first = Features(await Read(InParts(Rows, 7).Shuffle(buffer, seed: 5)));

        Assert.Equal(Rows.Features.ToArray(), first.Order());
        Assert.Equal(first, Features(await Read(InParts(Rows, 64).Shuffle(buffer, seed: 5).Batch(9).Prefetch(2))));
        if (buffer == 1)
        {
            Assert.Equal(Rows.Features.ToArray(), first);
            return;
        }

        Assert.NotEqual(Rows.Features.ToArray(), first);
        Assert.NotEqual(first, Features(await Read(InParts(Rows, 7).Shuffle(buffer, seed: 5), epoch: 2)));
        Assert.NotEqual(first, Features(await Read(InParts(Rows, 7).Shuffle(buffer, seed: 6))));
        List<Dataset<float>> parts = await Read(InParts(Rows, 7).Shuffle(buffer, seed: 5));
        Assert.All(parts.SelectMany(part => part.Features.ToArray().Zip(part.Labels.ToArray())), row => Assert.Equal((int)row.First % 3, row.Second));
    }

    [Fact]
    public async Task A_sample_leaves_the_buffer_no_earlier_than_it_came()
    {
        float[] order = Features(await Read(InParts(Rows, 7).Shuffle(10, seed: 5)));

        for (int i = 0; i < order.Length; i++) { Assert.True(order[i] <= i + 10); }
    }

    [Fact]
    public async Task Targets_go_through_shuffle_and_batches_with_their_features()
    {
        Dataset<double> data = Dataset.Create<double>(
            [.. Enumerable.Range(0, 40).Select(i => (double)i)], 2, [.. Enumerable.Range(0, 20).Select(i => i * 10.0)], 1);

        List<Dataset<double>> parts = await Read(DataStream.From(data).Shuffle(6, 1).Map(part => part.Scale(2)).Batch(7));

        Assert.All(parts, part => Assert.All(Enumerable.Range(0, part.Count), i => Assert.Equal(part.Rows[i][0] * 2.5, part.TargetRows[i][0])));
    }

    [Fact]
    public async Task Training_from_a_stream_gives_the_bits_of_Fit()
    {
        Dataset<float> iris = StandardScaler.Fit(Datasets.Iris()).Transform(Datasets.Iris());
        StreamedIris inMemory = new(seed: 1);
        StreamedIris streamed = new(seed: 1);

        History expected = inMemory.Fit(iris, new FitOptions { Epochs = 3, BatchSize = 16, Optimizer = new Adam(0.01), Shuffle = false }, iris);
        History actual = await streamed.FitAsync(
            InParts(iris, 11).Batch(16).Prefetch(), epochs: 3, optimizer: new Adam(0.01), validation: iris);

        Assert.Equal(inMemory.Parameters.Values.ToArray(), streamed.Parameters.Values.ToArray());
        Assert.Equal(expected.Select(epoch => (epoch.Epoch, epoch.Loss, epoch.Accuracy, epoch.Validation)), actual.Select(epoch => (epoch.Epoch, epoch.Loss, epoch.Accuracy, epoch.Validation)));
    }

    [Fact]
    public async Task A_shuffled_stream_teaches_a_network_and_the_same_again()
    {
        StandardScaler scaler = StandardScaler.Fit(Datasets.Iris());
        DataStream<float> stream = InParts(Datasets.Iris(), 20).Map(scaler.Transform).Shuffle(150, seed: 2).Batch(16);
        StreamedIris one = new(seed: 1);
        StreamedIris other = new(seed: 1);
        List<FitProgress> reports = [];

        History history = await one.FitAsync(stream, epochs: 40, optimizer: new Adam(0.01), progress: new Recorder(reports));
        await other.FitAsync(stream.Prefetch(), epochs: 40, optimizer: new Adam(0.01));

        Assert.Equal(one.Parameters.Values.ToArray(), other.Parameters.Values.ToArray());
        Assert.True(history[^1].Accuracy > 0.95, $"{history[^1].Accuracy}");
        Assert.Equal(40 * 11, reports.Count);
        Assert.Equal((1, 1, 1), (reports[0].Epoch, reports[0].Batch, reports[0].Batches));
        Assert.Equal((2, 1, 10, false), (reports[11].Epoch, reports[11].Batch, reports[11].Batches, reports[11].IsEpochEnd));
        Assert.True(reports[10].IsEpochEnd);
    }

    [Fact]
    public async Task Cancellation_keeps_what_was_learned_and_stops_the_reader()
    {
        using CancellationTokenSource cancel = new();
        Source source = new();
        StreamedIris net = new(seed: 1);
        DataStream<float> stream = DataStream.Create(() => source.Parts(Datasets.Iris())).Batch(10).Prefetch(3);

        var canceled = await Assert.ThrowsAsync<FitCanceledException>(() => net.FitAsync(
            stream, epochs: 9, progress: new Lambda(report => { if (report is { Epoch: 3, Batch: 2 }) { cancel.Cancel(); } }), cancellationToken: cancel.Token));

        Assert.Equal(2, canceled.History.Count);
        Assert.Equal(source.Opened, source.Closed);
        Assert.NotEqual(new StreamedIris(seed: 1).Parameters.Values.ToArray(), net.Parameters.Values.ToArray());
    }

    [Fact]
    public async Task Callbacks_of_a_stream_see_what_those_of_Fit_see()
    {
        using var folder = new TemporaryFolder();
        Dataset<float> iris = StandardScaler.Fit(Datasets.Iris()).Transform(Datasets.Iris());
        StreamedIris inMemory = new(seed: 1);
        StreamedIris streamed = new(seed: 1);
        var optimizer = new Adam(0.01);
        List<string> expectedCalls = [];
        List<string> calls = [];

        History expected = inMemory.Fit(
            iris,
            new FitOptions
            {
                Epochs = 30,
                BatchSize = 16,
                Optimizer = new Adam(0.01),
                Callbacks = Callbacks(expectedCalls, "memory"),
                Shuffle = false,
            },
            iris);
        History actual = await streamed.FitAsync(
            InParts(iris, 11).Batch(16).Prefetch(), epochs: 30, optimizer: optimizer, validation: iris, callbacks: Callbacks(calls, "stream"));

        Assert.Equal(inMemory.Parameters.Values.ToArray(), streamed.Parameters.Values.ToArray());
        Assert.Equal(expectedCalls, calls);
        Assert.Equal(
            expected.Select(epoch => (epoch.Epoch, epoch.Loss, epoch.LearningRate, epoch.Validation)),
            actual.Select(epoch => (epoch.Epoch, epoch.Loss, epoch.LearningRate, epoch.Validation)));
        Assert.Contains("has not improved", actual.StopReason);
        Assert.True(actual.Count < 30);
        Assert.Equal(expected.StopReason, actual.StopReason);
        Assert.Equal(expected.Warnings, actual.Warnings);
        Assert.Equal(0.01, optimizer.LearningRate);

        Assert.Equal(StreamedIris.Load(folder["memory/best.ckpt"]).Parameters.Values.ToArray(), StreamedIris.Load(folder["stream/best.ckpt"]).Parameters.Values.ToArray());
        Assert.Contains(
            "training set is 'a stream'",
            Assert.Throws<CheckpointMismatchException>(() => streamed.Fit(iris, new FitOptions
            {
                Epochs = 40,
                ResumeFrom = folder["stream/last.ckpt"],
            })).Message);

        Callback[] Callbacks(List<string> log, string name) =>
        [
            LearningRateSchedule.PerStep(Schedule.Cosine(0.05, 60, alpha: 0.5)),
            new EarlyStopping(patience: 2) { MinDelta = 0.01 },
            new Checkpoints(folder[name]),
            new LambdaCallback(
                _ => log.Add("began"),
                context => log.Add($"epoch {context.Epoch}"),
                context => log.Add($"batch {context.Batch} after {context.Step}"),
                context => log.Add($"{context.Step}: {context.BatchLoss} {context.Training.Loss}"),
                context => context.Warn($"epoch {context.Epoch} of {context.Batches} batches ended"),
                _ => log.Add("ended")),
        ];
    }

    [Fact]
    public async Task A_callback_may_stop_a_stream_anywhere_and_its_failure_is_reported()
    {
        Source source = new();
        DataStream<float> stream = DataStream.Create(() => source.Parts(Datasets.Iris())).Batch(10).Prefetch();

        // An epoch has 15 batches: stopped in its middle it does not count, after its last batch it does.
        Assert.Equal([1], (await StopAfter(22)).Select(epoch => epoch.Epoch));
        Assert.Equal([1, 2], (await StopAfter(30)).Select(epoch => epoch.Epoch));

        bool hasEnded = false;
        var problem = await Assert.ThrowsAsync<CallbackException>(() => new StreamedIris(1).FitAsync(stream, 3, callbacks:
        [
            new LambdaCallback(onBatchEnd: _ => throw new IOException("no disk"), onTrainEnd: _ => hasEnded = true),
        ]));
        Assert.Contains("LambdaCallback failed in OnBatchEnd: no disk", problem.Message);
        Assert.True(hasEnded);
        Assert.Equal(source.Opened, source.Closed);

        Task<History> StopAfter(int step) => new StreamedIris(1).FitAsync(
            stream, 3, callbacks: [new LambdaCallback(onBatchEnd: context => { if (context.Step == step) { context.RequestStop("Enough."); } })]);
    }

    [Fact]
    public async Task A_reader_that_stops_early_closes_the_source()
    {
        Source source = new();
        DataStream<float> stream = DataStream.Create(() => source.Parts(Rows)).Shuffle(5, 1).Batch(4).Prefetch();

        await foreach (Dataset<float> _ in stream.ReadEpoch()) { break; }

        Assert.Equal((1, 1), (source.Opened, source.Closed));
    }

    [Fact]
    public async Task Errors_of_the_source_reach_the_caller()
    {
        static IEnumerable<Dataset<float>> Broken()
        {
            yield return Datasets.Iris();
            throw new DataFileException("part-2.csv", 7, null, "it broke.");
        }

        var thrown = await Assert.ThrowsAsync<DataFileException>(() => new StreamedIris(1).FitAsync(DataStream.Create(Broken).Batch(16).Prefetch()));
        Assert.Equal("part-2.csv, line 7: it broke.", thrown.Message);
    }

    [Fact]
    public async Task Streams_that_do_not_fit_are_rejected()
    {
        Dataset<float> two = Dataset.FromLabels<float>([1, 2], 1, [0, 1]);
        Assert.Equal(
            "Part 2 of the stream has 1 features and 2 classes, but the first part has 1 features and 3 classes (if classes are counted from the labels, give classCount).",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => Read(DataStream.Create(() => (Dataset<float>[])[Rows, two])))).Message);
        Assert.Equal(
            "StreamedIris takes 4 values, but the samples of the stream set have 1 feature. (Parameter 'stream')",
            (await Assert.ThrowsAsync<ArgumentException>(() => new StreamedIris(1).FitAsync(DataStream.From(Rows)))).Message);
        Assert.Equal(
            "The stream gave no samples in epoch 1 (does its source start again in each epoch?).",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => new StreamedIris(1).FitAsync(DataStream.Create<float>(() => [])))).Message);
    }

    private static DataStream<T> InParts<T>(Dataset<T> data, int size)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        DataStream.Create(() => Enumerable.Range(0, (data.Count + size - 1) / size).Select(i => data.Slice(i * size, Math.Min(size, data.Count - (i * size)))));

    private static async Task<List<Dataset<T>>> Read<T>(DataStream<T> stream, int epoch = 1)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        List<Dataset<T>> parts = [];
        await foreach (Dataset<T> part in stream.ReadEpoch(epoch)) { parts.Add(part); }
        return parts;
    }

    private static float[] Features(IEnumerable<Dataset<float>> parts) => [.. parts.SelectMany(part => part.Features.ToArray())];

    private sealed class Recorder(List<FitProgress> reports) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => reports.Add(value);
    }

    private sealed class Lambda(Action<FitProgress> action) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => action(value);
    }

    private sealed class Source
    {
        public int Opened { get; private set; }

        public int Closed { get; private set; }

        public IEnumerable<Dataset<float>> Parts(Dataset<float> data)
        {
            Opened++;
            try
            {
                for (int i = 0; i < data.Count; i += 10) { yield return data.Slice(i, 10); }
            }
            finally
            {
                Closed++;
            }
        }
    }
}
