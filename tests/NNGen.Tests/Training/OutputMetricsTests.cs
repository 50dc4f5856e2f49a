using System.Globalization;

namespace NNGen.Tests;

/// <summary>Metrics, history, logs and monitors of networks with several outputs have the names of outputs, as in Keras.</summary>
public sealed class OutputMetricsTests : IDisposable
{
    private static readonly string[] names =
    [
        "policy_loss", "value_loss", "policy_accuracy", "value_rmse", "value_mae", "value_r2",
    ];

    private readonly TemporaryFolder folder = new();
    private readonly Dataset<float> samples = Pole(60, 1), others = Pole(30, 2);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_output_has_its_loss_and_the_metrics_that_suit_it()
    {
        var net = new CartPole(3);
        Metrics result = net.Evaluate(samples);
        Assert.Equal(["loss", .. names], result.Values.Select(metric => metric.Key));
        Assert.Null(result.Accuracy);

        float[] policy = new float[120], value = new float[60], expectedPolicy = new float[120], expectedValue = new float[60];
        net.PredictBatch(samples.Features, policy, value);
        CartPole.SplitOutputs(samples.Targets, expectedPolicy, expectedValue);
        double[] errors = [.. value.Zip(expectedValue, (p, t) => (double)p - t)];
        Assert.Equal(errors.Average(error => error * error), result["value_loss"], 1e-6);
        Assert.Equal(errors.Average(Math.Abs), result["value_mae"], 1e-9);
        Assert.Equal(Math.Sqrt(errors.Average(error => error * error)), result["value_rmse"], 1e-9);
        Assert.Equal(1 - (errors.Sum(error => error * error) / expectedValue.Sum(t => Math.Pow(t - expectedValue.Average(), 2))), result["value_r2"], 1e-5);
        Assert.Equal(policy.Zip(expectedPolicy, (p, t) => -t * Math.Log(p)).Sum() / 60, result["policy_loss"], 1e-6);
        int hits = Enumerable.Range(0, 60).Count(i => policy[2 * i] > policy[(2 * i) + 1] == expectedPolicy[2 * i] > expectedPolicy[(2 * i) + 1]);
        Assert.Equal(hits / 60.0, result["policy_accuracy"]);
        Assert.Equal(result["policy_loss"] + (0.5 * result["value_loss"]), result["loss"], 1e-6);
    }

    [Fact]
    public void The_losses_of_outputs_are_those_whose_weighted_sum_is_minimized()
    {
        var net = new AllLosses(1);
        Dataset<float> data = AllLossesData(40);
        Metrics result = net.Evaluate(data);
        double sum = AllLosses.Description.Outputs.Sum(output => output.LossWeight * result[output.Name + "_loss"]);
        Assert.Equal(sum, result["loss"], 2e-6);

        // Each by its formula, from the outputs.
        float[] outputs = net.PredictBatch(data.Features), targets = data.Targets.ToArray();
        Mean("distance", (p, t) => Math.Abs(p - t));
        Mean("robust", (p, t) => Math.Abs(p - t) <= 0.5 ? (p - t) * (p - t) / 2 : 0.5 * (Math.Abs(p - t) - 0.25));
        Mean("own", (p, t) => Math.Log(1 + ((p - t) * (p - t))));
        Mean("labels", (p, t) => -(t * Math.Log(p)) - ((1 - t) * Math.Log(1 - p)));
        Mean("hard", (p, t) => -(t * Math.Log(p)) - ((1 - t) * Math.Log(1 - p)));
        Mean("logits", (z, t) => -((0.8 * t) + 0.1) * Math.Log(1 / (1 + Math.Exp(-z))) - ((1 - (0.8 * t) - 0.1) * Math.Log(1 - (1 / (1 + Math.Exp(-z))))));
        Mean("pixels", (p, t) => -3 * t * Math.Log(p));

        void Mean(string name, Func<double, double, double> loss)
        {
            OutputDescription output = AllLosses.Description.Outputs.Single(output => output.Name == name);
            var all = Enumerable.Range(0, 40).SelectMany(row => Enumerable.Range((row * AllLosses.OutputSize) + output.Offset, output.Size));
            Assert.Equal(all.Average(i => loss(outputs[i], targets[i])), result[name + "_loss"], 2e-6);
        }
    }

    [Fact]
    public void A_loss_is_that_of_logits_where_probabilities_are_zero()
    {
        var net = new CartPole(3);
        using (ParameterBlock<float>.Editor editor = net.Parameters.Edit()) { foreach (ref float value in editor.Values) { value *= 300; } }
        float[] targets = new float[6];
        CartPole.JoinTargets([1, 0, 0, 1], [0, 0], targets);
        Metrics result = net.Evaluate(Dataset.Create<float>([1, 2, 3, 4, 1, 2, 3, 4], 4, targets, 3));
        Assert.InRange(result["policy_loss"], 200, 1e6);
    }

