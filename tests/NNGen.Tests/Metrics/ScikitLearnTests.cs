using System.Text.Json;

namespace NNGen.Tests;

/// <summary>Metrics have the values that scikit-learn computes; see Reference/make.py.</summary>
public sealed class ScikitLearnTests
{
    private const double Tolerance = 1e-12;

    private static readonly JsonElement Reference =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Metrics", "Reference", "scikit-learn.json"))).RootElement;

    public static TheoryData<string> Binary => NamesOf("binary");

    public static TheoryData<string> Several => NamesOf("several");

    public static TheoryData<string> Labeled => NamesOf("labeled");

    public static TheoryData<string> Regression => NamesOf("regression");

    [Theory]
    [MemberData(nameof(Binary))]
    public void Metrics_of_two_classes_are_those_of_scikit_learn(string name)
    {
        JsonElement expected = Case("binary", name);
        double[] scores = Values(expected, "scores"), weights = Values(expected, "weights");
        int[] classes = Classes(expected);

        Close(expected.GetProperty("accuracy"), Result(new BinaryAccuracy()));
        Close(expected.GetProperty("accuracy"), Result(new CategoricalAccuracy()));
        Close(expected.GetProperty("roc_auc"), Result(new RocAuc()));
        Close(expected.GetProperty("average_precision"), Result(new AveragePrecision()));
        Close(expected.GetProperty("pr_auc"), Result(new PrecisionRecallAuc()));
        Close(expected.GetProperty("log_loss"), Result(new LogLoss()));
        CheckAverages(expected, Result);

        // The same as two outputs.
        double[] pairs = [.. scores.SelectMany(score => new[] { 1 - score, score })];
        var two = new RocAuc();
        two.Add(pairs, classes, weights);
        Close(expected.GetProperty("roc_auc"), two.Result);

        double Result(IMetric metric)
        {
            metric.Add(scores, classes, weights);
            return metric.Result;
        }
    }

    [Theory]
    [MemberData(nameof(Binary))]
    public void Curves_are_those_of_scikit_learn(string name)
    {
        JsonElement expected = Case("binary", name);
        double[] scores = Values(expected, "scores"), weights = Values(expected, "weights");
        int[] classes = Classes(expected);
        bool[] labels = Array.ConvertAll(classes, c => c == 1);
        foreach (bool drop in new[] { true, false })
        {
            JsonElement points = expected.GetProperty(drop ? "roc true" : "roc false");
            var metric = new RocAuc();
            metric.Add(scores, classes, weights);
            foreach (RocCurve curve in new[] { RocCurve.Create(scores, labels, weights, drop), metric.Curve(dropIntermediate: drop) })
            {
                Close(points.GetProperty("fpr"), curve.FalsePositiveRates);
                Close(points.GetProperty("tpr"), curve.TruePositiveRates);
                Assert.Equal(double.PositiveInfinity, curve.Thresholds[0]);
                Close(points.GetProperty("thresholds"), [.. curve.Thresholds.Skip(1)]);
                Close(expected.GetProperty("roc_auc"), curve.Area);
            }
        }

        var ranking = new AveragePrecision();
        ranking.Add(scores, classes, weights);
        foreach (PrecisionRecallCurve curve in new[] { PrecisionRecallCurve.Create(scores, labels, weights), ranking.Curve() })
        {
            JsonElement points = expected.GetProperty("pr");
            Close(points.GetProperty("precision"), curve.Precisions);
            Close(points.GetProperty("recall"), curve.Recalls);
            Close(points.GetProperty("thresholds"), curve.Thresholds);
            Close(expected.GetProperty("average_precision"), curve.AveragePrecision);
            Close(expected.GetProperty("pr_auc"), curve.Area);
        }
    }

