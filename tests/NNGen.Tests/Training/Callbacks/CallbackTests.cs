namespace NNGen.Tests;

public sealed class CallbackTests
{
    [Fact]
    public void Moments_come_in_their_order_and_callbacks_in_theirs()
    {
        var log = new List<string>();
        Runs.Fit(2, [Logger("a"), Logger("b")]);
        string[] epoch1 = ["epoch 1", "batch 1/1/0", "step 1/1/1", "batch 1/2/1", "step 1/2/2", "batch 1/3/2", "step 1/3/3", "batch 1/4/3", "step 1/4/4", "end 1, 1 in history"];
        string[] epoch2 = ["epoch 2", "batch 2/1/4", "step 2/1/5", "batch 2/2/5", "step 2/2/6", "batch 2/3/6", "step 2/3/7", "batch 2/4/7", "step 2/4/8", "end 2, 2 in history"];
        string[] all = ["began 0 of 2, 4 batches", .. epoch1, .. epoch2, "ended"];
        Assert.Equal(all.SelectMany(line => new[] { "a: " + line, "b: " + line }), log);

        LambdaCallback Logger(string name) => new(
            context => log.Add($"{name}: began {context.Epoch} of {context.Epochs}, {context.Batches} batches"),
            context => log.Add($"{name}: epoch {context.Epoch}"),
            context => log.Add($"{name}: batch {context.Epoch}/{context.Batch}/{context.Step}"),
            context => log.Add($"{name}: step {context.Epoch}/{context.Batch}/{context.Step}"),
            context => log.Add($"{name}: end {context.Epoch}, {context.History.Count} in history"),
            _ => log.Add($"{name}: ended"));
    }

    [Fact]
    public void Losses_of_batches_make_the_loss_of_the_epoch()
    {
        var losses = new List<double>();
        double? running = null;
        History history = Runs.Fit(1, [new LambdaCallback(onBatchEnd: context =>
        {
            losses.Add(context.BatchLoss);
            running = context.Training.Loss;
        })]);
        Assert.Equal(4, losses.Count);
        Assert.Equal(history[0].Loss, losses.Average(), 1e-6);
        Assert.Equal(history[0].Loss, running);
    }

    [Fact]
    public void A_stop_in_the_middle_ends_after_the_batch_and_at_an_epochs_end_after_the_epoch()
    {
        int steps = 0;
        History history = Runs.Fit(5, [new LambdaCallback(onBatchEnd: context =>
        {
            steps++;
            if (context is { Epoch: 2, Batch: 3 }) { context.RequestStop("Enough."); }
        })]);
        Assert.Equal((7, 1, "Enough."), (steps, history.Count, history.StopReason));

        history = Runs.Fit(5, [new LambdaCallback(onEpochEnd: context =>
        {
            context.RequestStop("First.");
            context.RequestStop("Second.");
        })]);
        Assert.Equal((1, "First."), (history.Count, history.StopReason));

        history = Runs.Fit(5, [new LambdaCallback(onBatchEnd: context => { if (context.Batch == context.Batches) { context.RequestStop("Full."); } })]);
        Assert.Single(history);
        Assert.NotNull(history[0].Validation);

        Assert.Empty(Runs.Fit(5, [new LambdaCallback(onTrainBegin: context => context.RequestStop("No."))]));
    }

