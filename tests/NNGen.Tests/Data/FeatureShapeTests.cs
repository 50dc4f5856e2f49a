namespace NNGen.Tests;

/// <summary>Samples whose shape is known are refused by networks that have the channels at the other end.</summary>
public class FeatureShapeTests
{
    private static readonly int[] labels = [0, 1, 1];

    [Fact]
    public void Channels_at_the_other_end_are_refused_with_the_attribute_to_write()
    {
        Dataset<float> first = Dataset.FromLabels<float>(NdArray.Create<float>([3, 2, 4, 5], new float[120]), Labels());
        var network = new TakesLast(seed: 1);
        const string Message =
            "TakesLast takes [4, 5, 2], with the channels last, but the samples of the training set are [2, 4, 5]: state Layout = Layout.ChannelsFirst at [Input], or transpose them.";

        Assert.Equal([2, 4, 5], first.FeatureShape);
        Assert.StartsWith(Message, Assert.Throws<ArgumentException>(() => network.Fit(first, new FitOptions { Epochs = 1 })).Message);
        Assert.StartsWith("TakesLast takes [4, 5, 2]", Assert.Throws<ArgumentException>(() => network.Evaluate(first)).Message);
        Assert.StartsWith("TakesLast takes [4, 5, 2]", Assert.Throws<ArgumentException>(() => network.Predict(first)).Message);

        Dataset<float> last = Dataset.FromLabels<float>(NdArray.Create<float>([3, 4, 5, 2], new float[120]), Labels());
        network.Fit(last, new FitOptions { Epochs = 1 });
        new TakesFirst(seed: 1).Fit(first, new FitOptions { Epochs = 1 });
        Assert.Contains("leave out Layout at [Input]", Assert.Throws<ArgumentException>(() => new TakesFirst(seed: 1).Evaluate(last)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shape_stays_with_parts_of_the_samples()
    {
        Dataset<float> first = Dataset.FromLabels<float>(NdArray.Create<float>([3, 2, 4, 5], new float[120]), Labels());

        Assert.All(
            [first[1..], first.Take(1), first.SelectRows([2, 0]), first.Scale(2), first.OneHot(), first.Split(0.4, 1, stratify: false).Train],
            part => Assert.Equal([2, 4, 5], part.FeatureShape));
        Assert.Equal([2, 4, 5], first.ToDouble().FeatureShape);
    }

    [Fact]
    public void Samples_without_a_shape_are_taken_as_they_are()
    {
        Dataset<float> flat = Dataset.FromLabels<float>(new float[120], 40, labels);
        new TakesLast(seed: 1).Fit(flat, new FitOptions { Epochs = 1 });

        Assert.Equal([40], flat.FeatureShape);
        Assert.Equal([5, 8], flat.WithFeatureShape(5, 8).FeatureShape);
        Assert.Contains("The shape is [5, 9], but a sample has 40 features", Assert.Throws<ArgumentException>(() => flat.WithFeatureShape(5, 9)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => flat.WithFeatureShape(-5, -8));
    }

    [Fact]
    public void One_channel_is_the_same_in_both_orders()
    {
        Dataset<float> images = Dataset.FromLabels<float>(NdArray.Create<float>([3, 1, 4, 5], new float[60]), Labels());

        new TakesGray(seed: 1).Fit(images, new FitOptions { Epochs = 1 });
    }

    private static NdArray Labels() => NdArray.Create<int>([3], labels);
}

[Network]
[Input(4, 5, 2)]
[Conv2D(2, 3), ReLU]
[Flatten, Dense(2), Softmax]
[CrossEntropy]
internal sealed partial class TakesLast;

[Network]
[Input(4, 5, 2, Layout = Layout.ChannelsFirst)]
[Conv2D(2, 3), ReLU]
[Flatten, Dense(2), Softmax]
[CrossEntropy]
internal sealed partial class TakesFirst;

[Network]
[Input(4, 5, 1)]
[Conv2D(2, 3), ReLU]
[Flatten, Dense(2), Softmax]
[CrossEntropy]
internal sealed partial class TakesGray;
