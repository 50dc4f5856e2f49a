using System.Numerics;

namespace NNGen.Tests;

public sealed class ThresholdDecisionTests
{
    private static readonly Dataset<float> Moons = Datasets.Moons(300, noise: 0.35, seed: 4);

    [Fact]
    public void A_network_decides_at_a_threshold_as_the_curve_says()
    {
        Agrees(new PairSigmoid(seed: 1), Moons);
        Agrees(new PairLogit(seed: 1), Moons.ToDouble());
        Agrees(new PairSoftmax(seed: 1), Moons);
        Agrees(new PairLogits(seed: 1), Moons);
    }

    [Fact]
    public void A_class_of_many_is_decided_against_the_rest()
    {
        Dataset<float> blobs = Samples.Blobs(60);
        Dataset<float> named = Dataset.FromLabels(blobs.Features, 5, blobs.Labels, classNames: ["a", "b", "c"]);
        var net = new MetricLogits(seed: 3);
        net.Fit(named, epochs: 3);

        DecisionThreshold best = net.ThresholdCurve(named, label: 2).MaximizeFBeta(2);
        ConfusionMatrix matrix = net.ConfusionMatrix(named, best.Threshold, label: 2);

        Assert.Equal(["not c", "c"], matrix.ClassNames);
        Assert.Equal((best.TruePositives, best.FalsePositives, best.FalseNegatives, best.TrueNegatives), (matrix[1, 1], matrix[0, 1], matrix[1, 0], matrix[0, 0]));
        int[] found = [.. Enumerable.Range(0, named.Count).Where(i => net.HasLabel(named.Rows[i], 2, best.Threshold))];
        Assert.Equal(best.TruePositives + best.FalsePositives, found.Length);
        Assert.Equal(best.TruePositives, found.Count(i => named.Labels[i] == 2));
        Assert.Equal(["not 2", "2"], net.ConfusionMatrix(blobs, 0.3, label: 2).ClassNames);
    }

    [Fact]
    public void Each_of_several_labels_has_a_threshold()
    {
        var random = new Random(1);
        float[] features = [.. Enumerable.Range(0, 80 * 5).Select(_ => random.NextSingle())];
        float[] targets = [.. Enumerable.Range(0, 80 * 4).Select(i => features[i / 4 * 5 + i % 4] > 0.7f ? 1f : 0f)];
        Dataset<float> labels = Dataset.Create(features, 5, targets, 4);
        var net = new MetricLabelLogits(seed: 1);
        net.Fit(labels, epochs: 10, optimizer: new Adam(0.05));

        for (int label = 0; label < 4; label++)
        {
            DecisionThreshold best = net.ThresholdCurve(labels, label).MaximizeF1();
            ConfusionMatrix matrix = net.ConfusionMatrix(labels, best.Threshold, label);
            Assert.Equal((best.TruePositives, best.FalsePositives, best.FalseNegatives), (matrix[1, 1], matrix[0, 1], matrix[1, 0]));
            Assert.Equal(
                best.TruePositives + best.FalsePositives,
                Enumerable.Range(0, labels.Count).Count(i => net.HasLabel(labels.Rows[i], label, best.Threshold)));
        }
    }

    [Fact]
    public void A_threshold_among_more_than_two_classes_is_rejected_and_so_is_NaN()
    {
        Dataset<float> blobs = Samples.Blobs(20);
        var net = new MetricProbabilities(seed: 3);
        var pair = new PairSigmoid(seed: 1);

        Refused("MetricProbabilities distinguishes 3 classes, but a threshold decides between two classes", () => net.Classify(blobs.Rows[0], 0.3));
        Refused("MetricProbabilities distinguishes 3 classes", () => net.Classify(blobs, 0.3));
        Refused("MetricLabels distinguishes 4 labels", () => new MetricLabels(1).Classify(blobs.Rows[0], 0.3));
        Refused("There are 3 classes, and a threshold decides about one of them", () => net.ConfusionMatrix(blobs, 0.3));
        Refused("There are 3 classes, and a threshold decides about one of them", () => net.ThresholdCurve(blobs));
        Refused("label is 3, but must be from 0 to 2.", () => net.ConfusionMatrix(blobs, 0.3, label: 3));
        Refused("label is 0, but must be from 1 to 1.", () => pair.ThresholdCurve(Moons, label: 0));
        Refused("label is 0, but must be from 1 to 1.", () => pair.HasLabel(Moons.Rows[0], 0));
        Refused("A threshold (0.3) decides between two classes, but there are 3", () => net.Evaluate(blobs, [new F1Score(Averaging.Macro, threshold: 0.3)]));
        Refused("A threshold (0.3) decides between two classes, but there are 3", () => net.ClassificationReport(blobs, threshold: 0.3));
        Refused("threshold is NaN", () => pair.Classify(Moons.Rows[0], double.NaN));
        Refused("threshold is NaN", () => pair.Classify(Moons, double.NaN));
        Refused("threshold is NaN", () => pair.ConfusionMatrix(Moons, double.NaN));
        Refused("input has 3 values, but must have 2", () => pair.Classify(Values(3), 0.5));
    }

    [Fact]
    public void Deciding_one_sample_at_a_threshold_allocates_nothing()
    {
        var sigmoid = new PairSigmoid(seed: 1);
        var logits = new PairLogits(seed: 1);
        int classes = 0;
        for (int i = 0; i < 3; i++) { Decide(); }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) { Decide(); }
        long after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(before, after);
        Assert.InRange(classes, 0, 309);

        void Decide() => classes += sigmoid.Classify(Moons.Rows[3], 0.4) + logits.Classify(Moons.Rows[3], 0.4) + (logits.HasLabel(Moons.Rows[3], 1, 0.4) ? 1 : 0);
    }

    // The analyzer would report other lengths at compile time.
    private static float[] Values(int length) => new float[length];

    private static void Agrees<TNetwork, T>(INetwork<TNetwork, T> network, Dataset<T> data)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        network.Fit(data, epochs: 10, optimizer: new Adam(0.02));
        ThresholdCurve curve = network.ThresholdCurve(data);
        var area = new RocAuc();
        network.Evaluate(data, [area]);
        Assert.Equal(curve, area.ThresholdCurve());
        foreach (DecisionThreshold chosen in new[] { curve.MaximizeFBeta(2), curve.MinimizeCost(10, 1), curve[0], curve[^1], curve[curve.Count / 3] })
        {
            ConfusionMatrix matrix = network.ConfusionMatrix(data, chosen.Threshold);
            Assert.Equal(
                (chosen.TruePositives, chosen.FalsePositives, chosen.FalseNegatives, chosen.TrueNegatives),
                (matrix[1, 1], matrix[0, 1], matrix[1, 0], matrix[0, 0]));
            Assert.Equal(chosen.F1Score, network.Evaluate(data, [new F1Score(threshold: chosen.Threshold)])["f1_score"], 12);
            Assert.Equal(network.ClassificationReport(data, threshold: chosen.Threshold).ToString(), matrix.Report().ToString());

            int[] classes = network.Classify(data, chosen.Threshold);
            Assert.Equal(chosen.TruePositives + chosen.FalsePositives, classes.Sum());
            Assert.Equal(chosen.TruePositives, classes.Where((_, i) => data.Labels[i] == 1).Sum());
            Assert.All(Enumerable.Range(0, 20), i => Assert.Equal(classes[i], network.Classify(data.Rows[i], chosen.Threshold)));
        }

        Assert.Equal(network.ConfusionMatrix(data).ToString(), network.ConfusionMatrix(data, 0.5).ToString());
    }

    private static void Refused(string message, Action action) =>
        Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
}
