namespace NNGen.Tests;

public sealed class EvaluateMetricsTests
{
    private static readonly Dataset<float> Blobs = Samples.Blobs(50);

    [Fact]
    public void Evaluate_returns_the_requested_metrics_by_their_names()
    {
        var net = new MetricProbabilities(seed: 3);
        net.Fit(Blobs, epochs: 3);
        IMetric[] metrics = [new CategoricalAccuracy(), new F1Score(Averaging.Macro), new LogLoss(), new RocAuc()];

        Metrics result = net.Evaluate(Blobs, metrics, batchSize: 7);

        float[] outputs = new float[50 * 3];
        net.PredictBatch(Blobs.Features, outputs);
        var expected = new F1Score(Averaging.Macro);
        expected.Add(outputs, Blobs.Labels);
        Assert.Equal(expected.Result, result["f1_score_macro"], 1e-12);
        Assert.Equal(result.Accuracy, result["categorical_accuracy"]);
        Assert.Equal(result["loss"], result["log_loss"], 1e-5);
        Assert.Equal(result.Loss, result["loss"]);
        Assert.Equal(["categorical_accuracy", "f1_score_macro", "log_loss", "auc"], result.Additional.Select(metric => metric.Key));
        Assert.StartsWith(net.Evaluate(Blobs) + " - categorical_accuracy: 0.", result.ToString(), StringComparison.Ordinal);
        Assert.Equal(metrics[3].Result, result["auc"]);
        Assert.Contains("there are loss, accuracy, categorical_accuracy", Assert.Throws<KeyNotFoundException>(() => result["f1"]).Message, StringComparison.Ordinal);
        Assert.Empty(net.Evaluate(Blobs).Additional);
    }

    [Fact]
    public void Results_with_equal_metrics_are_equal_whatever_the_batches()
    {
        var net = new MetricProbabilities(seed: 3);
        Metrics one = net.Evaluate(Blobs, [new RocAuc(), new LogLoss()], batchSize: 50, maxDegreeOfParallelism: 1);
        Metrics other = net.Evaluate(Blobs, [new RocAuc(), new LogLoss()], batchSize: 3, maxDegreeOfParallelism: 2);

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, net.Evaluate(Blobs, [new RocAuc()]));
    }

    [Fact]
    public void Metrics_see_the_logits_of_a_network_as_probabilities()
    {
        var net = new MetricLogits(seed: 3);
        net.Fit(Blobs, epochs: 2);

        Metrics result = net.Evaluate(Blobs, [new LogLoss(), new Largest()]);

        Assert.True(MetricLogits.Description.FromLogits);
        Assert.Equal(result["loss"], result["log_loss"], 1e-5);
        Assert.InRange(result["largest"], 1 / 3.0, 1);
    }

    [Fact]
    public void Labels_that_exclude_nothing_are_measured_one_by_one()
    {
        var random = new Random(1);
        float[] features = [.. Enumerable.Range(0, 40 * 5).Select(_ => random.NextSingle())];
        float[] targets = [.. Enumerable.Range(0, 40 * 4).Select(i => features[i / 4 * 5 + i % 4] > 0.5f ? 1f : 0f)];
        Dataset<float> labels = Dataset.Create(features, 5, targets, 4);
        var net = new MetricLabels(seed: 1);
        net.Fit(labels, epochs: 20, optimizer: new Adam(0.05));

        Metrics result = net.Evaluate(labels, [new F1Score(Averaging.Macro), new BinaryAccuracy(), new LogLoss()]);

        Assert.Equal(result["accuracy"], result["binary_accuracy"], 1e-12);
        Assert.Equal(result["loss"], result["log_loss"], 1e-5);
        Assert.Equal(net.ClassificationReport(labels).MacroAverage.F1Score, result["f1_score_macro"]);
        Assert.Contains("micro avg", net.ClassificationReport(labels).ToString(), StringComparison.Ordinal);
        Assert.Contains("4 labels", Assert.Throws<ArgumentException>(() => net.ConfusionMatrix(labels)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_confusion_matrix_and_a_report_take_the_names_of_the_classes()
    {
        Dataset<float> named = Dataset.FromLabels(Blobs.Features.ToArray(), 5, Blobs.Labels.ToArray(), 3, classNames: ["a", "b", "c"]);
        var net = new MetricProbabilities(seed: 3);
        net.Fit(named, epochs: 3);

        ConfusionMatrix matrix = net.ConfusionMatrix(named);

        Assert.Equal(["a", "b", "c"], matrix.ClassNames);
        Assert.Equal(50, matrix.Total);
        Assert.Equal(net.Evaluate(named).Accuracy, matrix.Accuracy);
        Assert.Equal(matrix.Report().ToString(), net.ClassificationReport(named).ToString());
    }

    [Fact]
    public void Fit_measures_the_validation_samples_with_further_metrics()
    {
        var net = new MetricProbabilities(seed: 3);
        var plain = new MetricProbabilities(seed: 3);
        var f1 = new F1Score(Averaging.Macro);

        History history = net.Fit(Blobs, new FitOptions { Epochs = 3, Metrics = [f1] }, Blobs);
        plain.Fit(Blobs, epochs: 3);

        Assert.Equal(plain.Parameters.Values, net.Parameters.Values);
        Assert.Equal(net.Evaluate(Blobs, [new F1Score(Averaging.Macro)])["f1_score_macro"], history["val_f1_score_macro"][^1]);
        Assert.Contains("val_f1_score_macro", history.ToString(), StringComparison.Ordinal);
        Assert.Equal(4, history.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Metrics_that_cannot_be_measured_or_distinguished_are_rejected()
    {
        var net = new MetricProbabilities(seed: 3);
        Says("no validation samples", () => net.Fit(Blobs, new FitOptions { Metrics = [new LogLoss()] }));
        Says("two metrics called 'auc'", () => net.Evaluate(Blobs, [new RocAuc(), new RocAuc()]));
        Says("two metrics called 'auc'", () => net.Fit(Blobs, new FitOptions { Metrics = [new RocAuc(), new RocAuc()] }, Blobs));
        Says("two metrics called 'loss'", () => net.Evaluate(Blobs, [new LogLoss { Name = "loss" }]));
        Says("Metric 0 is null", () => net.Evaluate(Blobs, [null!]));
        Says("Averaging.Macro", () => net.Evaluate(Blobs, [new F1Score()]));

        static void Says(string text, Action action) =>
            Assert.Contains(text, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    /// <summary>The mean of the largest probability: a user-defined metric.</summary>
    private sealed class Largest : IMetric
    {
        private double sum;
        private int count;

        public string Name => "largest";

        public double Result => sum / count;

        public void Add(in MetricBatch batch)
        {
            for (int i = 0; i < batch.Size; i++)
            {
                double largest = 0;
                foreach (double output in batch.OutputsOf(i)) { largest = Math.Max(largest, output); }
                sum += largest;
            }

            count += batch.Size;
        }

        public void Reset() => (sum, count) = (0, 0);
    }
}
