using System.Globalization;

namespace NNGen.Tests;

[Trait("Category", "Slow")]
public sealed class LogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_csv_log_holds_the_history_to_the_bit()
    {
        History history = Runs.Fit(3, [new CsvLog(folder["logs/run.csv"])]);
        string[] lines = File.ReadAllLines(folder["logs/run.csv"]);
        Assert.Equal("epoch,loss,accuracy,val_loss,val_accuracy,learning_rate,seconds", lines[0]);
        Assert.Equal(
            history.Select((epoch, i) => (double[])[epoch.Epoch, .. ((string[])["loss", "accuracy", "val_loss", "val_accuracy"]).Select(name => history[name][i]), 0.05, epoch.Duration.TotalSeconds]),
            lines[1..].Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray()));
    }

    [Fact]
    public void A_csv_log_shows_what_suits_the_loss()
    {
        new ScalarNetwork<LinearModel, float>(1).Fit(Samples.Lines(20), callbacks: [new CsvLog(folder["run.csv"], ';')]);
        Assert.Equal("epoch;loss;rmse;mae;r2;learning_rate;seconds", File.ReadAllLines(folder["run.csv"])[0]);
    }

    [Fact]
    public void A_csv_log_can_be_read_while_it_is_written()
    {
        var lengths = new List<int>();
        Runs.Fit(3, [new CsvLog(folder["run.csv"]), new LambdaCallback(onEpochEnd: _ =>
        {
            using var reader = new StreamReader(new FileStream(folder["run.csv"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            lengths.Add(reader.ReadToEnd().Split('\n').Length);
        })]);
        Assert.Equal([3, 4, 5], lengths);
    }

    [Fact]
    public void A_csv_log_on_a_full_disk_warns_and_is_whole_when_there_is_room()
    {
        if (!File.Exists("/dev/full")) { return; }
        File.CreateSymbolicLink(folder["run.csv"], "/dev/full");
        History history = Runs.Fit(4, [
            new LambdaCallback(onEpochBegin: context => { if (context.Epoch == 3) { File.Delete(folder["run.csv"]); } }),
            new CsvLog(folder["run.csv"])]);
        Assert.Equal(2, history.Warnings.Count);
        Assert.StartsWith($"Epoch 1, CsvLog: '{folder["run.csv"]}' could not be written and is retried after the next epoch: No space left", history.Warnings[0]);
        Assert.Equal(["epoch", "1", "2", "3", "4"], File.ReadAllLines(folder["run.csv"]).Select(line => line.Split(',')[0]));
    }

    [Fact]
    public void A_csv_log_that_is_deleted_while_the_training_runs_is_written_again_with_a_warning()
    {
        History history = Runs.Fit(4, [
            new CsvLog(folder["logs/run.csv"]),
            new LambdaCallback(onEpochBegin: context => { if (context.Epoch == 3) { Directory.Delete(folder["logs"], recursive: true); } })]);

        Assert.Equal(
            $"Epoch 3, CsvLog: '{folder["logs/run.csv"]}' was deleted during training; it is written again, with all epochs.",
            Assert.Single(history.Warnings));
        Assert.Equal(["epoch", "1", "2", "3", "4"], File.ReadAllLines(folder["logs/run.csv"]).Select(line => line.Split(',')[0]));
    }

    [Theory]
    [InlineData("events")]
    [InlineData("events/train")]
    [InlineData("events/validation")]
    [InlineData("events/batches")]
    public void Event_files_that_are_deleted_while_the_training_runs_are_written_again_with_a_warning(string deleted)
    {
        History history = Runs.Fit(4, [
            new TensorBoardLog(folder["events"]) { EverySteps = 1 },
            new LambdaCallback(onEpochBegin: context => { if (context.Epoch == 3) { Directory.Delete(folder[deleted], recursive: true); } })]);

        Assert.Equal(
            $"Epoch 3, TensorBoardLog: Events in '{folder["events"]}' were deleted during training; those of all epochs are written again, the losses of batches so far are lost.",
            Assert.Single(history.Warnings));
        foreach (string name in new[] { "train", "validation" })
        {
            int last = Directory.GetFiles(folder[$"events/{name}"]).Length - 1;
            Assert.Equal([1L, 2, 3, 4], Read($"events/{name}", last).Where(one => one.Tag == "epoch_loss").Select(one => one.Step));
        }
    }

    [Fact]
    public void A_log_that_cannot_be_opened_ends_the_training_before_it_begins()
    {
        File.WriteAllText(folder["file"], "");
        Assert.StartsWith("The callback CsvLog failed in OnTrainBegin: ",
            Assert.Throws<CallbackException>(() => Runs.Fit(1, [new CsvLog(folder["file/run.csv"])])).Message);
        Assert.StartsWith("The callback TensorBoardLog failed in OnTrainBegin: ",
            Assert.Throws<CallbackException>(() => Runs.Fit(1, [new TensorBoardLog(folder["file"])])).Message);
    }

    [Theory]
    [InlineData("", 0x00000000u)]
    [InlineData("313233343536373839", 0xE3069283u)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", 0x8A9136AAu)]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", 0x62A8AB43u)]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", 0x46DD794Eu)]
    [InlineData("1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100", 0x113FDB5Cu)]
    public void Checksums_are_those_of_RFC_3720(string hex, uint expected)
    {
        byte[] bytes = Convert.FromHexString(hex);
        Assert.Equal(expected, Crc32C.Of(bytes));
        Assert.Equal(expected, EventReader.Checksum(bytes));
    }

    [Fact]
    public void Event_files_hold_the_history()
    {
        long began = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 1;
        History history = Runs.Fit(3, [new TensorBoardLog(folder.Path) { EverySteps = 2 }]);

        Event[] training = Read("train");
        Assert.Equal(new Event { Version = "brain.Event:2" }, training[0] with { Time = 0 });
        Assert.All(training, one => Assert.InRange(one.Time, began, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 1));
        Assert.Equal(
            history.SelectMany(epoch => new[]
            {
                (epoch.Epoch, "epoch_loss", (float)epoch.Loss),
                (epoch.Epoch, "epoch_accuracy", (float)epoch.Training["accuracy"]),
                (epoch.Epoch, "epoch_learning_rate", 0.05f),
            }),
            training[1..].Select(Scalar));
        Assert.Equal(
            history.SelectMany(epoch => new[]
            {
                (epoch.Epoch, "epoch_loss", (float)epoch.Validation!["loss"]),
                (epoch.Epoch, "epoch_accuracy", (float)epoch.Validation["accuracy"]),
            }),
            Read("validation")[1..].Select(Scalar));
        Assert.Equal([2L, 4, 6, 8, 10, 12], Read("batches")[1..].Select(one => one.Step));
        Assert.All(Read("batches")[1..], one => Assert.Equal("batch_loss", one.Tag));
        Assert.StartsWith("events.out.tfevents.", Path.GetFileName(Assert.Single(Directory.GetFiles(folder["train"]))));
    }

    [Fact]
    public void A_resumed_training_makes_readers_forget_what_lies_beyond_its_checkpoint()
    {
        Runs.Fit(2, [new Checkpoints(folder.Path), new TensorBoardLog(folder["events"]) { EverySteps = 1 }]);
        Runs.Fit(3, [new Checkpoints(folder.Path), new TensorBoardLog(folder["events"]) { EverySteps = 1 }], resumeFrom: folder["last.ckpt"]);

        Event[] training = Read("events/train", 1);
        Assert.Equal((3L, 1), (training[1].Step, training[1].SessionStatus));
        Assert.Equal([3L, 3, 3], training[2..].Select(one => one.Step));
        Event[] batches = Read("events/batches", 1);
        Assert.Equal((9L, 1), (batches[1].Step, batches[1].SessionStatus));
        Assert.Equal([9L, 10, 11, 12], batches[2..].Select(one => one.Step));
    }

    [Fact]
    public void Events_that_could_not_be_written_are_written_to_a_new_file()
    {
        int files = 0;
        var log = new TensorBoardLog(folder.Path)
        {
            Create = path => files++ < 2 ? new FullStream() : new FileStream(path, FileMode.CreateNew),
        };
        History history = Runs.Fit(3, [log]);
        Assert.StartsWith($"Epoch 1, TensorBoardLog: Events in '{folder.Path}' could not be written", Assert.Single(history.Warnings));
        Event[] training = Read("train");
        Assert.Equal((1L, 1), (training[1].Step, training[1].SessionStatus));
        Assert.Equal([1L, 1, 1, 2, 2, 2, 3, 3, 3], training[2..].Select(one => one.Step));
    }

    [Fact]
    public void Progress_prints_warnings_below_its_line()
    {
        var output = new StringWriter { NewLine = "\n" };
        Runs.Fit(1, [new LambdaCallback(onEpochEnd: context => context.Warn("It is late."))],
            progress: new ConsoleProgress(output, isInteractive: false, () => 80, TimeProvider.System));
        Assert.Equal("Warning: Epoch 1, LambdaCallback: It is late.", output.ToString().Split('\n')[1]);

        output = new StringWriter { NewLine = "\n" };
        Runs.Fit(2, [new LambdaCallback(onBatchEnd: context => { if (context is { Epoch: 1, Batch: 2 }) { context.Warn("It is hot."); } })],
            progress: new ConsoleProgress(output, isInteractive: true, () => 200, TimeProvider.System));
        string[] lines = output.ToString().Split('\n');
        Assert.Equal("Warning: Epoch 1, LambdaCallback: It is hot.", lines[2]);
        Assert.StartsWith("\r", lines[3]);
        Assert.Equal("Epoch 2/2", lines[4]);
    }

    private static (int Step, string Tag, float Value) Scalar(Event one) => ((int)one.Step, one.Tag!, one.Value);

    /// <summary>The events of a folder's last file, or of one of its files in order of creation.</summary>
    private Event[] Read(string name, int index = 0)
    {
        string[] files = [.. Directory.GetFiles(folder[name]).OrderBy(file => int.Parse(file.Split('.')[^1], CultureInfo.InvariantCulture))];
        return [.. EventReader.Read(File.ReadAllBytes(files[index]))];
    }

    private sealed class FullStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device");
    }
}
