using Service;

namespace NNGen.Tests;

public sealed class PredictorTests
{
    private static readonly Dataset<float> Blobs = Samples.Blobs(40);

    [Fact]
    public void Networks_of_different_classes_predict_as_themselves_in_one_list()
    {
        var probabilities = new MetricProbabilities(seed: 1);
        var labels = new MetricLabels(seed: 2);
        IPredictor<float>[] predictors = [probabilities, labels];

        Assert.Equal([(5, MetricProbabilities.OutputSize), (5, MetricLabels.OutputSize)], predictors.Select(one => (one.InputSize, one.OutputSize)));
        Assert.Equal(probabilities.Predict(Blobs.Rows[0]), predictors[0].Predict(Blobs.Rows[0]));
        float[] outputs = new float[Blobs.Count * MetricLabels.OutputSize];
        predictors[1].PredictBatch(Blobs.Features, outputs);
        Assert.Equal(labels.PredictBatch(Blobs.Features), outputs);
    }

    [Fact]
    public void A_network_of_double_is_a_predictor_of_double()
    {
        IPredictor<double> predictor = new PairLogit(seed: 3);

        Assert.Equal((2, 1), (predictor.InputSize, predictor.OutputSize));
    }

    [Fact]
    public void A_predictor_allocates_nothing_per_prediction()
    {
        IPredictor<float> predictor = new MetricProbabilities(seed: 1);
        float[] input = Blobs.Rows[0].ToArray(), output = new float[predictor.OutputSize];
        predictor.Predict(input, output);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) { predictor.Predict(input, output); }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_fake_needs_two_sizes_and_one_method()
    {
        IPredictor<float> fake = new Fake(2, input => [input[0] + input[1]]);
        float[] outputs = new float[3];

        fake.PredictBatch([1, 2, 3, 4, 5, 6], outputs);

        Assert.Equal([3f, 7, 11], outputs);
        Assert.Equal([5f], fake.Predict([2, 3]));
        Assert.Equal(
            "Expected samples of 2 values and an output of 1 for each, got 5 and 3 values.",
            Assert.Throws<ArgumentException>(() => fake.PredictBatch([1, 2, 3, 4, 5], outputs)).Message);
    }

    [Fact]
    public void A_service_is_tested_with_a_fake_in_place_of_its_network()
    {
        float certainty = 0.9f;
        var reader = new DigitReader(new Fake(64, _ => [.. Enumerable.Range(0, 10).Select(digit => digit == 7 ? certainty : 0)]));

        Assert.Equal(7, reader.Read(new float[64]));
        certainty = 0.5f;
        Assert.Null(reader.Read(new float[64]));
    }

    private sealed class Fake(int inputs, Func<float[], float[]> predict) : IPredictor<float>
    {
        public int InputSize => inputs;

        public int OutputSize => predict(new float[inputs]).Length;

        public void Predict(ReadOnlySpan<float> input, Span<float> output) => predict(input.ToArray()).CopyTo(output);
    }
}
