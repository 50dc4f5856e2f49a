namespace NNGen.Tests;

public sealed class CheckpointsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_last_the_best_and_every_nth_epoch_are_saved()
    {
        var parameters = new List<float[]>();
        var checkpoints = new Checkpoints(folder["run"], Runs.Script(4, 3, 1, 2, 2, 2, 2)) { EveryEpochs = 4, KeepEveryEpochs = 3 };
        History history = Runs.Fit(7, [checkpoints, Runs.Record(parameters)]);

        Assert.Empty(history.Warnings);
        Assert.Equal(["best.ckpt", "epoch-0003.ckpt", "epoch-0006.ckpt", "last.ckpt"], Directory.GetFiles(folder["run"]).Select(Path.GetFileName).Order());
        Assert.Equal((3, 7), (CheckpointFiles.EpochOf(checkpoints.BestPath), CheckpointFiles.EpochOf(checkpoints.LastPath)));
        Assert.Equal(checkpoints.LastPath, Checkpoints.LastIn(folder["run"]));
        Assert.Null(Checkpoints.LastIn(folder["nowhere"]));

        var best = new ScalarNetwork<OddClassifier, float>(9);
        best.Parameters.Load(checkpoints.BestPath);
        Assert.Equal(parameters[2], best.Parameters.Values.ToArray());
    }

    [Fact]
    public void The_last_checkpoint_is_that_of_a_stop()
    {
        Runs.Fit(9, [new Checkpoints(folder.Path) { EveryEpochs = 100, SaveBest = false }, new EarlyStopping(2, Runs.Script(1, 2, 2, 2, 2, 2, 2, 2, 2))]);
        Assert.Equal([folder["last.ckpt"]], Directory.GetFiles(folder.Path));
        Assert.Equal(3, CheckpointFiles.EpochOf(folder["last.ckpt"]));
    }

    [Fact]
    public void The_best_of_a_resumed_training_must_beat_the_best_before()
    {
        Callback[] Make() => [new Checkpoints(folder.Path, Runs.Script(4, 1, 3, 2, 0.5))];
        Runs.Fit(3, Make());
        Runs.Fit(4, Make(), resumeFrom: folder["last.ckpt"]);
        Assert.Equal(2, CheckpointFiles.EpochOf(folder["best.ckpt"]));
        Runs.Fit(5, Make(), resumeFrom: folder["last.ckpt"]);
        Assert.Equal(5, CheckpointFiles.EpochOf(folder["best.ckpt"]));
    }

    [Fact]
    public void A_full_disk_is_a_warning_and_the_files_are_written_when_there_is_room()
    {
        int epoch = 0;
        var progress = new ProgressList();
        Callback[] callbacks =
        [
            new LambdaCallback(onEpochBegin: context => epoch = context.Epoch),
            new Checkpoints(folder.Path, Runs.Script(1, 2, 2, 2, 2)) { Write = (writer, path) => Write(writer, path, isFull: Volatile.Read(ref epoch) < 4) },
        ];
        var net = new ScalarNetwork<OddClassifier, float>(1);
        History history = Runs.Fit(5, callbacks, net, progress: progress);

        Assert.Equal(5, history.Count);
        Assert.Contains(history.Warnings, warning =>
            warning.StartsWith($"Epoch 1, checkpoint: '{folder["best.ckpt"]}' could not be written and is retried after the next epoch: ", StringComparison.Ordinal)
            && warning.Contains("No space left on device"));
        Assert.Equal(history.Warnings, progress.Reports.Where(report => report.Warnings is not null).SelectMany(report => report.Warnings!.Split('\n')));

        // The best epoch's own state, although it could only be written epochs later.
        Assert.Equal((1, 5), (CheckpointFiles.EpochOf(folder["best.ckpt"]), CheckpointFiles.EpochOf(folder["last.ckpt"])));
        Assert.Equal([folder["best.ckpt"], folder["last.ckpt"]], Directory.GetFiles(folder.Path).Order());

        var undisturbed = new ScalarNetwork<OddClassifier, float>(1);
        Runs.Fit(5, [], undisturbed);
        Assert.Equal(undisturbed.Parameters.Values.ToArray(), net.Parameters.Values.ToArray());
    }

    [Fact]
    public void A_disk_that_stays_full_keeps_the_old_file_and_does_not_lose_the_run()
    {
        Runs.Fit(1, [new Checkpoints(folder.Path)]);
        byte[] old = File.ReadAllBytes(folder["last.ckpt"]);
        History history = Runs.Fit(2, [new Checkpoints(folder.Path) { SaveBest = false, Write = (writer, path) => Write(writer, path, isFull: true) }]);
        Assert.Equal(2, history.Count);
        Assert.Contains(history.Warnings, warning => warning.StartsWith($"Epoch 2, checkpoint: '{folder["last.ckpt"]}' was not written: ", StringComparison.Ordinal));
        Assert.Equal(old, File.ReadAllBytes(folder["last.ckpt"]));
    }

    [Fact]
    public void A_folder_that_vanishes_is_made_again()
    {
        string run = folder["run"];
        History history = Runs.Fit(3, [new Checkpoints(run), new LambdaCallback(onEpochBegin: context =>
        {
            context.Background.Drain();
            if (Directory.Exists(run)) { Directory.Delete(run, recursive: true); }
        })]);
        Assert.Empty(history.Warnings);
        Assert.Equal(3, CheckpointFiles.EpochOf(Path.Combine(run, "last.ckpt")));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_again_is_a_warning()
    {
        string run = folder["run"];
        History history = Runs.Fit(3, [new Checkpoints(run), new LambdaCallback(onEpochBegin: context =>
        {
            if (context.Epoch != 2) { return; }
            context.Background.Drain();
            Directory.Delete(run, recursive: true);
            File.WriteAllText(run, "in the way");
        })]);
        Assert.Equal(3, history.Count);
        Assert.Contains(history.Warnings, warning => warning.StartsWith("Epoch 2, checkpoint: ", StringComparison.Ordinal));
        Assert.Equal("in the way", File.ReadAllText(run));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_at_all_ends_the_training_before_it_begins()
    {
        File.WriteAllText(folder["run"], "in the way");
        var net = new ScalarNetwork<OddClassifier, float>(1);
        float[] before = net.Parameters.Values.ToArray();
        var problem = Assert.Throws<CallbackException>(() => Runs.Fit(3, [new Checkpoints(folder["run"])], net));
        Assert.StartsWith("The callback Checkpoints failed in OnTrainBegin: ", problem.Message);
        Assert.IsAssignableFrom<IOException>(problem.InnerException);
        Assert.Equal(before, net.Parameters.Values.ToArray());
    }

    [Fact]
    public void Files_left_by_a_killed_process_are_removed()
    {
        File.WriteAllText(folder[".nngen-abc.def.tmp"], "half");
        File.SetLastWriteTimeUtc(folder[".nngen-abc.def.tmp"], DateTime.UtcNow.AddHours(-2));
        File.WriteAllText(folder["notes.tmp"], "mine");
        Runs.Fit(1, [new Checkpoints(folder.Path)]);
        Assert.Equal(["best.ckpt", "last.ckpt", "notes.tmp"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_checkpoint_is_requested_at_the_end_of_an_epoch()
    {
        Runs.Fit(2, [new LambdaCallback(onEpochEnd: context => context.SaveCheckpoint(folder[$"deep/{context.Epoch}.ckpt"]))]);
        Assert.Equal(2, CheckpointFiles.EpochOf(folder["deep/2.ckpt"]));
        var problem = Assert.Throws<CallbackException>(() => Runs.Fit(1, [new LambdaCallback(onBatchEnd: context => context.SaveCheckpoint(folder["x"]))]));
        Assert.Contains("A checkpoint can be requested only in OnEpochEnd", problem.Message);
    }

    [Fact]
    public void Parameters_that_are_not_finite_are_not_saved()
    {
        History history = Runs.Fit(2, [new Checkpoints(folder.Path), new LambdaCallback(onEpochEnd: context =>
        {
            using ParameterBlock<float>.Editor editor = context.Parameters<float>().Edit();
            if (context.Epoch == 2) { editor.Values[3] = float.PositiveInfinity; }
        })]);
        Assert.Contains("No checkpoint was written. OddClassifier was not saved: parameter '0.weight' is Infinity", Assert.Single(history.Warnings));
        Assert.Equal(1, CheckpointFiles.EpochOf(folder["last.ckpt"]));
    }

    [Fact]
    public void A_custom_callback_keeps_its_state()
    {
        var counter = new Counter();
        Runs.Fit(2, [new Checkpoints(folder.Path), counter, new Counter()]);
        Assert.Equal(2, counter.Epochs);
        (counter, var second) = (new Counter(), new Counter());
        Runs.Fit(5, [counter, second], resumeFrom: folder["last.ckpt"]);
        Assert.Equal((5, 5), (counter.Epochs, second.Epochs));
    }

    /// <summary>Writes to a device that is always full, if the system has one.</summary>
    private static void Write(SafeTensorsWriter writer, string path, bool isFull)
    {
        if (!isFull)
        {
            writer.Save(path);
            return;
        }

        if (!File.Exists("/dev/full")) { throw new IOException("No space left on device"); }
        using var device = new FileStream("/dev/full", FileMode.Open, FileAccess.Write);
        writer.Write(device);
    }

    private sealed class Counter : Callback
    {
        public int Epochs { get; private set; }

        public override void OnEpochEnd(TrainingContext context) => Epochs++;

        public override void SaveState(CallbackState state) => state["epochs"] = Epochs;

        public override void LoadState(CallbackState state, TrainingContext context) => Epochs = (int)state["epochs"];
    }
}
