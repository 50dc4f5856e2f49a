using System.Numerics;

namespace NNGen.Tests;

public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, bool> Trainings
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string optimizer in (string[])["SGD", "momentum", "Nesterov", "Adam", "AdamW", "RMSProp", "Adagrad"])
            {
                data.Add(optimizer, false);
                data.Add(optimizer, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void A_resumed_training_has_the_bits_of_one_that_was_never_stopped(string optimizer, bool isPlateau)
    {
        var once = new ScalarNetwork<OddClassifier, float>(1);
        History expected = Runs.Fit(12, Callbacks("once"), once, Make(optimizer));

        var twice = new ScalarNetwork<OddClassifier, float>(1);
        History first = Runs.Fit(4, Callbacks("twice"), twice, Make(optimizer));
        var again = new ScalarNetwork<OddClassifier, float>(2);
        History resumed = Runs.Fit(12, Callbacks("twice"), again, Make(optimizer), resumeFrom: Checkpoints.LastIn(folder["twice"]));

        Assert.Equal((4, 7), (first.Count, expected.Count));
        if (isPlateau) { Assert.Equal([0.02, 0.02, 0.02, 0.01, 0.01, 0.005, 0.005], expected.Select(epoch => epoch.LearningRate)); }
        Assert.Equal(once.Parameters.Values.ToArray(), again.Parameters.Values.ToArray());
        Assert.NotEqual(once.Parameters.Values.ToArray(), twice.Parameters.Values.ToArray());
        AssertSame(expected, resumed);
        Assert.True(expected.Select(epoch => epoch.LearningRate).Distinct().Count() > 1);
        Assert.Equal(File.ReadAllText(folder["once.csv"]).Split('\n').Length, File.ReadAllText(folder["twice.csv"]).Split('\n').Length);

        Callback[] Callbacks(string name) =>
        [
            isPlateau ? new ReduceOnPlateau(0.5, patience: 1, Flat()) : LearningRateSchedule.PerStep(Schedule.Cosine(0.02, 50, warmup: 6)),
            new Checkpoints(folder[name], Flat()),
            new EarlyStopping(6, Flat(), restoreBest: false),
            new CsvLog(folder[name + ".csv"]),
        ];

        // Every counter is under way at the checkpoint after the fourth epoch: the rate has fallen after the third and falls again after the
        // fifth, and patience ends after the seventh.
        static Monitored Flat() => Runs.Script([.. Enumerable.Repeat(5.0, 12)]);
    }

    [Fact]
    public void An_interrupted_training_repeats_the_epoch_it_was_in()
    {
        float[] expected = Train(6, new AdamW(0.01), null, default);
        using var source = new CancellationTokenSource();
        var cancel = new LambdaCallback(onBatchEnd: context => { if (context is { Epoch: 4, Batch: 3 }) { source.Cancel(); } });
        Assert.Throws<FitCanceledException>(() => Train(6, new AdamW(0.01), null, source.Token, cancel));
        Assert.Equal(3, CheckpointFiles.EpochOf(folder["last.ckpt"]));
        Assert.Equal(expected, Train(6, new AdamW(0.01), folder["last.ckpt"], default));

        float[] Train(int epochs, Optimizer optimizer, string? resumeFrom, CancellationToken cancellationToken, params Callback[] others)
        {
            var net = new ScalarNetwork<OddClassifier, float>(1);
            Runs.Fit(epochs, [new Checkpoints(folder.Path), .. others], net, optimizer, resumeFrom, cancellationToken: cancellationToken);
            return net.Parameters.Values.ToArray();
        }
    }

    [Fact]
    public void Bits_differ_without_the_optimizers_state()
    {
        var once = new ScalarNetwork<OddClassifier, float>(1);
        Runs.Fit(5, [new Checkpoints(folder.Path) { KeepEveryEpochs = 3 }], once, new Adam(0.01), shuffle: false);

        var resumed = new ScalarNetwork<OddClassifier, float>(1);
        Runs.Fit(5, [], resumed, new Adam(0.01), folder["epoch-0003.ckpt"], shuffle: false);
        Assert.Equal(once.Parameters.Values.ToArray(), resumed.Parameters.Values.ToArray());

        var loaded = new ScalarNetwork<OddClassifier, float>(1);
        loaded.Parameters.Load(folder["epoch-0003.ckpt"]);
        Runs.Fit(2, [], loaded, new Adam(0.01), shuffle: false);
        Assert.NotEqual(once.Parameters.Values.ToArray(), loaded.Parameters.Values.ToArray());
    }

    [Fact]
    public void Generated_networks_of_both_types_resume_on_any_number_of_threads()
    {
        AssertResumes<GoldenDigits, float>(Datasets.Digits()[..300], new Adam(0.003) { GlobalClipNorm = 1 });
        AssertResumes<Dropped, float>(Classes(Dropped.Description), new Adam(0.003));
        AssertResumes<Remembered, float>(Classes(Remembered.Description), new Adam(0.003));
        AssertResumes<DeepDouble, double>(Doubles(DeepDouble.Description), new RMSProp(0.003, momentum: 0.5, centered: true));
    }

    [Fact]
    public void A_training_that_had_stopped_stays_stopped_and_gives_back_its_best()
    {
        var parameters = new List<float[]>();
        var net = new ScalarNetwork<OddClassifier, float>(1);
        Callback[] Callbacks(int patience) => [new Checkpoints(folder.Path), new EarlyStopping(patience, Runs.Script(3, 1, 2, 2, 2, 2, 2, 2))];
        History stopped = Runs.Fit(8, [.. Callbacks(2), Runs.Record(parameters)], net);
        Assert.Equal(4, stopped.Count);

        var again = new ScalarNetwork<OddClassifier, float>(2);
        History resumed = Runs.Fit(8, Callbacks(2), again, resumeFrom: folder["last.ckpt"]);
        Assert.Equal(4, resumed.Count);
        Assert.Equal(parameters[1], again.Parameters.Values.ToArray());
        Assert.Equal(stopped.StopReason, resumed.StopReason);

        Assert.Equal(6, Runs.Fit(8, Callbacks(4), again, resumeFrom: folder["last.ckpt"]).Count);
    }

    [Fact]
    public void A_finished_training_has_nothing_left_to_do()
    {
        var net = new ScalarNetwork<OddClassifier, float>(1);
        Runs.Fit(3, [new Checkpoints(folder.Path)], net);
        var again = new ScalarNetwork<OddClassifier, float>(2);
        var csv = new CsvLog(folder["log.csv"]);
        Assert.Equal(3, Runs.Fit(3, [new Checkpoints(folder.Path), csv], again, resumeFrom: folder["last.ckpt"]).Count);
        Assert.Equal(net.Parameters.Values.ToArray(), again.Parameters.Values.ToArray());
        Assert.Equal(4, File.ReadAllLines(folder["log.csv"]).Length);
    }

    [Fact]
    public void A_trainer_resumes_too()
    {
        var once = new ScalarNetwork<OddClassifier, float>(1);
        Fit(once, 5, null);
        Fit(new(1), 2, null);
        var again = new ScalarNetwork<OddClassifier, float>(3);
        Assert.Equal(5 * 4, Fit(again, 5, folder["last.ckpt"]));
        Assert.Equal(once.Parameters.Values.ToArray(), again.Parameters.Values.ToArray());

        long Fit(ScalarNetwork<OddClassifier, float> net, int epochs, string? resumeFrom)
        {
            using var trainer = net.CreateTrainer(new Adam(0.01));
            trainer.Fit(Samples.Blobs(40), new FitOptions
            {
                Epochs = epochs,
                BatchSize = 10,
                Callbacks = [new Checkpoints(folder.Path)],
                ResumeFrom = resumeFrom,
            });
            return trainer.StepCount;
        }
    }

    private static Optimizer Make(string name) => name switch
    {
        "SGD" => new SGD(0.02),
        "momentum" => new SGD(0.02, momentum: 0.9, dampening: 0.1) { WeightDecay = 0.01 },
        "Nesterov" => new SGD(0.02, momentum: 0.9, nesterov: true),
        "Adam" => new Adam(0.02),
        "AdamW" => new AdamW(0.02),
        "RMSProp" => new RMSProp(0.02, momentum: 0.5, centered: true),
        _ => new Adagrad(0.02, initialAccumulator: 0.1),
    };

    private static void AssertSame(History expected, History actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.Equal(expected.StopReason, actual.StopReason);
        for (int i = 0; i < expected.Count; i++) { Assert.Equal(expected[i] with { Duration = default }, actual[i] with { Duration = default }); }
    }

    private static Dataset<double> Doubles(NetworkDescription description)
    {
        var random = new Random(1);
        double[] features = [.. Enumerable.Range(0, 90 * description.InputSize).Select(_ => random.NextDouble() - 0.5)];
        double[] targets = [.. Enumerable.Range(0, 90 * description.OutputSize).Select(_ => random.NextDouble())];
        return Dataset.Create(features, description.InputSize, targets, description.OutputSize);
    }

    private static Dataset<float> Classes(NetworkDescription description)
    {
        var random = new Random(6);
        float[] features = [.. Enumerable.Range(0, 90 * description.InputSize).Select(_ => random.NextSingle() - 0.5f)];
        int[] classes = [.. Enumerable.Range(0, 90).Select(_ => random.Next(description.OutputSize))];
        return Dataset.FromLabels(features, description.InputSize, classes, description.OutputSize);
    }

    private void AssertResumes<TNetwork, T>(Dataset<T> samples, Optimizer optimizer)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] once = Fit(TNetwork.Create(1), 5, 1, null);
        Fit(TNetwork.Create(1), 2, 2, null);
        Assert.Equal(once, Fit(TNetwork.Create(2), 5, 3, folder["last.ckpt"]));

        T[] Fit(TNetwork net, int epochs, int threads, string? resumeFrom)
        {
            net.Fit(
                samples,
                new FitOptions
                {
                    Epochs = epochs,
                    Optimizer = optimizer,
                    Callbacks = [new Checkpoints(folder.Path)],
                    MaxDegreeOfParallelism = threads,
                    ResumeFrom = resumeFrom,
                    ValidationFraction = 0.2,
                });
            return net.Parameters.Values.ToArray();
        }
    }
}
