namespace NNGen.Generator.Tests;

/// <summary>Class numbers that are constants.</summary>
public sealed class LabelTests
{
    [Theory]
    [InlineData("net.Gradients(any, [0, 3, 2], new float[15]);", "3", 1, 3)]
    [InlineData("net.Gradients(any, new[] { -1, 0 }, new float[15]);", "-1", 0, -1)]
    [InlineData("const int Last = 3; net.Gradients(any, new int[] { 0, Last }, new float[15]);", "Last", 1, 3)]
    [InlineData("int[] labels = [0, 1, 7]; net.Gradients(any, labels, new float[15]);", "7", 2, 7)]
    [InlineData("ReadOnlySpan<int> labels = [4]; trainer.Step(any, labels);", "4", 0, 4)]
    [InlineData("trainer.Step(new Batch<float> { Size = 2, Inputs = any, Classes = new[] { 1, 3 } });", "3", 1, 3)]
    public void A_class_is_out_of_range(string statements, string squiggle, int sample, int label) => Uses.Report(
        statements, $"NNG4005 `{squiggle}`: Net knows classes from 0 to 2 (3 outputs), but sample {sample} has class {label}");

    [Fact]
    public void Every_class_out_of_range_is_reported() => Assert.Equal(2, Uses.Reported("trainer.Step(any, [3, 2, 4]);").Count);

    [Fact]
    public void A_single_output_tells_two_classes_apart() => Assert.Equal(
        ["NNG4005 `2`: Net knows classes from 0 to 1 (1 output), but sample 2 has class 2"],
        Uses.InSource("[Network, Input(4), Dense(1), Sigmoid, BinaryCrossEntropy] public partial class Net; class P { void Run(Net net, float[] x, float[] g) => net.Gradients(x, [0, 1, 2], g); }"));

    [Theory]
    [InlineData("net.Gradients(any, [0, 1, 2], new float[15]);")]
    [InlineData("net.Gradients(any, [n, n + 3], new float[15]);")]
    [InlineData("net.Gradients(any, new int[n], new float[15]);")]
    [InlineData("int[] labels = [0, 1, 7]; labels[2] = 2; net.Gradients(any, labels, new float[15]);")]
    [InlineData("int[] labels = [0, 1, 7]; Array.Fill(labels, 1); net.Gradients(any, labels, new float[15]);")]
    [InlineData("int[] labels = [0, 1, 7]; Span<int> same = labels; same[2] = 0; net.Gradients(any, labels, new float[15]);")]
    [InlineData("int[] labels = [0, 1, 7]; foreach (ref int label in labels.AsSpan()) { label = 0; } net.Gradients(any, labels, new float[15]);")]
    [InlineData("int[] labels = [0, 1, 7]; Array.Sort(labels); labels = [1]; net.Gradients(any, labels, new float[15]);")]
    public void Classes_that_may_be_right_are_not_reported(string statements) => Uses.Report(statements);

    [Theory]
    [InlineData("trainer.Step(any, new int[2]);", "new int[2]")]
    [InlineData("var train = Datasets.Circles(20); net.Fit(train);", "train")]
    [InlineData("net.Fit(any2);", "any2")]
    public void A_loss_that_compares_numbers_takes_no_classes(string statement, string squiggle) => Assert.Equal(
        [$"NNG4006 `{squiggle}`: Net learns with MeanSquaredError, which compares numbers, but '{squiggle}' holds class numbers (give 3 targets per sample, or declare [CrossEntropy] or [BinaryCrossEntropy])"],
        Uses.InSource($$"""
            [Network, Input(2), Dense(3), MeanSquaredError] public partial class Net;
            class P { void Run(Net net, Trainer<Net, float> trainer, float[] any) { var any2 = Dataset.FromLabels<float>(any, 2, [0, 1]); {{statement}} } }
            """));
}
