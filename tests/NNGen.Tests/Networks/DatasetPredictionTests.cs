namespace NNGen.Tests;

public sealed class DatasetPredictionTests
{
    private static readonly Dataset<float> Blobs = Samples.Blobs(700);

    [Fact]
    public void A_dataset_is_predicted_as_its_rows_are()
    {
        var net = new MetricProbabilities(seed: 3);
        float[] expected = net.PredictBatch(Blobs.Features);
        float[] received = new float[expected.Length];

        net.Predict(Blobs, received, maxDegreeOfParallelism: 2);

        Assert.Equal(expected, net.Predict(Blobs));
        Assert.Equal(expected, received);
        Assert.Equal(expected[..3], net.Predict(Blobs)[..3]);
        Assert.Equal(expected[(3 * 50)..(3 * 60)], net.Predict(Blobs[50..60]));
    }

    [Fact]
    public void The_classes_of_a_dataset_are_those_of_ClassifyBatch_in_parts_of_any_size()
    {
        // More outputs than one block holds: 25,000 · 3 > 65,536.
        Dataset<float> many = Samples.Blobs(25_000);
        var net = new MetricProbabilities(seed: 3);
        var logit = new PairLogit(seed: 3);
        Dataset<double> moons = Datasets.Moons(70_000, noise: 0.2, seed: 1).ToDouble();
        int[] expected = new int[many.Count], received = new int[many.Count], pairs = new int[moons.Count];
        net.ClassifyBatch(many.Features, expected);
        logit.ClassifyBatch(moons.Features, pairs);

        net.Classify(many, received, maxDegreeOfParallelism: 2);

        Assert.Equal(3, expected.Distinct().Count());
        Assert.Equal(expected, net.Classify(many));
        Assert.Equal(expected, received);
        Assert.Equal(pairs, logit.Classify(moons));
        Assert.Equal(pairs, logit.Classify(moons, threshold: 0.5));
        Assert.Equal(net.Classify(many.Rows[7]), expected[7]);
    }

    [Fact]
    public void Answers_of_the_samples_do_not_matter_and_what_does_not_fit_is_rejected()
    {
        var net = new MetricProbabilities(seed: 3);
        Dataset<float> regression = Dataset.Create(Blobs.Features, 5, new float[Blobs.Count], 1);

        Assert.Equal(net.Predict(Blobs), net.Predict(regression));
        Assert.Equal(net.Classify(Blobs), net.Classify(regression));
        Dataset<float> narrow = Narrow();
        Refused("MetricProbabilities takes 5 values, but the samples of the dataset have 2 features.", () => net.Predict(narrow));
        Refused("MetricProbabilities takes 5 values, but the samples of the dataset have 2 features.", () => net.Classify(narrow));
        Refused("outputs has 699 values, but must have 2,100 (700 samples of 3 values).", () => net.Predict(Blobs, new float[Blobs.Count - 1]));
        Refused("classes has 699 values, but must have 700 (one class number per sample).", () => net.Classify(Blobs, new int[699]));
    }

    // The analyzer would report the mismatch at compile time.
    private static Dataset<float> Narrow() => Datasets.Moons(10, noise: 0, seed: 1);

    private static void Refused(string message, Action action) =>
        Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
}
