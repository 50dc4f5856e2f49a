namespace NNGen.Tests;

public sealed class MetricTests
{
    public static TheoryData<string> Names => [.. Classification().Concat(Regression()).Select(metric => metric.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_metric_without_samples_is_NaN_also_after_a_reset(string name)
    {
        IMetric metric = Named(name);
        Assert.Equal(double.NaN, metric.Result);
        Add(metric, 0, 20);
        Assert.False(double.IsNaN(metric.Result));
        metric.Reset();
        Assert.Equal(double.NaN, metric.Result);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Batches_of_any_size_give_the_same_bits(string name)
    {
        IMetric whole = Named(name), parts = Named(name);
        Add(parts, 30, 40);
        parts.Reset();

        Add(whole, 0, 40);
        foreach ((int start, int end) in new[] { (0, 1), (1, 8), (8, 39), (39, 40) }) { Add(parts, start, end); }

        Assert.Equal(BitConverter.DoubleToInt64Bits(whole.Result), BitConverter.DoubleToInt64Bits(parts.Result));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_weight_of_two_counts_as_two_samples_and_zero_as_none(string name)
    {
        IMetric weighted = Named(name), repeated = Named(name);
        (double[] outputs, int[] classes, double[] targets) = Data(0, 30);
        double[] weights = [.. Enumerable.Range(0, 30).Select(i => (double)(i % 3))];
        int[] rows = [.. Enumerable.Range(0, 30).SelectMany(i => Enumerable.Repeat(i, i % 3))];
        if (IsRegression(name))
        {
            weighted.Add(outputs, targets, 3, weights);
            repeated.Add(Rows(outputs), Rows(targets), 3);
        }
        else
        {
            weighted.Add(outputs, classes, weights);
            repeated.Add(Rows(outputs), rows.Select(row => classes[row]).ToArray());
        }

        Assert.Equal(repeated.Result, weighted.Result, 1e-12);

        double[] Rows(double[] values) => [.. rows.SelectMany(row => values[(3 * row)..(3 * row + 3)])];
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_warm_metric_allocates_nothing(string name)
    {
        IMetric metric = Named(name);
        (double[] outputs, int[] classes, double[] targets) = Data(0, 40);
        bool isRegression = IsRegression(name);
        Fill();
        metric.Reset();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Fill();
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, bytes);

        void Fill()
        {
            for (int batch = 0; batch < 10; batch++)
            {
                if (isRegression) { metric.Add(outputs, targets, 3); }
                else { metric.Add(outputs, classes); }
            }
        }
    }

    [Fact]
    public void Single_precision_gives_the_same_as_its_values_in_double()
    {
        float[] scores = [0.1f, 0.7f, 0.7f, 0.2f], targets = [0, 1, 0, 0.5f];
        double[] wide = Array.ConvertAll(scores, v => (double)v);
        IMetric single = new LogLoss(), twice = new LogLoss();
        single.Add(scores, targets);
        single.Add(scores, [0, 1, 1, 0]);
        twice.Add(wide, Array.ConvertAll(targets, v => (double)v));
        twice.Add(wide, [0, 1, 1, 0]);

        Assert.Equal(twice.Result, single.Result);
    }

    [Fact]
    public void The_names_are_those_of_Keras_with_the_kind_of_mean()
    {
        Assert.Equal(
            ["binary_accuracy", "categorical_accuracy", "top_k_categorical_accuracy", "precision", "recall", "f1_score", "fbeta_score", "auc"],
            new IMetric[]
            {
                new BinaryAccuracy(), new CategoricalAccuracy(), new TopKCategoricalAccuracy(), new PrecisionScore(), new RecallScore(),
                new F1Score(), new FBetaScore(2), new RocAuc(),
            }.Select(metric => metric.Name));
        Assert.Equal("f1_score_macro", new F1Score(Averaging.Macro).Name);
        Assert.Equal("mine", new F1Score { Name = "mine" }.Name);
    }

    [Fact]
    public void Ties_count_for_the_network_in_top_k_and_the_first_of_them_is_the_prediction()
    {
        var second = new TopKCategoricalAccuracy(2);
        second.Add([0.4, 0.2, 0.2, 0.2], [3]);
        Assert.Equal(1, second.Result);
        second.Add([0.3, 0.3, 0.2, 0.2], [3]);
        Assert.Equal(0.5, second.Result);

        var accuracy = new CategoricalAccuracy();
        accuracy.Add([0.4, 0.4, 0.2, 0.4, 0.4, 0.2], [0, 1]);
        Assert.Equal(0.5, accuracy.Result);
    }

    [Fact]
    public void A_score_at_the_threshold_is_a_no()
    {
        var accuracy = new BinaryAccuracy();
        accuracy.Add([0.5, 0.5, 0.51, 0.49], [0, 1, 1, 0]);
        Assert.Equal(0.75, accuracy.Result);

        var precision = new PrecisionScore(threshold: 0.8);
        precision.Add([0.8, 0.81], [0, 1]);
        Assert.Equal(1, precision.Result);
    }

    [Fact]
    public void The_positive_class_may_be_zero()
    {
        var recall = new RecallScore { PositiveClass = 0 };
        recall.Add([0.1, 0.9, 0.2], [0, 0, 1]);
        Assert.Equal(0.5, recall.Result);
    }

    [Fact]
    public void A_zero_division_of_NaN_leaves_the_class_out_of_the_mean()
    {
        // Class 1 is never predicted; classes 0 and 2 have precision 1 and 1/2.
        double[] outputs = [1, 0, 0, 0, 0, 1, 0, 0, 1];
        Assert.Equal(0.75, Result(double.NaN));
        Assert.Equal(0.5, Result(0));
        Assert.Equal(2.5 / 3, Result(1), 1e-15);

        double Result(double zeroDivision)
        {
            var precision = new PrecisionScore(Averaging.Macro) { ZeroDivision = zeroDivision };
            precision.Add(outputs, [0, 1, 2]);
            return precision.Result;
        }
    }

    [Fact]
    public void A_class_whose_samples_all_weigh_nothing_stays_in_the_mean_as_in_scikit_learn()
    {
        // precision_score([0, 1, 2], [0, 1, 1], average="macro", sample_weight=[1, 1, 0], zero_division=0), and so on: class 2 counts with 0.
        double[] outputs = [1, 0, 0, 0, 1, 0, 0, 1, 0], weights = [1, 1, 0];
        int[] classes = [0, 1, 2];
        foreach (IMetric metric in new IMetric[] { new PrecisionScore(Averaging.Macro), new RecallScore(Averaging.Macro), new F1Score(Averaging.Macro) })
        {
            metric.Add(new MetricBatch(outputs, classes, weights));
            Assert.Equal(2.0 / 3, metric.Result, 1e-15);
        }

        var matrix = new ConfusionMatrix(4);
        matrix.Add(new MetricBatch(outputs, classes, weights));
        ClassificationReport report = matrix.Report();
        Assert.Equal(["0", "1", "2"], report.Classes.Select(row => row.Name));
        Assert.Equal(2.0 / 3, report.MacroAverage.F1Score, 1e-15);
        Assert.Equal(1, report.WeightedAverage.F1Score, 1e-15);
    }

    [Fact]
    public void An_area_of_several_classes_leaves_out_those_that_are_missing()
    {
        double[] outputs = [0.7, 0.2, 0.1, 0.3, 0.6, 0.1, 0.6, 0.3, 0.1];
        var all = new RocAuc();
        all.Add(outputs, [0, 1, 1]);
        Assert.Equal(0.5 * (RocCurve.Create([0.7, 0.3, 0.6], [true, false, false]).Area + RocCurve.Create([0.2, 0.6, 0.3], [false, true, true]).Area), all.Result);
        Assert.Equal(double.NaN, all.Curve(2).TruePositiveRates[0]);
        Assert.Contains("name the class", Assert.Throws<ArgumentException>(() => all.Curve()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => all.Curve(3));
    }

    [Fact]
    public void A_score_that_is_NaN_makes_the_area_NaN_and_has_no_curve()
    {
        var area = new RocAuc();
        area.Add([0.3, double.NaN, 0.7], [0, 1, 1]);
        Assert.Equal(double.NaN, area.Result);
        Assert.Throws<InvalidOperationException>(() => area.Curve());
        Assert.Throws<InvalidOperationException>(() => new RocAuc().Curve());
        Assert.Contains("sample 1 is NaN", Assert.Throws<ArgumentException>(() => RocCurve.Create([0, double.NaN], [true, false])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mismatches_are_rejected_with_the_fix()
    {
        Says("Averaging.Macro", () => new F1Score().Add([1, 0, 0], [2]));
        Says("is 17", () => new F1Score().Add([0.5, 0.5], [0.0, 17]));
        Says("classes from 0 to 1", () => new F1Score().Add([0.5], [2]));
        Says("2 targets and 3 outputs", () => new MeanAbsoluteError().Add([1.0, 2, 3], [1.0, 2]));
        Says("at least one", () => new MeanAbsoluteError().Add([], ReadOnlySpan<double>.Empty));
        Says("at least one", () => new F1Score().Add([], ReadOnlySpan<int>.Empty));
        Says("3 weights for 2", () => new MeanAbsoluteError().Add([1.0, 2], [1.0, 2], 1, [1, 2, 3]));
        Says("weight 1 is -1", () => new MeanAbsoluteError().Add([1.0, 2], [1.0, 2], 1, [1, -1]));
        Says("use BinaryAccuracy", () => new TopKCategoricalAccuracy(1).Add([0.5], [1]));
        Says("Macro or Averaging.Weighted", () => _ = new RocAuc(Averaging.Micro));
        Says("0, 1 or NaN", () => _ = new F1Score { ZeroDivision = 0.5 });
        Says("beta is -1", () => _ = new FBetaScore(-1));
        Says("epsilon is 0", () => _ = new LogLoss(0));
        Says("Reset between", () =>
        {
            var score = new F1Score(Averaging.Macro);
            score.Add([1, 0, 0], [2]);
            score.Add([1, 0], [1]);
        });

        static void Says(string text, Action action) =>
            Assert.Contains(text, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_that_was_reset_works_with_another_number_of_classes()
    {
        foreach (IMetric metric in new IMetric[] { new F1Score(Averaging.Macro), new RocAuc(), new R2Score() })
        {
            metric.Add([1, 0, 0, 0, 1, 0], [0, 1]);
            metric.Reset();
            metric.Add([0.9, 0.1], [1, 0]);
            Assert.Equal(metric is R2Score ? 1 - (0.01 + 0.01) / 0.5 : 1, metric.Result, 1e-12);
        }
    }

    [Fact]
    public void A_confusion_matrix_prints_its_classes()
    {
        var matrix = new ConfusionMatrix(2, ["cat", "dog"]);
        matrix.Add(0, 0);
        matrix.Add(0, 1);
        matrix.Add(1, 1, weight: 2.5);

        Assert.Equal("actual \\ predicted  cat  dog\ncat                   1    1\ndog                   0  2.5\n", matrix.ToString());
        Assert.Throws<InvalidOperationException>(matrix.ToCounts);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add(2, 0));
        Assert.Contains("distinguish 3", Assert.Throws<ArgumentException>(() => matrix.Add(new MetricBatch([1, 0, 0], [0]))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new ConfusionMatrix(2).Report());
        Assert.Equal(double.NaN, new ConfusionMatrix(2).Accuracy);
    }

    [Fact]
    public void A_report_of_class_numbers_is_that_of_their_matrix()
    {
        int[] actual = [0, 1, 2, 2, 1], predicted = [0, 2, 2, 2, 1];
        var matrix = new ConfusionMatrix(3);
        for (int i = 0; i < actual.Length; i++) { matrix.Add(actual[i], predicted[i]); }

        var report = ClassificationReport.Create(actual, predicted);

        Assert.Equal(matrix.Report().ToString(), report.ToString());
        Assert.Equal(0.8, report.Accuracy, 1e-15);
        Assert.Equal(new ClassificationReportRow("1", 1, 0.5, 2 / 3.0, 2), report.Classes[1]);
        Assert.Throws<ArgumentException>(() => ClassificationReport.Create(actual, [0]));
    }

    private static IEnumerable<IMetric> Classification() =>
    [
        new BinaryAccuracy(), new CategoricalAccuracy(), new TopKCategoricalAccuracy(2), new PrecisionScore(Averaging.Macro),
        new RecallScore(Averaging.Weighted), new F1Score(Averaging.Micro), new FBetaScore(2, Averaging.Macro), new RocAuc(),
        new AveragePrecision(Averaging.Weighted), new PrecisionRecallAuc(), new LogLoss(),
    ];

    private static IEnumerable<IMetric> Regression() =>
    [
        new MeanSquaredError(), new RootMeanSquaredError(), new MeanAbsoluteError(), new MeanAbsolutePercentageError(), new R2Score(), new CosineSimilarity(),
    ];

    private static IMetric Named(string name) => Classification().Concat(Regression()).Single(metric => metric.Name == name);

    private static bool IsRegression(string name) => Regression().Any(metric => metric.Name == name);

    private static void Add(IMetric metric, int start, int end)
    {
        (double[] outputs, int[] classes, double[] targets) = Data(start, end);
        if (IsRegression(metric.Name)) { metric.Add(outputs, targets, 3); }
        else { metric.Add(outputs, classes); }
    }

    /// <summary>Three outputs per sample, with ties.</summary>
    private static (double[] Outputs, int[] Classes, double[] Targets) Data(int start, int end)
    {
        double[] outputs = new double[120], targets = new double[120];
        int[] classes = new int[40];
        var random = new Random(5);
        for (int i = 0; i < 40; i++)
        {
            classes[i] = random.Next(3);
            for (int k = 0; k < 3; k++)
            {
                outputs[3 * i + k] = Math.Round(random.NextDouble() * 10) / 20 + 0.05 + (k == classes[i] ? 0.2 : 0);
                targets[3 * i + k] = outputs[3 * i + k] + random.NextDouble();
            }
        }

        return (outputs[(3 * start)..(3 * end)], classes[start..end], targets[(3 * start)..(3 * end)]);
    }
}