    [Fact]
    public void Training_and_validation_have_the_same_names_in_history_log_and_progress()
    {
        var output = new StringWriter { NewLine = "\n" };
        History history = Fit(3, [new CsvLog(folder["run.csv"])], progress: new ConsoleProgress(output, isInteractive: false, () => 80, TimeProvider.System));

        Assert.Equal(["loss", .. names, "val_loss", .. names.Select(name => "val_" + name), "learning_rate"], history.Names);
        Assert.Equal(history.Select(epoch => epoch.Validation!["value_mae"]), history["val_value_mae"]);
        Assert.All(history, epoch => Assert.Equal(epoch.Training["policy_loss"] + (0.5 * epoch.Training["value_loss"]), epoch.Loss, 1e-5));
        Assert.Equal(
            $"epoch,loss,{string.Join(',', names)},val_loss,{string.Join(',', names.Select(name => "val_" + name))},learning_rate,seconds",
            File.ReadAllLines(folder["run.csv"])[0]);
        Assert.Equal(history[1].Training["value_loss"], double.Parse(File.ReadAllLines(folder["run.csv"])[2].Split(',')[3], CultureInfo.InvariantCulture));
        Assert.Matches(
            @"step - loss: \S+ - policy_accuracy: \S+ - policy_loss: \S+ - value_loss: \S+ - value_mae: \S+ - val_loss: \S+ - val_policy_accuracy: \S+ - val_policy_loss: \S+ - val_value_loss: \S+ - val_value_mae: \S+\n",
            output.ToString());
    }

    [Fact]
    public void Sample_weights_weigh_the_losses_of_outputs()
    {
        double[] weights = [.. Enumerable.Range(0, 60).Select(i => i % 3 / 2.0)];
        History history = new CartPole(1).Fit(samples, new FitOptions { Epochs = 2, SampleWeights = weights });
        Assert.All(history, epoch => Assert.Equal(epoch.Training["policy_loss"] + (0.5 * epoch.Training["value_loss"]), epoch.Loss, 1e-5));
        Assert.NotEqual(new CartPole(1).Fit(samples, new FitOptions { Epochs = 2 })[0].Training["value_loss"], history[0].Training["value_loss"], 1e-3);
    }

    [Fact]
    public void Shards_have_the_metrics_of_the_whole()
    {
        History history = new CartPole(1).Fit(samples, new FitOptions { Epochs = 2, Shards = 4 }, others), whole = new CartPole(1).Fit(samples, new FitOptions { Epochs = 2 }, others);
        foreach (string name in whole.Names.Where(name => name != "learning_rate")) { Assert.Equal(whole[name][1], history[name][1], 1e-4 * Math.Max(1, Math.Abs(whole[name][1]))); }
    }

    [Fact]
    public void Callbacks_monitor_an_output_by_name()
    {
        History history = Fit(30, [new EarlyStopping(patience: 1, Monitored.Validation("value_loss", higherIsBetter: false)) { MinDelta = 1e6 }]);
        Assert.Contains("val_value_loss", history.StopReason);
        var problem = Assert.Throws<CallbackException>(() => Fit(1, [new EarlyStopping(patience: 1, Monitored.Validation("actor_loss", higherIsBetter: false))]));
        Assert.Contains("no metric 'actor_loss' is measured (there are val_loss, val_policy_loss, val_value_loss, val_policy_accuracy, val_value_rmse", problem.Message);
    }

    [Fact]
    public void The_accuracy_of_all_outputs_is_refused_before_training_and_those_of_outputs_are_named()
    {
        var problem = Assert.Throws<CallbackException>(() => Fit(1, [new EarlyStopping(patience: 1, Monitored.ValidationAccuracy)]));
        Assert.Empty(problem.History);
        Assert.Contains("val_accuracy is monitored, but no metric 'accuracy' is measured (there are val_loss, val_policy_loss, val_value_loss, val_policy_accuracy,", problem.Message);
        Assert.Contains("; for that of an output, Monitored.Validation(\"policy_accuracy\", ...)).", problem.Message);
    }

    [Fact]
    public void Class_weights_say_what_several_outputs_take_instead()
    {
        var weights = new FitOptions { ClassWeights = new Dictionary<int, double> { [1] = 2 } };
        Assert.Contains(
            "(with one output, make it with Dataset.FromLabels; with several, give SampleWeights, or weigh the whole output by the Weight of its loss)",
            Assert.Throws<ArgumentException>(() => new CartPole(1).Fit(samples, weights)).Message);
        Assert.Contains("with several, give SampleWeights", Assert.Throws<ArgumentException>(() => ClassWeights.Balanced(samples)).Message);
    }

