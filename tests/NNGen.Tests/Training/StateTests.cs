namespace NNGen.Tests;

/// <summary>State that is not trained, in training: it follows the batches, and nothing but them.</summary>
public sealed class StateTests : IDisposable
{
    private const int Size = 10;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory, InlineData(1), InlineData(3)]
    public void Each_step_averages_the_statistics_of_its_batch_by_PyTorchs_rule(int threads)
    {
        (double[] inputs, double[] targets) = Draw(2 * Size);
        var network = new RunningNetwork<double>(1);
        using var trainer = Trainer(network, new SGD(0.1), threads);
        trainer.Step(inputs.AsSpan(0, 3 * Size), targets.AsSpan(0, Size));
        trainer.Step(inputs.AsSpan(3 * Size), targets.AsSpan(Size));

        Assert.Equal(2, network.Norm.BatchesTracked);
        for (int k = 0; k < 3; k++)
        {
            (double mean, double variance) = (0, 1);
            for (int step = 0; step < 2; step++)
            {
                double[] column = [.. Enumerable.Range(0, Size).Select(i => inputs[(((step * Size) + i) * 3) + k])];
                double average = column.Average();
                mean = (0.9 * mean) + (0.1 * average);
                variance = (0.9 * variance) + (0.1 * column.Sum(x => (x - average) * (x - average)) / (Size - 1));
            }

            Assert.Equal(mean, network.Norm.RunningMean[k], 1e-14);
            Assert.Equal(variance, network.Norm.RunningVariance[k], 1e-14);
        }
    }

    [Fact]
    public void Only_training_uses_the_statistics_of_a_batch()
    {
        (float[] inputs, float[] targets) = DrawSingle(Size);
        var network = new RunningNetwork<float>(1);
        using var trainer = Trainer(network, new SGD(0.1));
        trainer.Step(inputs, targets);
        Assert.Equal(PassMode.BatchStatistics, network.LastMode & PassMode.BatchStatistics);
        trainer.Accumulate(inputs, targets);
        Assert.Equal(PassMode.BatchStatistics, network.LastMode & PassMode.BatchStatistics);

        float[] after = network.Parameters.Values.ToArray();
        Assert.True(network.Evaluate(Dataset.Create(inputs, 3, targets, 1)).Loss > 0);
        Assert.Equal(PassMode.Forward, network.LastMode & (PassMode.Forward | PassMode.BatchStatistics));
        network.PredictBatch(inputs, targets);
        Assert.Equal(PassMode.Forward, network.LastMode & (PassMode.Forward | PassMode.BatchStatistics));
        Assert.Equal(after, network.Parameters.Values);
    }

    [Fact]
    public void Gradients_and_Forward_use_the_statistics_of_the_batch_and_change_no_state()
    {
        (float[] inputs, float[] targets) = DrawSingle(Size);
        var network = new RunningNetwork<float>(1);
        float[] before = network.Parameters.Values.ToArray();
        var batch = new Batch<float> { Size = Size, Inputs = inputs, Targets = targets };

        CompilerServices.Passes.Gradients(network, in batch, new float[RunningNetwork<float>.ParameterCount], []);
        Assert.Equal(PassMode.BatchStatistics, network.LastMode & PassMode.BatchStatistics);
        CompilerServices.Passes.Forward(network, RunningNetwork<float>.CreateWorkspace(Size), inputs, new float[Size]);
        Assert.Equal(PassMode.BatchStatistics, network.LastMode & PassMode.BatchStatistics);

        Assert.Equal(before, network.Parameters.Values);
    }

    [Fact]
    public void Accumulated_batches_update_state_and_predictions_see_it()
    {
        (float[] inputs, float[] targets) = DrawSingle(Size);
        var network = new RunningNetwork<float>(1);
        using var trainer = Trainer(network, new SGD(0.1));
        float[] weights = network.Parameters.Values[..4].ToArray();
        int version = network.Parameters.Version;

        trainer.Accumulate(inputs, targets);

        Assert.Equal(1, network.Norm.BatchesTracked);
        Assert.NotEqual(0, network.Norm.RunningMean[0]);
        Assert.NotEqual(version, network.Parameters.Version);
        Assert.Equal(weights, network.Parameters.Values[..4]);
    }

    public static TheoryData<string> Optimizers => ["SGD", "clipped by value", "clipped by norm", "clipped globally", "decayed", "Adam"];

    [Theory, MemberData(nameof(Optimizers))]
    public void No_optimizer_touches_state(string name)
    {
        (float[] inputs, float[] targets) = DrawSingle(4 * Size);
        var expected = new RunningNetwork<float>(1);
        var network = new RunningNetwork<float>(1);
        Run(expected, new SGD(1e-3));
        Run(network, name switch
        {
            "clipped by value" => new SGD(0.1) { ClipValue = 0.01 },
            "clipped by norm" => new SGD(0.1) { ClipNorm = 0.01 },
            "clipped globally" => new SGD(0.1) { GlobalClipNorm = 0.01 },
            "decayed" => new AdamW(0.1, weightDecay: 0.5),
            "Adam" => new Adam(0.1),
            _ => new SGD(0.1, momentum: 0.9),
        });

        Assert.Equal(expected.Parameters.Values[4..], network.Parameters.Values[4..]);
        Assert.NotEqual(expected.Parameters.Values[..4].ToArray(), network.Parameters.Values[..4].ToArray());

        void Run(RunningNetwork<float> subject, Optimizer optimizer)
        {
            using var trainer = Trainer(subject, optimizer);
            Assert.Equal(4, trainer.Gradients.Length);
            for (int i = 0; i < 4; i++) { trainer.Step(inputs.AsSpan(i * 3 * Size, 3 * Size), targets.AsSpan(i * Size, Size)); }
            for (int slot = 0; slot < trainer.State.SlotCount; slot++) { Assert.Equal(4, trainer.State.Slot(slot).Length); }
        }
    }

    [Fact]
    public void Penalties_and_constraints_leave_state_out()
    {
        NetworkDescription description = new()
        {
            Name = "Frozen",
            InputSize = 1,
            OutputSize = 1,
            Loss = LossKind.MeanSquaredError,
            Layers = [],
            ParameterCount = 0,
            StateCount = 2,
            Parameters = [new("state", [1, 2], 0, Initializer.Zeros, 0, 1, 1) { IsTrainable = false, L1 = 1, L2 = 1, MaxNorm = 1, NonNegative = true }],
        };
        Assert.Null(Regularizer<float>.For(description));
        Assert.Null(WeightConstraints<float>.For(description));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_batch_that_is_refused_changes_nothing(bool isUpdate)
    {
        (float[] inputs, float[] targets) = DrawSingle(Size);
        var network = new RunningNetwork<float>(1);
        using var trainer = Trainer(network, new SGD(0.1));
        trainer.Step(inputs, targets);
        float[] before = network.Parameters.Values.ToArray();

        network.Overflows = true;
        Assert.Contains("The parameters are unchanged.", Assert.Throws<NonFiniteLossException>(() => Take(inputs)).Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters.Values);

        // The loss: the mean of these is finite, the square of their differences is not.
        network.Overflows = false;
        float[] large = [.. inputs];
        large[0] = float.MaxValue;
        targets[3] = float.MaxValue;
        Assert.Throws<NonFiniteLossException>(() => Take(large));
        Assert.Equal(before, network.Parameters.Values);

        float Take(float[] samples) => isUpdate ? trainer.Step(samples, targets) : trainer.Accumulate(samples, targets);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_running_variance_that_overflows_is_named(bool isUpdate)
    {
        // Its batch has the outputs 0 · w + b, so the loss and the gradients are finite.
        (float[] inputs, float[] targets) = DrawSingle(Size);
        inputs[3] = 1e30f;
        var network = new RunningNetwork<float>(1);
        using var trainer = Trainer(network, new SGD(0.1));

        string message = Assert.Throws<NonFiniteLossException>(() => isUpdate ? trainer.Step(inputs, targets) : trainer.Accumulate(inputs, targets)).Message;

        Assert.StartsWith(
            "The running statistics overflowed: '0.running_var' is ∞ at index 0, because values of the batch are too large. They have changed: ",
            message.Replace("Infinity", "∞", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_with_state_allocates_nothing()
    {
        (float[] inputs, float[] targets) = DrawSingle(Size);
        using var trainer = Trainer(new RunningNetwork<float>(1), new Adam());
        for (int i = 0; i < 100; i++) { Step(); }
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) { Step(); }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Step()
        {
            trainer.Accumulate(inputs, targets);
            trainer.Step(inputs, targets);
        }
    }

    [Fact]
    public void The_learning_rate_finder_restores_state()
    {
        var network = new RunningNetwork<float>(1);
        float[] before = network.Parameters.Values.ToArray();
        network.FindLearningRate(Data(), new SGD(), steps: 10);
        Assert.Equal(before, network.Parameters.Values);
    }

    [Fact]
    public void A_moving_average_includes_running_statistics_and_copies_counters()
    {
        float[]? average = null;
        var raw = new List<float[]>();
        var network = new RunningNetwork<float>(1);
        network.Fit(Data(), epochs: 3, batchSize: Size, callbacks:
        [
            new ExponentialMovingAverage(0.9),
            new LambdaCallback(onBatchEnd: context =>
            {
                float[] now = context.Parameters<float>().Values.ToArray();
                average = average is null ? now : [.. average.Zip(now, (a, w) => (0.9f * a) + (0.1f * w))];
                raw.Add(now);
            }),
        ]);

        Assert.Equal(12, raw.Count);
        Assert.Equal(12, network.Norm.BatchesTracked);
        for (int i = 0; i < 10; i++) { Assert.Equal(average![i], network.Parameters.Values[i], 1e-6f); }
        Assert.NotEqual(raw[^1][4..10], network.Parameters.Values[4..10].ToArray());
        Assert.Equal(raw[^1][10..], network.Parameters.Values[10..].ToArray());
    }

    [Fact]
    public void Early_stopping_restores_the_state_of_the_best_epoch()
    {
        var ends = new List<float[]>();
        var network = new RunningNetwork<float>(1);
        network.Fit(Data(), epochs: 6, batchSize: Size, callbacks:
        [
            new EarlyStopping(2, Runs.Script(3, 1, 2, 2, 2, 2)),
            Runs.Record(ends),
        ]);
        Assert.Equal(4, ends.Count);
        Assert.Equal(8, network.Norm.BatchesTracked);
        Assert.Equal(ends[1], network.Parameters.Values);
    }

    [Fact]
    public void A_resumed_training_has_the_bits_of_one_that_was_never_stopped()
    {
        RunningNetwork<float> once = Fit(1, 6, "once", null);
        Fit(1, 2, "twice", null);
        RunningNetwork<float> resumed = Fit(2, 6, "twice", Checkpoints.LastIn(folder["twice"]));
        Assert.Equal(once.Parameters.Values, resumed.Parameters.Values);
        Assert.Equal(24, resumed.Norm.BatchesTracked);

        RunningNetwork<float> Fit(int seed, int epochs, string name, string? resumeFrom)
        {
            var network = new RunningNetwork<float>(seed);
            network.Fit(Data(), new FitOptions
            {
                Epochs = epochs,
                BatchSize = Size,
                Optimizer = new Adam(0.05),
                Callbacks = [new ExponentialMovingAverage(0.9), new Checkpoints(folder[name])],
                ResumeFrom = resumeFrom,
            });
            return network;
        }
    }

    [Fact]
    public void A_checkpoint_without_its_counter_or_with_a_bad_one_is_refused()
    {
        new RunningNetwork<float>(1).Fit(
            Data(), epochs: 1, batchSize: Size, optimizer: new SGD(0.1), callbacks: [new ExponentialMovingAverage(0.9), new Checkpoints(folder.Path)]);
        string path = folder["last.ckpt"];

        Assert.Equal(
            "'0.num_batches_tracked' [] is missing",
            Assert.Single(Assert.Throws<CheckpointMismatchException>(() => Resume(Rewrite(path, "0.num_batches_tracked", null))).Differences));
        float[] average = SafeTensorsFile.Load(path).Get<float>("training/callbacks/ExponentialMovingAverage/average");
        average[^2] = -4;
        Assert.Contains(
            "has values for '0.num_batches_tracked', which is -4 and 0, which are not the parts of a count",
            Assert.Throws<SafeTensorsException>(() => Resume(Rewrite(path, "training/callbacks/ExponentialMovingAverage/average", average))).Message,
            StringComparison.Ordinal);
        Resume(path);

        void Resume(string file) => new RunningNetwork<float>(1).Fit(Data(), new FitOptions
        {
            Epochs = 2,
            BatchSize = Size,
            Optimizer = new SGD(0.1),
            Callbacks = [new ExponentialMovingAverage(0.9)],
            ResumeFrom = file,
        });
    }

    [Fact]
    public void State_is_a_part_of_a_trainings_identity()
    {
        Assert.Equal("0.running_mean [3], 0.running_var [3], 0.num_batches_tracked []", Identity(RunningNetwork<float>.Description)["state"]);
        Assert.DoesNotContain("state", Identity(RunningNetwork<float>.Describe(hasState: false)).Keys);
        Assert.DoesNotContain("penalties and limits of 0.running_var", Identity(RunningNetwork<float>.Description).Keys);

        static SortedDictionary<string, string> Identity(NetworkDescription network) =>
            TrainingIdentity.Of(network, new SGD(), new DatasetFeed<float>(Data(), [], Size, shuffle: true, seed: 1), null, seed: 1, accumulateSteps: 1);
    }

    private static Trainer<RunningNetwork<T>, T> Trainer<T>(RunningNetwork<T> network, Optimizer optimizer, int threads = 1)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => new(network, optimizer, maxDegreeOfParallelism: threads);

    /// <summary>Copies a checkpoint, with other values of one tensor, or without it.</summary>
    private string Rewrite(string path, string tensor, float[]? values)
    {
        SafeTensorsFile file = SafeTensorsFile.Load(path);
        var writer = new SafeTensorsWriter();
        foreach ((string key, string text) in file.Metadata) { writer.Metadata[key] = text; }
        writer.HasChecksum = true;
        foreach (TensorEntry entry in file.Tensors)
        {
            int[] shape = [.. entry.Shape.Select(dimension => (int)dimension)];
            if (entry.Name == tensor)
            {
                if (values is not null) { writer.Add<float>(entry.Name, shape, values); }
            }
            else if (entry.Type == TensorType.Int64) { writer.Add<long>(entry.Name, shape, file.GetIntegers<long>(entry.Name)); }
            else if (entry.Type == TensorType.Int32) { writer.Add<int>(entry.Name, shape, file.GetIntegers<int>(entry.Name)); }
            else if (entry.Type == TensorType.Float64) { writer.Add<double>(entry.Name, shape, file.Get<double>(entry.Name)); }
            else { writer.Add<float>(entry.Name, shape, file.Get<float>(entry.Name)); }
        }

        string copy = folder["copy.ckpt"];
        writer.Save(copy);
        return copy;
    }

    private static Dataset<float> Data()
    {
        (float[] inputs, float[] targets) = DrawSingle(4 * Size);
        return Dataset.Create(inputs, 3, targets, 1);
    }

    private static (double[] Inputs, double[] Targets) Draw(int count)
    {
        var random = new Random(4);
        double[] inputs = [.. Enumerable.Range(0, 3 * count).Select(i => (random.NextDouble() * ((i % 3) + 1)) + 2)];
        return (inputs, [.. Enumerable.Range(0, count).Select(i => inputs[3 * i] - (2 * inputs[(3 * i) + 1]))]);
    }

    private static (float[] Inputs, float[] Targets) DrawSingle(int count)
    {
        (double[] inputs, double[] targets) = Draw(count);
        return ([.. inputs.Select(x => (float)x)], [.. targets.Select(x => (float)x)]);
    }
}
