namespace NNGen.Tests;

[Network]
[Input(4, 5, 2)]
[Conv2D(6, 3, Padding = Padding.Same), Tanh]
[Conv2D(3, 1), Softmax]
[CrossEntropy]
internal sealed partial class Segmentation;

[Network(Precision = Precision.Double)]
[Input(7, 4)]
[Conv1D(5, 3), Tanh]
[Conv1D(4, 1)]
[CrossEntropy(FromLogits = true, LabelSmoothing = 0.1)]
internal sealed partial class StepClasses;

/// <summary>Networks that give a class for each pixel or step.</summary>
public class PositionsTests
{
    private const int Pixels = 20;

    [Fact]
    public void The_loss_of_a_sample_is_the_mean_cross_entropy_of_its_pixels()
    {
        var network = new Segmentation(3);
        (float[] inputs, int[] classes) = Samples(9);
        float[] outputs = network.PredictBatch(inputs);
        double expected = Enumerable.Range(0, 9 * Pixels).Average(pixel => -Math.Log(outputs[(pixel * 3) + classes[pixel]]));

        double actual = network.Gradients(inputs, classes, new float[Segmentation.ParameterCount]);

        Assert.Equal(expected, actual, 1e-6);
        Assert.All(outputs.Chunk(3), pixel => Assert.Equal(1, pixel.Sum(), 1e-6));
    }

    [Fact]
    public void Classes_of_pixels_and_one_hot_targets_give_the_same_bits()
    {
        var network = new Segmentation(3);
        (float[] inputs, int[] classes) = Samples(37);
        float[] ofClasses = new float[Segmentation.ParameterCount], ofTargets = new float[Segmentation.ParameterCount];

        Assert.Equal(network.Gradients(inputs, classes, ofClasses), network.Gradients(inputs, OneHot(classes), ofTargets));
        Assert.Equal(ofClasses, ofTargets);
    }

    [Fact]
    public void Gradients_of_classes_of_steps_are_central_differences()
    {
        var network = new StepClasses(3);
        var random = new Random(2);
        double[] inputs = [.. Enumerable.Range(0, 11 * 28).Select(_ => random.NextDouble() - 0.5)];
        int[] classes = [.. Enumerable.Range(0, 11 * 5).Select(_ => random.Next(4))];
        double[] gradients = new double[StepClasses.ParameterCount], ignored = new double[StepClasses.ParameterCount];
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
    public void Every_pixel_gets_its_class()
    {
        var network = new Segmentation(3);
        (float[] inputs, _) = Samples(70);
        int[] expected = [.. network.PredictBatch(inputs).Chunk(3).Select(pixel => Array.IndexOf(pixel, pixel.Max()))], classes = new int[70 * Pixels];

        network.ClassifyBatch(inputs, classes);

        Assert.Equal(expected, classes);
        Assert.Equal(expected, network.Classify(Dataset.Create<float>(inputs, 40, new float[70 * 60], 60)));
        Assert.StartsWith("classes has 70 values, but must have 1,400", Assert.Throws<ArgumentException>(() => network.ClassifyBatch(inputs, new int[70])).Message);
    }

    [Fact]
    public void Accuracy_is_that_of_pixels()
    {
        var network = new Segmentation(3);
        (float[] inputs, int[] classes) = Samples(50);
        int[] predicted = new int[classes.Length];
        network.ClassifyBatch(inputs, predicted);
        double expected = predicted.Zip(classes).Count(pair => pair.First == pair.Second) / (double)classes.Length;

        Metrics metrics = network.Evaluate(Dataset.Create<float>(inputs, 40, OneHot(classes), 60));

        Assert.Equal(expected, metrics.Accuracy!.Value, 1e-12);
    }

    [Fact]
    public void Classes_of_another_number_or_out_of_range_are_refused()
    {
        var network = new Segmentation(3);
        (float[] inputs, int[] classes) = Samples(2);
        using var trainer = new Trainer<Segmentation, float>(network, new Adam());

        ArgumentException few = Assert.Throws<ArgumentException>(() => trainer.Step(inputs, classes.AsSpan(0, 2)));
        classes[7] = 3;
        ArgumentException wrong = Assert.Throws<ArgumentException>(() => trainer.Step(inputs, classes));
        ArgumentException labels = Assert.Throws<ArgumentException>(
            () => network.Fit(Dataset.FromLabels<float>(inputs, 40, [0, 1]), new FitOptions { Epochs = 1 }));

        Assert.StartsWith("Expected 40 classes (2 samples × 20, Segmentation), got 2.", few.Message);
        Assert.StartsWith("The class of position 7 (counted over all samples) is 3, but Segmentation knows classes from 0 to 2", wrong.Message);
        Assert.StartsWith("Segmentation gives a class for each of 20 positions", labels.Message);
    }

    private static (float[] Inputs, int[] Classes) Samples(int count)
    {
        var random = new Random(4);
        return ([.. Enumerable.Range(0, count * 40).Select(_ => random.NextSingle() - 0.5f)], [.. Enumerable.Range(0, count * Pixels).Select(_ => random.Next(3))]);
    }

    private static float[] OneHot(int[] classes) => [.. classes.SelectMany(label => Enumerable.Range(0, 3).Select(k => k == label ? 1f : 0f))];
}
