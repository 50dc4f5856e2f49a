namespace NNGen.Tests;

[Network]
[Tokens(6, 20)]
[Embedding(7), Conv1D(5, 3, Padding = Padding.Causal), Tanh]
[Dense(4), Softmax]
[CrossEntropy(IgnoreIndex = -100)]
internal sealed partial class Tagger;

[Network]
[Tokens(6, 20)]
[Embedding(7), Conv1D(5, 3, Padding = Padding.Causal), Tanh]
[Dense(4), Softmax]
[CrossEntropy]
internal sealed partial class TaggerOfAll;

[Network(Precision = Precision.Double)]
[Input(5, 3)]
[Dense(6), Tanh, ActivityRegularization(L2 = 0.01)]
[Dense(4)]
[CrossEntropy(FromLogits = true, LabelSmoothing = 0.1, IgnoreIndex = 0)]
internal sealed partial class SmoothSteps;

[Network]
[Input(3)]
[Dense(4), Softmax]
[CrossEntropy(IgnoreIndex = 255)]
internal sealed partial class PartlyLabeled;

/// <summary>Losses and metrics over steps of which some do not count.</summary>
public class IgnoredStepsTests
{
    private const int Steps = 6;

    [Fact]
    public void The_loss_is_the_mean_over_the_steps_of_the_whole_batch_that_count()
    {
        var network = new Tagger(3);
        (float[] inputs, int[] classes) = Samples(45);
        float[] outputs = network.PredictBatch(inputs);
        int[] counted = [.. Enumerable.Range(0, classes.Length).Where(i => classes[i] != -100)];
        double expected = counted.Average(i => -Math.Log(outputs[(i * 4) + classes[i]]));

        Assert.Equal(expected, network.Gradients(inputs, classes, new float[Tagger.ParameterCount]), 1e-5);
        Assert.Equal(expected, Step(network, inputs, classes, threads: 1), 1e-5);
        Assert.Equal(expected, Step(new Tagger(3), inputs, classes, threads: 2), 1e-5);
    }

    [Fact]
    public void Bits_without_ignored_steps_are_those_of_a_network_that_ignores_none()
    {
        (float[] inputs, int[] classes) = Samples(37);
        classes = Array.ConvertAll(classes, number => Math.Max(number, 0));
        float[] one = new float[Tagger.ParameterCount], other = new float[Tagger.ParameterCount];

        Assert.Equal(new TaggerOfAll(3).Gradients(inputs, classes, other), new Tagger(3).Gradients(inputs, classes, one));
        Assert.Equal(other, one);
    }