    [Theory]
    [InlineData("OnTrainBegin", 0)]
    [InlineData("OnEpochBegin", 1)]
    [InlineData("OnBatchBegin", 1)]
    [InlineData("OnBatchEnd", 1)]
    [InlineData("OnEpochEnd", 2)]
    public void An_exception_names_its_callback_and_leaves_everything_usable(string method, int finished)
    {
        var net = new ScalarNetwork<OddClassifier, float>(1);
        using var trainer = net.CreateTrainer(new SGD(0.05));
        bool ended = false;
        var after = new LambdaCallback(onTrainEnd: _ => ended = true);
        var failing = new Failing(method, epoch: method == "OnTrainBegin" ? 0 : 2);
        var problem = Assert.Throws<CallbackException>(() => trainer.Fit(Samples.Blobs(40), epochs: 4, callbacks: [after, failing]));

        Assert.Same(failing, problem.Callback);
        Assert.Equal("out of luck", problem.InnerException!.Message);
        Assert.Contains($"he callback Failing failed in {method}: out of luck", problem.Message);
        Assert.Equal(finished, problem.History.Count);
        Assert.Equal(method == "OnTrainBegin" ? 0 : 2, problem.Epoch);
        Assert.True(ended);

        Assert.All(net.Parameters.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.Equal(2, trainer.Fit(Samples.Blobs(40), epochs: 2).Count);
        float[] inputs = new float[5], outputs = new float[3];
        net.PredictBatch(inputs, outputs);
        Assert.Equal(1, outputs.Sum(), 1e-5f);
    }

    [Fact]
    public void A_failure_at_the_end_lets_the_others_end()
    {
        int ended = 0;
        var last = new LambdaCallback(onTrainEnd: _ => ended++);
        var problem = Assert.Throws<CallbackException>(() => Runs.Fit(2, [new Failing("OnTrainEnd", 2), new Failing("OnTrainEnd", 2), last]));
        Assert.Equal(1, ended);
        Assert.Equal(2, problem.History.Count);
        Assert.Single(problem.History.Warnings, "End: Epoch 2: the callback Failing failed in OnTrainEnd: out of luck "
            + "(Training has ended; finished epochs: 2. The network keeps what it has learned.)");
    }

    [Fact]
    public void A_canceled_training_ends_its_callbacks_and_keeps_the_best_parameters()
    {
        using var source = new CancellationTokenSource();
        var net = new ScalarNetwork<OddClassifier, float>(1);
        var parameters = new List<float[]>();
        var cancel = new LambdaCallback(onBatchEnd: context => { if (context is { Epoch: 4, Batch: 2 }) { source.Cancel(); } });
        var canceled = Assert.Throws<FitCanceledException>(() => Runs.Fit(
            9, [new EarlyStopping(5, Runs.Script(3, 1, 2, 2)), cancel, Runs.Record(parameters)], net, cancellationToken: source.Token));
        Assert.Equal(3, canceled.History.Count);
        Assert.Equal(parameters[1], net.Parameters.Values.ToArray());
    }

    [Fact]
    public void A_callback_may_cancel_but_an_unrelated_cancellation_is_its_failure()
    {
        using var source = new CancellationTokenSource();
        Assert.Throws<FitCanceledException>(() => Runs.Fit(9, [new LambdaCallback(onEpochEnd: context =>
        {
            source.Cancel();
            context.CancellationToken.ThrowIfCancellationRequested();
        })], cancellationToken: source.Token));

        var problem = Assert.Throws<CallbackException>(
            () => Runs.Fit(9, [new LambdaCallback(onEpochEnd: _ => throw new OperationCanceledException("a request timed out"))]));
        Assert.Contains("a request timed out", problem.Message);
    }

    [Fact]
    public void A_loss_that_overflows_stops_in_peace_on_request()
    {
        Dataset<float> samples = Samples.Lines(30);
        float[] targets = samples.Targets.ToArray();
        targets[17] = 1e30f;
        Dataset<float> broken = Dataset.Create(samples.Features.ToArray(), 3, targets, 2);
        var net = new ScalarNetwork<LinearModel, float>(1);
        float[] seen = [];
        var watch = new LambdaCallback(onBatchEnd: context => seen = context.Parameters<float>().Values.ToArray());
        History history = net.Fit(broken, new FitOptions { BatchSize = 5, Callbacks = [new StopOnNaN(), watch], Shuffle = false });
        Assert.StartsWith("Epoch 1, batch 2: the loss is Infinity; inputs, targets and parameters are finite, ", history.StopReason);
        Assert.Empty(history);
        Assert.Equal(seen, net.Parameters.Values.ToArray());

        var thrown = Assert.Throws<NonFiniteLossException>(() => net.Fit(broken, new FitOptions { BatchSize = 5, Shuffle = false }));
        Assert.Empty(thrown.History!);
    }

    [Fact]
    public void A_time_limit_ends_after_the_batch_that_reaches_it()
    {
        var clock = new Clock();
        int steps = 0;
        History history = Runs.Fit(9,
        [
            new LambdaCallback(onBatchEnd: _ =>
            {
                steps++;
                clock.Seconds += 10;
            }),
            new TimeLimit(TimeSpan.FromSeconds(55), clock),
        ]);
        Assert.Equal((6, 1), (steps, history.Count));
        Assert.Equal("Epoch 2, batch 2: the time limit of 00:00:55 is reached.", history.StopReason);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TimeLimit(TimeSpan.Zero));
    }

