namespace NNGen.Tests;

/// <summary>Training with plain arrays takes the same steps as with a dataset of them.</summary>
public sealed partial class FitArraysTests
{
    private static readonly float[][] rows = [[0, 0.5f], [1, 0], [-1, 1], [0.25f, 2], [3, -1]];
    private static readonly float[,] table = { { 0, 0.5f }, { 1, 0 }, { -1, 1 }, { 0.25f, 2 }, { 3, -1 } };

    // Class 2 does not occur: the network determines the number of classes.
    private static readonly int[] classes = [0, 1, 1, 0, 1];

    [Fact]
    public void Arrays_of_arrays_and_tables_with_classes_train_as_their_dataset_does()
    {
        float[] expected = Trained(net => net.Fit(Dataset.FromLabels(rows, classes, 3), epochs: 3));

        Assert.Equal(expected, Trained(net => net.Fit(rows, classes, epochs: 3)));
        Assert.Equal(expected, Trained(net => net.Fit(table, classes, epochs: 3)));

        float[] Trained(Func<ThreeClasses, History> fit)
        {
            var net = new ThreeClasses(seed: 1);
            Assert.Equal(3, fit(net).Count);
            return net.Parameters.Values.ToArray();
        }
    }

    [Fact]
    public void Arrays_of_arrays_and_tables_with_targets_train_as_their_dataset_does()
    {
        float[][] targets = [[1], [2], [3], [4], [5]];
        float[,] column = { { 1 }, { 2 }, { 3 }, { 4 }, { 5 } };
        float[] expected = Trained(net => net.Fit(Dataset.Create(rows, targets), epochs: 3));

        Assert.Equal(expected, Trained(net => net.Fit(rows, targets, epochs: 3)));
        Assert.Equal(expected, Trained(net => net.Fit(table, column, epochs: 3)));

        float[] Trained(Func<OneNumber, History> fit)
        {
            var net = new OneNumber(seed: 1);
            Assert.Equal(3, fit(net).Count);
            return net.Parameters.Values.ToArray();
        }
    }

    [Network, Input(2), Dense(3), Softmax, CrossEntropy]
    internal sealed partial class ThreeClasses;

    [Network, Input(2), Dense(1), MeanSquaredError]
    internal sealed partial class OneNumber;
}