    [Theory]
    [MemberData(nameof(Several))]
    public void Metrics_of_several_classes_are_those_of_scikit_learn(string name)
    {
        JsonElement expected = Case("several", name);
        double[] outputs = Values(expected, "outputs"), weights = Values(expected, "weights");
        int[] classes = Classes(expected);
        int size = expected.GetProperty("size").GetInt32();

        Close(expected.GetProperty("accuracy"), Result(new CategoricalAccuracy()));
        Close(expected.GetProperty("top2"), Result(new TopKCategoricalAccuracy(2)));
        Close(expected.GetProperty("log_loss"), Result(new LogLoss()));
        CheckAverages(expected, Result);
        foreach (Averaging averaging in new[] { Averaging.Macro, Averaging.Weighted })
        {
            string kind = averaging.ToString().ToLowerInvariant();
            if (expected.GetProperty($"roc_auc {kind}").ValueKind == JsonValueKind.Null) { continue; }
            Close(expected.GetProperty($"roc_auc {kind}"), Result(new RocAuc(averaging)));
            Close(expected.GetProperty($"average_precision {kind}"), Result(new AveragePrecision(averaging)));
        }

        double Result(IMetric metric)
        {
            metric.Add(outputs, classes, weights);
            double fromClasses = metric.Result;

            // One-hot targets give the same.
            double[] targets = [.. classes.SelectMany(c => Enumerable.Range(0, size).Select(k => k == c ? 1.0 : 0.0))];
            metric.Reset();
            metric.Add(outputs, targets, size, weights);
            Assert.Equal(fromClasses, metric.Result);
            return fromClasses;
        }
    }

    [Theory]
    [MemberData(nameof(Several))]
    public void Confusion_matrices_and_reports_are_those_of_scikit_learn(string name)
    {
        JsonElement expected = Case("several", name);
        double[] outputs = Values(expected, "outputs"), weights = Values(expected, "weights");
        int size = expected.GetProperty("size").GetInt32();
        string[]? names = expected.TryGetProperty("names", out JsonElement given) && given.ValueKind == JsonValueKind.Array
            ? [.. given.EnumerateArray().Select(item => item.GetString()!)]
            : null;
        var matrix = new ConfusionMatrix(size, names);

        matrix.Add(new MetricBatch(outputs, Classes(expected), weights));

        Close(expected.GetProperty("confusion"), [.. Cells((row, column) => matrix[row, column])]);
        foreach ((string kind, ConfusionNormalization by) in new[]
        {
            ("true", ConfusionNormalization.Actual), ("pred", ConfusionNormalization.Predicted), ("all", ConfusionNormalization.All),
        })
        {
            double[,] parts = matrix.Normalize(by);
            Close(expected.GetProperty($"confusion {kind}"), [.. Cells((row, column) => parts[row, column])]);
        }

        Close(expected.GetProperty("accuracy"), matrix.Accuracy);
        if (!expected.TryGetProperty("report", out JsonElement report)) { return; }
        Assert.Equal(report.GetString(), matrix.Report().ToString());
        Assert.Equal(expected.GetProperty("report 4").GetString(), matrix.Report(zeroDivision: 1).ToString(4));
        Assert.Equal(matrix.Total, matrix.ToCounts().Cast<int>().Sum());

        IEnumerable<double> Cells(Func<int, int, double> cell) =>
            Enumerable.Range(0, size * size).Select(i => cell(i / size, i % size));
    }

    [Theory]
    [MemberData(nameof(Labeled))]
    public void Metrics_of_several_labels_are_those_of_scikit_learn(string name)
    {
        JsonElement expected = Case("labeled", name);
        double[] outputs = Values(expected, "outputs"), targets = Values(expected, "targets"), weights = Values(expected, "weights");
        int size = expected.GetProperty("size").GetInt32();

        CheckAverages(expected, Result);
        foreach (Averaging averaging in new[] { Averaging.Macro, Averaging.Weighted })
        {
            string kind = averaging.ToString().ToLowerInvariant();
            Close(expected.GetProperty($"roc_auc {kind}"), Result(new RocAuc(averaging)));
            Close(expected.GetProperty($"average_precision {kind}"), Result(new AveragePrecision(averaging)));
        }

        if (weights.Length == 0)
        {
            var counts = new ClassCounts();
            counts.Add(new MetricBatch(outputs, targets, size, weights, isMultiLabel: true));
            Assert.Equal(expected.GetProperty("report").GetString(), new ClassificationReport(counts, ["0", "1", "2"], 0).ToString());
        }

        double Result(IMetric metric)
        {
            metric.Add(new MetricBatch(outputs, targets, size, weights, isMultiLabel: true));
            return metric.Result;
        }
    }

