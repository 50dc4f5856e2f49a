using System.Globalization;

namespace NNGen.Tests;

/// <summary>Metrics requested in <see cref="FitOptions{T}.Metrics"/> appear wherever the others do.</summary>
public sealed class FurtherMetricsTests : IDisposable
{
    /// <summary>Not in alphabetical order.</summary>
    private static readonly string[] names = ["log_loss", "f1_score_macro", "auc"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_csv_log_has_further_metrics_to_the_bit()
    {
        History history = Fit(3, [new CsvLog(folder["run.csv"])]);
        string[] lines = File.ReadAllLines(folder["run.csv"]);
        Assert.Equal("epoch,loss,accuracy,val_loss,val_accuracy,val_log_loss,val_f1_score_macro,val_auc,learning_rate,seconds", lines[0]);
        Assert.Equal(
            history.Select(epoch => names.Select(name => epoch.Validation![name]).ToArray()),
            lines[1..].Select(line => line.Split(',')[5..8].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray()));
    }

    [Fact]
    public void A_csv_log_quotes_a_name_that_has_its_separator()
    {
        Fit(1, [new CsvLog(folder["run.csv"])], metrics: [new LogLoss { Name = "log, \"natural\"" }]);
        Assert.Contains(",\"val_log, \"\"natural\"\"\",", File.ReadAllLines(folder["run.csv"])[0]);
    }

    [Fact]
    public void Event_files_have_further_metrics_with_the_validation_samples()
    {
        History history = Fit(2, [new TensorBoardLog(folder.Path)]);
        Assert.Equal(
            history.SelectMany(epoch => ((string[])["loss", "accuracy", .. names]).Select(name => (epoch.Epoch, "epoch_" + name, (float)epoch.Validation![name]))),
            Events("validation"));
        Assert.All(Events("train"), one => Assert.DoesNotContain(names, name => one.Tag == "epoch_" + name));

        (int Epoch, string Tag, float Value)[] Events(string name) =>
            [.. EventReader.Read(File.ReadAllBytes(Directory.GetFiles(folder[name]).Single())).Skip(1).Select(one => ((int)one.Step, one.Tag!, one.Value))];
    }

    [Fact]
    public void The_console_shows_further_metrics_in_the_order_of_Keras()
    {
        var output = new StringWriter { NewLine = "\n" };
        Fit(1, [], progress: new ConsoleProgress(output, isInteractive: false, () => 80, TimeProvider.System));
        Assert.Matches(@"step - accuracy: \S+ - loss: \S+ - val_accuracy: \S+ - val_auc: \S+ - val_f1_score_macro: \S+ - val_log_loss: \S+ - val_loss: \S+\n$", output.ToString());
    }

    [Fact]
    public void A_resumed_training_has_the_history_of_further_metrics()
    {
        History expected = Fit(5, []);
        Fit(2, [new Checkpoints(folder.Path)]);
        History resumed = Fit(5, [], resumeFrom: folder["last.ckpt"]);

        Assert.Equal(expected.Select(epoch => epoch.Validation), resumed.Select(epoch => epoch.Validation));
        Assert.Equal(names, resumed[0].Validation!.Additional.Select(metric => metric.Key));
    }

    [Fact]
    public void Others_may_be_measured_when_a_training_is_resumed()
    {
        History first = Fit(2, [new Checkpoints(folder.Path)]);
        History resumed = Fit(3, [new CsvLog(folder["run.csv"])], resumeFrom: folder["last.ckpt"], metrics: [new LogLoss(), new LogLoss { Name = "other" }]);

        Assert.Equal(first[1].Validation, resumed[1].Validation);
        Assert.Equal(["log_loss", "other"], resumed[2].Validation!.Additional.Select(metric => metric.Key));
        string[][] cells = [.. File.ReadAllLines(folder["run.csv"]).Select(line => line.Split(','))];
        Assert.Equal(["val_log_loss", "val_f1_score_macro", "val_auc", "val_other"], cells[0][5..9]);
        Assert.Equal("", cells[2][8]);
        Assert.Equal(["", "", cells[3][5]], cells[3][6..9]);
        Assert.Equal([double.NaN, double.NaN, resumed.Last.Validation!["other"]], resumed["val_other"]);
        Assert.Equal(4, cells.Length);
    }

    [Theory]
    [InlineData("0/loss")]
    [InlineData("0/other")]
    [InlineData("7/auc")]
    [InlineData("-1/other")]
    [InlineData("other")]
    [InlineData("9/")]
    public void A_checkpoint_with_a_wrong_name_of_one_is_rejected(string name)
    {
        Fit(2, [new Checkpoints(folder.Path)]);
        CheckpointFiles.Change(folder["last.ckpt"], [], writer => writer.Add<double>("training/history/val_additional/" + name, [2], [1, 2]));
        var problem = Assert.Throws<SafeTensorsException>(() => Fit(5, [], resumeFrom: folder["last.ckpt"]));
        Assert.Contains("is not a number and the name of a further metric", problem.Message);
    }

    [Fact]
    public void Callbacks_watch_further_metrics_by_name()
    {
        var monitor = Monitored.Validation("f1_score_macro", higherIsBetter: true);
        var stopping = new EarlyStopping(patience: 3, monitor);
        History history = Fit(40, [stopping, new Checkpoints(folder.Path, monitor), new ReduceOnPlateau(0.5, patience: 1, monitor)], rate: 0.5);

        double[] values = [.. history["val_f1_score_macro"]];
        Assert.Equal("val_f1_score_macro", monitor.Name);
        Assert.Contains("val_f1_score_macro has not improved for 3 epochs", history.StopReason);
        Assert.Equal(values.Max(), stopping.Best);
        Assert.Equal(Array.IndexOf(values, values.Max()) + 1, stopping.BestEpoch);
        Assert.Equal(stopping.BestEpoch, CheckpointFiles.EpochOf(folder["best.ckpt"]));
        Assert.Equal(0.25, history[^1].LearningRate);
    }

    [Fact]
    public void A_metric_that_is_not_measured_is_rejected_before_training()
    {
        var monitor = Monitored.Validation("f1_score", higherIsBetter: true);
        var problem = Assert.Throws<CallbackException>(() => Fit(2, [new EarlyStopping(3, monitor)]));
        Assert.Contains(
            "val_f1_score is monitored, but no metric 'f1_score' is measured (there are val_loss, val_accuracy, val_log_loss, val_f1_score_macro, val_auc; name further ones in FitOptions.Metrics).",
            problem.Message);
        Assert.Empty(problem.History);
        problem = Assert.Throws<CallbackException>(() => new MetricProbabilities(3).Fit(Samples.Blobs(40), callbacks: [new Checkpoints(folder.Path, monitor)]));
        Assert.Contains("val_f1_score is monitored, but there are no validation samples", problem.Message);
    }

    [Fact]
    public void The_names_of_the_other_metrics_can_be_watched_as_well()
    {
        var stopping = new EarlyStopping(100, Monitored.Validation("loss", higherIsBetter: false));
        History history = Fit(4, [stopping]);
        Assert.Equal(history["val_loss"].Min(), stopping.Best);

        var problem = Assert.Throws<CallbackException>(() => Fit(4, [new EarlyStopping(3, Monitored.Validation("r2", higherIsBetter: true))]));
        Assert.Contains("val_r2 is monitored, but no metric 'r2' is measured (there are val_loss, val_accuracy,", problem.Message);
    }

    [Fact]
    public void An_epoch_in_which_one_is_not_a_number_is_not_an_improvement()
    {
        var stopping = new EarlyStopping(patience: 2, Monitored.Validation("never", higherIsBetter: true));
        History history = Fit(9, [stopping], metrics: [new MeanOfNothing()]);
        Assert.Equal((2, 1, double.NegativeInfinity), (history.Count, stopping.BestEpoch, stopping.Best));
    }

    private static History Fit(
        int epochs, Callback[] callbacks, string? resumeFrom = null, IProgress<FitProgress>? progress = null, IMetric[]? metrics = null, double rate = 0.05) =>
        new MetricProbabilities(seed: 3).Fit(
            Samples.Blobs(40),
            new FitOptions
            {
                Epochs = epochs,
                BatchSize = 10,
                Optimizer = new SGD(rate),
                Callbacks = callbacks,
                Progress = progress,
                ResumeFrom = resumeFrom,
                Metrics = metrics ?? [new LogLoss(), new F1Score(Averaging.Macro), new RocAuc()],
            },
            Samples.Blobs(20, seed: 5));

    private sealed class MeanOfNothing : IMetric
    {
        public string Name => "never";

        public double Result => double.NaN;

        public void Add(in MetricBatch batch)
        {
        }

        public void Reset()
        {
        }
    }
}
