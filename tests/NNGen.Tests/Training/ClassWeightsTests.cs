namespace NNGen.Tests;

public sealed class ClassWeightsTests
{
    [Fact]
    public void Balanced_weights_are_those_of_scikit_learn()
    {
        // compute_class_weight("balanced", classes=[0, 1, 2], y=[0, 0, 0, 0, 0, 1, 1, 1, 2]): 9 / (3 · count).
        Dataset<float> data = Dataset.FromLabels<float>(new float[9], 1, [0, 0, 0, 0, 0, 1, 1, 1, 2]);

        IReadOnlyDictionary<int, double> weights = ClassWeights.Balanced(data);

        Assert.Equal([(0, 0.6), (1, 1.0), (2, 3.0)], weights.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal(9, data.Labels.ToArray().Sum(number => weights[number]), 12);
    }

    [Fact]
    public void Fit_trains_with_balanced_weights_as_with_the_same_sample_weights()
    {
        Dataset<float> data = Samples.Blobs(90).SelectRows([.. Enumerable.Range(0, 90).Where(i => i % 3 != 1 || i < 20)]);
        IReadOnlyDictionary<int, double> weights = ClassWeights.Balanced(data);
        var byClass = new MetricProbabilities(seed: 2);
        var bySample = new MetricProbabilities(seed: 2);

        byClass.Fit(data, new FitOptions { Epochs = 2, ClassWeights = ClassWeights.Balanced(data) });
        bySample.Fit(data, new FitOptions { Epochs = 2, SampleWeights = [.. data.Labels.ToArray().Select(number => (double)(float)weights[number])] });

        Assert.NotEqual(weights[0], weights[1]);
        Assert.Equal(bySample.Parameters.Values.ToArray(), byClass.Parameters.Values.ToArray());
    }

    [Fact]
    public void Classes_without_samples_are_named_unless_they_may_be_missing()
    {
        Dataset<float> named = Dataset.FromLabels<float>(new float[3], 1, [1, 1, 3], classNames: ["a", "b", "c", "d"]);

        Assert.Equal(
            "2 of 4 classes have no samples to balance: 'a', 'c' (give samples of each, such as with Split(..., stratify: true), or set ignoreEmptyClasses). (Parameter 'train')",
            Assert.Throws<ArgumentException>(() => ClassWeights.Balanced(named)).Message);
        Assert.Contains(
            "'0', '2'", Assert.Throws<ArgumentException>(() => ClassWeights.Balanced(Dataset.FromLabels<float>([0], 1, [1], classCount: 3))).Message, StringComparison.Ordinal);

        // scikit-learn: classes=[1, 3], y=[1, 1, 3].
        Assert.Equal([(1, 0.75), (3, 1.5)], ClassWeights.Balanced(named, ignoreEmptyClasses: true).Select(pair => (pair.Key, pair.Value)));
        Assert.StartsWith(
            "Class weights need class numbers, but the samples have targets",
            Assert.Throws<ArgumentException>(() => ClassWeights.Balanced(Datasets.Diabetes())).Message, StringComparison.Ordinal);
    }
}