    [Fact]
    public void A_resumed_training_has_the_history_of_outputs()
    {
        History expected = Fit(4, []);
        Fit(2, [new Checkpoints(folder.Path)]);
        History resumed = Fit(4, [], resumeFrom: folder["last.ckpt"]);
        Assert.Equal(expected.Select(epoch => epoch.Training), resumed.Select(epoch => epoch.Training));
        Assert.Equal(expected.Select(epoch => epoch.Validation), resumed.Select(epoch => epoch.Validation));
    }

    [Fact]
    public void A_checkpoint_of_other_weights_of_losses_is_refused()
    {
        Fit(1, [new Checkpoints(folder.Path)]);
        var problem = Assert.Throws<CheckpointMismatchException>(() => new HeavyCartPole(3).Fit(samples, Options(2, [], resumeFrom: folder["last.ckpt"]), others));
        Assert.Contains("output 'value'", problem.Message);
        Assert.DoesNotContain("output 'policy'", problem.Message);
    }

    [Fact]
    public void Chosen_metrics_measure_each_output_that_they_suit()
    {
        Dataset<float> data = AllLossesData(40);
        var error = new MeanAbsoluteError();
        Metrics result = new AllLosses(1).Evaluate(data, metrics: [new BinaryAccuracy(), error, new TopKCategoricalAccuracy(2).For("scores"), new RocAuc().For("labels")]);
        Assert.Equal(
            ["labels_binary_accuracy", "logits_binary_accuracy", "hard_binary_accuracy", "distance_mean_absolute_error", "robust_mean_absolute_error", "own_mean_absolute_error",
             "scores_top_k_categorical_accuracy", "labels_auc"],
            result.Additional.Select(metric => metric.Key).Where(name => !MetricsOf(name)));
        foreach (string name in (string[])["labels", "logits", "hard"]) { Assert.Equal(result[name + "_accuracy"], result[name + "_binary_accuracy"], 1e-12); }
        foreach (string name in (string[])["distance", "robust", "own"]) { Assert.Equal(result[name + "_mae"], result[name + "_mean_absolute_error"], 1e-12); }
        Assert.Equal(result["distance_mean_absolute_error"], error.Result);

        static bool MetricsOf(string name) => name.Split('_')[^1] is "loss" or "rmse" or "mae" or "r2" || (name.EndsWith("_accuracy", StringComparison.Ordinal) && name.Split('_').Length == 2);
    }

    [Fact]
    public void A_metric_may_be_copied_for_outputs_and_keeps_its_settings()
    {
        float[] map = [1, 2, 3, 4, 5, 6, 6, 5, 4, 3, 2, 1];
        Dataset<float> data = Encounters.CreateDataset(new float[48], new float[10], map, new[] { 3, 0 });
        Metrics result = new Encounters(1).Evaluate(data, metrics: [new F1Score(Averaging.Macro), new LogLoss(), new R2Score(), new CategoricalAccuracy { Name = "hits" }]);
        Assert.Equal(result["kind_loss"], result["kind_log_loss"], 1e-6);
        Assert.Equal(result["map_r2"], result["map_r2_score"], 1e-9);
        Assert.Equal(result["kind_accuracy"], result["kind_hits"]);

        Metrics labels = new AllLosses(1).Evaluate(AllLossesData(40), metrics: [new F1Score(Averaging.Macro), new RocAuc(), new R2Score()]);
        Assert.NotEqual(labels["labels_f1_score_macro"], labels["logits_f1_score_macro"]);
        Assert.NotEqual(labels["labels_auc"], labels["logits_auc"]);
        Assert.NotEqual(labels["distance_r2_score"], labels["robust_r2_score"]);
        foreach (string name in (string[])["distance", "robust", "own"]) { Assert.Equal(labels[name + "_r2"], labels[name + "_r2_score"], 1e-9); }
    }