    [Fact]
    public void Steps_on_threads_and_in_shards_have_the_gradients_of_the_whole_batch()
    {
        (float[] inputs, int[] classes) = Samples(70);
        float[] expected = new float[Tagger.ParameterCount];
        new Tagger(3).Gradients(inputs, classes, expected);

        Assert.Equal(expected, Slopes(threads: 1, shards: 0));
        Assert.Equal(expected, Slopes(threads: 2, shards: 0));
        float[] sharded = Slopes(threads: 1, shards: 4);
        for (int i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], sharded[i], 1e-5f); }

        float[] Slopes(int threads, int shards)
        {
            using var trainer = new Trainer<Tagger, float>(new Tagger(3), new SGD(0.1), null, shards, maxDegreeOfParallelism: threads);
            trainer.Step(inputs, classes);
            return trainer.Gradients.ToArray();
        }
    }

    [Fact]
    public void Gradients_with_smoothing_and_penalties_are_central_differences()
    {
        var network = new SmoothSteps(3);
        var random = new Random(2);
        double[] inputs = [.. Enumerable.Range(0, 11 * 15).Select(_ => random.NextDouble() - 0.5)];
        int[] classes = [.. Enumerable.Range(0, 11 * 5).Select(_ => random.Next(4))];
        double[] gradients = new double[SmoothSteps.ParameterCount], ignored = new double[SmoothSteps.ParameterCount];
        network.Gradients(inputs, classes, gradients);
        for (int i = 0; i < gradients.Length; i++)
        {
            double value = network.Parameters.Values[i];
            double difference = (LossAt(i, value + 1e-5) - LossAt(i, value - 1e-5)) / 2e-5;
            LossAt(i, value);
            Assert.Equal(difference, gradients[i], 1e-9);
        }

        double LossAt(int index, double value)
        {
            using (ParameterBlock<double>.Editor editor = network.Parameters.EditInPlace()) { editor.Values[index] = value; }
            return network.Gradients(inputs, classes, ignored);
        }
    }

    [Fact]
    public void A_batch_in_which_no_step_counts_has_the_loss_0_and_changes_nothing()
    {
        var network = new Tagger(3);
        float[] before = network.Parameters.Values.ToArray();
        (float[] inputs, int[] classes) = Samples(9);
        Array.Fill(classes, -100);

        Assert.Equal(0, Step(network, inputs, classes, threads: 1));
        Assert.Equal(before, network.Parameters.Values.ToArray());
        Metrics metrics = network.Evaluate(Dataset.FromStepLabels<float>(inputs, Steps, classes, 4, -100));
        Assert.Equal((0.0, null), (metrics.Loss, metrics.Accuracy));
    }

    [Fact]
    public void Accumulated_batches_are_the_step_of_one_batch()
    {
        (float[] inputs, int[] classes) = Samples(40);
        using var whole = new Trainer<Tagger, float>(new Tagger(3), new SGD(0.1), maxDegreeOfParallelism: 1);
        using var parts = new Trainer<Tagger, float>(new Tagger(3), new SGD(0.1), maxDegreeOfParallelism: 1);

        whole.Step(inputs, classes);
        parts.Accumulate(inputs.AsSpan(0, 10 * Steps), classes.AsSpan(0, 10 * Steps));
        parts.Step(inputs.AsSpan(10 * Steps), classes.AsSpan(10 * Steps));

        for (int i = 0; i < Tagger.ParameterCount; i++) { Assert.Equal(whole.Network.Parameters.Values[i], parts.Network.Parameters.Values[i], 1e-5f); }
    }

    [Fact]
    public void Evaluation_leaves_ignored_steps_out_whatever_the_batch_size()
    {
        var network = new Tagger(3);
        (float[] inputs, int[] classes) = Samples(50);
        float[] outputs = network.PredictBatch(inputs);
        int[] predicted = new int[classes.Length], counted = [.. Enumerable.Range(0, classes.Length).Where(i => classes[i] != -100)];
        network.ClassifyBatch(inputs, predicted);
        Dataset<float> data = Dataset.FromStepLabels<float>(inputs, Steps, classes, 4, -100);

        foreach (int batchSize in new[] { 1, 7, 50 })
        {
            Metrics metrics = network.Evaluate(data, [new CategoricalAccuracy { Name = "of steps" }], batchSize);
            Assert.Equal(counted.Average(i => -Math.Log(outputs[(i * 4) + classes[i]])), metrics.Loss!.Value, 1e-5);
            Assert.Equal(counted.Average(i => predicted[i] == classes[i] ? 1.0 : 0), metrics.Accuracy!.Value, 1e-12);
            Assert.Equal(metrics.Accuracy.Value, metrics["of steps"], 1e-12);
        }
    }

    [Fact]
    public void Fit_learns_the_steps_that_count()
    {
        var network = new Tagger(3);
        (float[] inputs, int[] classes) = Samples(120);
        Dataset<float> data = Dataset.FromStepLabels<float>(inputs, Steps, classes, 4, -100);

        History history = network.Fit(data, new FitOptions { Epochs = 60, BatchSize = 16, Optimizer = new Adam(0.02), Seed = 1 }, validation: data);

        Assert.True(history.Last.Training.Loss < 0.2, $"loss {history.Last.Training.Loss}");
        Assert.True(history.Last.Validation!.Accuracy > 0.95, $"accuracy {history.Last.Validation.Accuracy}");
    }

    [Fact]
    public void Samples_of_one_class_may_be_ignored_too()
    {
        var network = new PartlyLabeled(1);
        float[] inputs = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        float[] outputs = network.PredictBatch(inputs);

        float loss = network.Gradients(inputs, [2, 255, 1], new float[PartlyLabeled.ParameterCount]);

        Assert.Equal((-Math.Log(outputs[2]) - Math.Log(outputs[9])) / 2, loss, 1e-5);
    }

    [Fact]
    public void Other_numbers_out_of_range_are_refused()
    {
        (float[] inputs, int[] classes) = Samples(4);
        classes[8] = -1;
        using var trainer = new Trainer<Tagger, float>(new Tagger(3), new Adam());
        using var all = new Trainer<TaggerOfAll, float>(new TaggerOfAll(3), new Adam());

        Assert.StartsWith(
            "The class of position 8 (counted over all samples) is -1, but Tagger knows classes from 0 to 3 (OutputSize 24) and ignores -100.",
            Assert.Throws<ArgumentException>(() => trainer.Step(inputs, classes)).Message);
        Assert.EndsWith(
            "for steps that do not count, state IgnoreIndex at [CrossEntropy]. (Parameter 'classes')", Assert.Throws<ArgumentException>(() => all.Step(inputs, classes)).Message);
        Assert.StartsWith(
            "Step 2 of sample 1 has class -1, but with 4 classes they go from 0 to 3, or are -100 for steps that do not count.",
            Assert.Throws<ArgumentException>(() => Dataset.FromStepLabels<float>(inputs, Steps, classes, 4, -100)).Message);
    }

    [Fact]
    public void Labels_of_another_number_of_steps_are_refused()
    {
        float[] inputs = new float[4 * Steps];
        Dataset<float> three = Dataset.FromStepLabels<float>(inputs, Steps, new int[12], 4);

        Assert.StartsWith(
            "Tagger gives a class for each of 6 positions, but the dataset has 3 labels per sample, one per step.", Assert.Throws<ArgumentException>(() => new Tagger(1).Evaluate(three)).Message);
        Assert.StartsWith(
            "There are 4 samples, but 13 labels: expected the same number for each sample",
            Assert.Throws<ArgumentException>(() => Dataset.FromStepLabels<float>(inputs, Steps, new int[13], 4)).Message);
        Assert.StartsWith("The samples have 3 labels each", Assert.Throws<InvalidOperationException>(() => three.OneHot()).Message);
    }

    [Fact]
    public void Parts_of_a_dataset_keep_the_labels_of_their_steps()
    {
        (float[] inputs, int[] classes) = Samples(10);
        Dataset<float> data = Dataset.FromStepLabels<float>(inputs, Steps, classes, 4, -100);

        Assert.Equal((Steps, "10 samples, 6 features, 4 classes for each of 6 steps"), (data.LabelsPerSample, data.ToString()));
        Assert.Equal(classes[12..30], data[2..5].Labels.ToArray());
        Assert.Equal([.. classes[54..60], .. classes[6..12]], data.SelectRows([9, 1]).Labels.ToArray());
        Assert.Equal(classes[0..6], data.ToDouble().Labels[..6].ToArray());
        Dataset<float> shuffled = data.Shuffle(3);
        for (int i = 0; i < 10; i++)
        {
            int row = Enumerable.Range(0, 10).First(other => data.Rows[other].SequenceEqual(shuffled.Rows[i]));
            Assert.Equal(classes.AsSpan(row * Steps, Steps).ToArray(), shuffled.Labels.Slice(i * Steps, Steps).ToArray());
        }
    }

    [Fact]
    public void Steps_with_ignored_classes_allocate_nothing()
    {
        (float[] inputs, int[] classes) = Samples(33);
        using var trainer = new Trainer<Tagger, float>(new Tagger(3), new Adam(), maxDegreeOfParallelism: 1);

        Allocations.AssertNone("a step", () => trainer.Step(inputs, classes), calls: 20);
    }

    private static float Step(Tagger network, float[] inputs, int[] classes, int threads)
    {
        using var trainer = new Trainer<Tagger, float>(network, new SGD(0.1), maxDegreeOfParallelism: threads);
        return trainer.Step(inputs, classes);
    }

    /// <summary>The class of a step is that of its token; later steps of some samples do not count.</summary>
    private static (float[] Inputs, int[] Classes) Samples(int count)
    {
        var random = new Random(4);
        float[] inputs = [.. Enumerable.Range(0, count * Steps).Select(_ => (float)random.Next(20))];
        return (inputs, [.. inputs.Select((id, i) => i % Steps > i / Steps % 5 + 1 ? -100 : (int)id % 4)]);
    }
}