    [Theory]
    [MemberData(nameof(Regression))]
    public void Metrics_of_regression_are_those_of_scikit_learn(string name)
    {
        JsonElement expected = Case("regression", name);
        double[] outputs = Values(expected, "outputs"), targets = Values(expected, "targets"), weights = Values(expected, "weights");
        int size = expected.GetProperty("size").GetInt32();

        Close(expected.GetProperty("mse"), Result(new MeanSquaredError()));
        Assert.Equal(Math.Sqrt(expected.GetProperty("mse").GetDouble()), Result(new RootMeanSquaredError()), 1e-9);
        Close(expected.GetProperty("mae"), Result(new MeanAbsoluteError()));
        Close(expected.GetProperty("mape"), Result(new MeanAbsolutePercentageError()));
        Close(expected.GetProperty("r2"), Result(new R2Score()), name == "far from zero" ? 1e-9 : Tolerance);
        Close(expected.GetProperty("cosine"), Result(new CosineSimilarity()));

        double Result(IMetric metric)
        {
            metric.Add(outputs, targets, size, weights);
            return metric.Result;
        }
    }

    private static void CheckAverages(JsonElement expected, Func<IMetric, double> result)
    {
        foreach (JsonProperty entry in expected.GetProperty("averages").EnumerateObject())
        {
            string[] words = entry.Name.Split(' ');
            var averaging = Enum.Parse<Averaging>(words[0], ignoreCase: true);
            double zero = words[1] == "1" ? 1 : 0;
            ClassificationMetric[] metrics =
            [
                new PrecisionScore(averaging) { ZeroDivision = zero },
                new RecallScore(averaging) { ZeroDivision = zero },
                new F1Score(averaging) { ZeroDivision = zero },
                new FBetaScore(2, averaging) { ZeroDivision = zero },
                new FBetaScore(0.5, averaging) { ZeroDivision = zero },
            ];
            Assert.Equal(metrics.Length, entry.Value.GetArrayLength());
            for (int i = 0; i < metrics.Length; i++) { Close(entry.Value[i], result(metrics[i])); }
        }
    }

    private static void Close(JsonElement expected, double actual, double tolerance = Tolerance)
    {
        // scikit-learn has no value; neither has NNGen.
        double value = expected.ValueKind == JsonValueKind.Null ? double.NaN : expected.GetDouble();
        if (double.IsNaN(value)) { Assert.Equal(double.NaN, actual); }
        else { Assert.Equal(value, actual, tolerance * Math.Max(1, Math.Abs(value))); }
    }

    private static void Close(JsonElement expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.GetArrayLength(), actual.Count);
        for (int i = 0; i < actual.Count; i++) { Close(expected[i], actual[i]); }
    }

    private static JsonElement Case(string group, string name) =>
        Reference.GetProperty(group).EnumerateArray().Single(item => item.GetProperty("name").GetString() == name);

    private static TheoryData<string> NamesOf(string group) =>
        [.. Reference.GetProperty(group).EnumerateArray().Select(item => item.GetProperty("name").GetString()!)];

    private static double[] Values(JsonElement item, string name) =>
        item.GetProperty(name) is { ValueKind: JsonValueKind.Array } values ? [.. values.EnumerateArray().Select(value => value.GetDouble())] : [];

    private static int[] Classes(JsonElement item) => [.. item.GetProperty("classes").EnumerateArray().Select(value => value.GetInt32())];
}