    [Fact]
    public void A_metric_that_suits_no_output_or_an_unknown_one_is_refused()
    {
        var net = new CartPole(1);
        Refuses("The metric 'binary_accuracy' compares classes, but no output of CartPole does", new BinaryAccuracy());
        Refuses("The metric 'actor_f1_score' is for the output 'actor', but CartPole has the outputs 'policy', 'value'.", new F1Score().For("actor"));
        Refuses("CartPole has several outputs, and it is not known which of them the custom metric 'custom' measures (name one: metric.For(\"policy\")", new Custom());
        Refuses("There are two metrics called 'policy_f1_score'", new F1Score(), new F1Score().For("policy"));
        Assert.Contains("leave out For", Assert.Throws<ArgumentException>(() => new WideAndDeep(1).Evaluate(Dataset.Create(new float[17], 17, new float[1], 1), metrics: [new F1Score().For("x")])).Message);
        Assert.Contains("none has a loss", Assert.Throws<ArgumentException>(() => ChosenMetric.Of(AtariActorCritic.Description, [new F1Score()])).Message);
        Assert.Equal(30, net.Evaluate(others, metrics: [new Custom().For("value")])["value_custom"]);
        Assert.Contains("CartPole has several outputs", Assert.Throws<ArgumentException>(() => net.ConfusionMatrix(samples)).Message);
        Assert.Contains("CartPole has several outputs", Assert.Throws<ArgumentException>(() => net.ClassificationReport(samples)).Message);

        void Refuses(string message, params IMetric[] metrics) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => net.Evaluate(samples, metrics: metrics)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_warm_step_of_fit_with_several_outputs_allocates_nothing()
    {
        long[] bytes = new long[20];
        int count = 0;
        Fit(4, [new LambdaCallback(onBatchEnd: _ => bytes[count++] = GC.GetAllocatedBytesForCurrentThread())], batchSize: 12);
        Assert.Equal(20, count);
        Assert.Equal(0, Enumerable.Range(1, 3).Min(epoch => bytes[(epoch * 5) + 4] - bytes[epoch * 5]));
    }

    private static Dataset<float> Pole(int count, int seed)
    {
        var random = new Random(seed);
        float[] states = [.. Enumerable.Range(0, count * 4).Select(_ => (random.NextSingle() * 2) - 1)];
        int[] pushes = [.. Enumerable.Range(0, count).Select(i => states[4 * i] > 0 ? 1 : 0)];
        float[] values = [.. Enumerable.Range(0, count).Select(i => states[(4 * i) + 1] + states[(4 * i) + 2])];
        return CartPole.CreateDataset(states, pushes, values);
    }

    private static Dataset<float> AllLossesData(int count)
    {
        var random = new Random(5);
        float[] Values(int size) => [.. Enumerable.Range(0, count * size).Select(_ => (random.NextSingle() * 2) - 1)];
        float[] Labels(int size) => [.. Enumerable.Range(0, count * size).Select(_ => (float)random.Next(2))];
        int[] Classes(int each, int known) => [.. Enumerable.Range(0, count * each).Select(_ => random.Next(known))];
        return AllLosses.CreateDataset(Values(6), Classes(1, 3), Labels(2), Labels(2), Values(2), Values(2), Values(1), Classes(4, 3), Labels(1));
    }

    private static FitOptions Options(int epochs, Callback[] callbacks, string? resumeFrom = null, IProgress<FitProgress>? progress = null, int batchSize = 16) => new()
    {
        Epochs = epochs,
        BatchSize = batchSize,
        Callbacks = callbacks,
        Progress = progress,
        ResumeFrom = resumeFrom,
        MaxDegreeOfParallelism = 1,
    };

    private History Fit(int epochs, Callback[] callbacks, string? resumeFrom = null, IProgress<FitProgress>? progress = null, int batchSize = 16) =>
        new CartPole(3).Fit(samples, Options(epochs, callbacks, resumeFrom, progress, batchSize), others);

    private sealed class Custom : IMetric
    {
        private int count;

        public string Name => "custom";

        public double Result => count;

        public void Add(in MetricBatch batch) => count += batch.Size;

        public void Reset() => count = 0;
    }
}

/// <summary>Every loss, from logits and not, smoothed and weighted.</summary>
[Network]
[Input(6)]
[Dense(5), Tanh, As("hidden")]
[Dense(3), Output("scores"), CrossEntropy(FromLogits = true, LabelSmoothing = 0.1, Weight = 2)]
[From("hidden"), Dense(2), Sigmoid, Output("labels"), BinaryCrossEntropy]
[From("hidden"), Dense(2), Output("logits"), BinaryCrossEntropy(FromLogits = true, LabelSmoothing = 0.2)]
[From("hidden"), Dense(2), Output("distance"), MeanAbsoluteError]
[From("hidden"), Dense(2), Output("robust"), Huber(0.5, Weight = 0.25)]
[From("hidden"), Dense(1), Output("own"), Loss("log(1 + (p - t)^2)")]
[From("hidden"), Dense(12), Reshape(2, 2, 3), Softmax, Output("pixels"), CrossEntropy]
[From("hidden"), Dense(1), HardSigmoid, Output("hard"), BinaryCrossEntropy]
internal sealed partial class AllLosses;

/// <summary><see cref="CartPole"/> with another weight.</summary>
[Network]
[Input(4), As("state")]
[Dense(64), Tanh, Dense(64), Tanh, Dense(2), Softmax, Output("policy"), CrossEntropy]
[From("state"), Dense(64), Tanh, Dense(64), Tanh, Dense(1), Output("value"), MeanSquaredError(Weight = 0.25)]
internal sealed partial class HeavyCartPole;