    [Fact]
    public void Work_in_the_background_is_done_in_order_and_before_fit_returns()
    {
        var done = new List<int>();
        History history = Runs.Fit(20, [new LambdaCallback(onEpochEnd: context =>
        {
            int epoch = context.Epoch;
            context.RunInBackground(async cancellationToken =>
            {
                await Task.Yield();
                if (epoch == 3) { throw new HttpRequestException("no connection"); }
                done.Add(epoch);
            });
        })]);
        Assert.Equal(Enumerable.Range(1, 20).Except([3]), done);
        Assert.Equal(["Epoch 3, LambdaCallback: work in the background failed: no connection"], history.Warnings);
    }

    [Fact]
    public void Warnings_come_with_the_next_report_and_stay_in_the_history()
    {
        var progress = new ProgressList();
        History history = Runs.Fit(2, [new LambdaCallback(
            onBatchEnd: context => { if (context is { Epoch: 1, Batch: 2 }) { context.Warn("It is hot."); } },
            onEpochEnd: context => { if (context.Epoch == 2) { context.Warn("It is late."); } })], progress: progress);
        Assert.Equal(["Epoch 1, LambdaCallback: It is hot.", "Epoch 2, LambdaCallback: It is late."], history.Warnings);
        Assert.Equal(
            [(1, 2, "Epoch 1, LambdaCallback: It is hot."), (2, 4, "Epoch 2, LambdaCallback: It is late.")],
            progress.Reports.Where(report => report.Warnings is not null).Select(report => (report.Epoch, report.Batch, report.Warnings!)));
        Assert.True(progress.Reports[^1].IsEpochEnd);
    }

    [Fact]
    public void Snapshots_and_parameters_know_their_network()
    {
        ParameterSnapshot? foreign = null;
        new ScalarNetwork<LinearModel, float>(1).Fit(Samples.Lines(9), callbacks: [new LambdaCallback(onEpochEnd: context => foreign = context.TakeSnapshot())]);
        var problem = Assert.Throws<CallbackException>(() => Runs.Fit(1, [new LambdaCallback(onEpochEnd: context => context.Restore(foreign!))]));
        Assert.Contains("The snapshot belongs to another network: it has 8 values, but OddClassifier has 278 of type Single.", problem.Message);

        problem = Assert.Throws<CallbackException>(() => Runs.Fit(1, [new LambdaCallback(onEpochEnd: context => context.Parameters<double>())]));
        Assert.Contains("OddClassifier has parameters of type Single, not Double", problem.Message);
    }

    [Fact]
    public void Wrong_lists_are_rejected()
    {
        var twice = new StopOnNaN();
        Assert.StartsWith("The same StopOnNaN object is given twice (create two).", Assert.Throws<ArgumentException>(() => Runs.Fit(1, [twice, twice])).Message);
        Assert.StartsWith("Callback 1 is null.", Assert.Throws<ArgumentException>(() => Runs.Fit(1, [twice, null!])).Message);
    }

    [Fact]
    public void A_warm_batch_with_callbacks_allocates_nothing()
    {
        long[] bytes = new long[4 * 20];
        int count = 0;
        Callback[] callbacks =
        [
            LearningRateSchedule.PerStep(Schedule.Cosine(0.05, 80)),
            new EarlyStopping(30),
            new TimeLimit(TimeSpan.FromHours(1)),
            new LambdaCallback(onBatchEnd: _ => bytes[count++] = GC.GetAllocatedBytesForCurrentThread()),
        ];
        Runs.Fit(20, callbacks);

        // From the first to the last batch of an epoch; the minimum, because another test's garbage makes the counter jump.
        Assert.Equal(0, Enumerable.Range(1, 19).Min(epoch => bytes[epoch * 4 + 3] - bytes[epoch * 4]));
    }

    private sealed class Failing(string method, int epoch) : Callback
    {
        public override void OnTrainBegin(TrainingContext context) => Fail(context);

        public override void OnEpochBegin(TrainingContext context) => Fail(context);

        public override void OnBatchBegin(TrainingContext context) => Fail(context);

        public override void OnBatchEnd(TrainingContext context) => Fail(context);

        public override void OnEpochEnd(TrainingContext context) => Fail(context);

        public override void OnTrainEnd(TrainingContext context) => Fail(context);

        private void Fail(TrainingContext context, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
        {
            if (name == method && context.Epoch == epoch) { throw new InvalidTimeZoneException("out of luck"); }
        }
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
