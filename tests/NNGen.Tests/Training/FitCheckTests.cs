namespace NNGen.Tests;

public sealed class FitCheckTests
{
    private readonly ScalarNetwork<OddClassifier, float> net = new(1);
    private readonly ScalarNetwork<LinearModel, float> regression = new(1);

    [Fact]
    public void A_network_without_a_loss_cannot_fit() =>
        Assert.StartsWith("LosslessModel has no loss to train for (add one to its declaration, such as ",
            Assert.Throws<InvalidOperationException>(() => new ScalarNetwork<LosslessModel, float>(1).Fit(Samples.Lines(5))).Message);

    [Fact]
    public void Features_must_match_the_input() =>
        AssertMessage("OddClassifier takes 5 values, but the samples of the training set have 2 features.", () => net.Fit(Samples.Circles(10)));

    [Fact]
    public void The_validation_set_is_checked_too() =>
        AssertMessage("OddClassifier takes 5 values, but the samples of the validation set have 2 features.",
            () => net.Fit(Samples.Blobs(10), validation: Samples.Circles(10)));

    [Fact]
    public void Targets_must_match_the_output() =>
        AssertMessage("LinearModel gives 2 values, but the targets of the training set have 3 per sample.",
            () => regression.Fit(Dataset.Create(new float[3], 3, new float[3], 3)));

    [Fact]
    public void Class_numbers_as_float_targets_are_recognized() =>
        AssertMessage("OddClassifier gives 3 values, but the targets of the training set have 1 per sample (class numbers go into Dataset.FromLabels).",
            () => net.Fit(Dataset.Create(new float[5], 5, [2f], 1)));

    [Fact]
    public void Probabilities_must_lie_between_zero_and_one() =>
        AssertMessage("CrossEntropy compares probabilities, but target 2 of sample 1 of the training set is -1 (targets must be from 0 to 1).",
            () => net.Fit(Dataset.Create(new float[10], 5, [0f, 1f, 0f, 1f, 1f, -1f], 3)));

    [Fact]
    public void A_regression_cannot_fit_classes() =>
        AssertMessage("LinearModel learns with MeanSquaredError, which compares numbers, ",
            () => regression.Fit(Dataset.FromLabels(new float[3], 3, [0], 2)));

    [Fact]
    public void More_classes_than_outputs_are_rejected() =>
        AssertMessage("OddClassifier distinguishes 3 classes (OutputSize 3), but the training set has 4.",
            () => net.Fit(Dataset.FromLabels(new float[5], 5, [0], 4)));

    [Fact]
    public void Classes_that_begin_at_one_are_recognized()
    {
        AssertMessage("OddClassifier distinguishes 3 classes (OutputSize 3), but the training set has 4. Class 0 has no sample: class numbers begin at 0 (subtract 1 from all labels).",
            () => net.Fit(Dataset.FromLabels(new float[15], 5, [1, 3, 2])));
        Assert.DoesNotContain("Class 0", Assert.Throws<ArgumentException>(() => net.Fit(Dataset.FromLabels(new float[15], 5, [0, 3, 2]))).Message);
    }

    [Fact]
    public void One_class_per_sample_of_a_network_with_many_says_both_ways_out() =>
        AssertMessage("WithoutFlatten gives a class for each of 16 positions, but the training set has one class per sample (if that is meant, "
            + "put [Flatten] or [GlobalAveragePool] after a convolution, or [LastStep] or ReturnSequences = false after a recurrent layer, before the last Dense; "
            + "labels of all positions go into Dataset.FromStepLabels).",
            () => new WithoutFlatten(1).Fit(Dataset.FromLabels(new float[36], 36, [1], 4)));

    [Fact]
    public void Shapes_are_named_with_the_numbers_of_values()
    {
        AssertMessage("WithoutFlatten takes 36 values ([6, 6, 1]), but the samples of the training set have 1 feature.",
            () => new WithoutFlatten(1).Fit(Targets(features: 1)));
        AssertMessage("WithoutFlatten gives 64 values ([4, 4, 4]), but the targets of the training set have 4 per sample (for 4 values per sample, put [Flatten] or ",
            () => new WithoutFlatten(1).Fit(Targets(features: 36)));
    }

    // Here, not in the call, because the analyzer knows the sizes of what it sees there.
    private static Dataset<float> Targets(int features) => Dataset.Create(new float[features], features, new float[4], 4);

    [Fact]
    public void Windows_of_all_columns_are_recognized() =>
        AssertMessage("LinearModel gives 2 values, but the targets of the training set have 4 per sample (windows of a series forecast all columns, unless targets: names those to forecast).",
            () => regression.Fit(Dataset.Create(new float[3], 3, new float[4], 4)));

    [Fact]
    public void Epochs_and_batch_size_must_be_at_least_one()
    {
        AssertMessage("epochs is 0, but must be at least 1.", () => net.Fit(Samples.Blobs(9), epochs: 0));
        AssertMessage("batchSize is -3, but must be at least 1.", () => net.Fit(Samples.Blobs(9), batchSize: -3));
        AssertMessage("batchSize is 0, but must be at least 1.", () => net.Evaluate(Samples.Blobs(9), batchSize: 0));
    }

    [Theory]
    [InlineData(1, "ValidationFraction is 1, but must be above 0 and below 1 (or 0 for none).")]
    [InlineData(-0.1, "ValidationFraction is -0.1, but must be above 0 and below 1 (or 0 for none).")]
    [InlineData(double.NaN, "ValidationFraction is NaN, but must be above 0 and below 1 (or 0 for none).")]
    [InlineData(0.95, "ValidationFraction 0.95 of 9 samples leaves 0 to train on and 9 to validate with; both need some.")]
    public void A_validation_fraction_must_leave_both_parts_something(double fraction, string message) =>
        AssertMessage(message, () => net.Fit(Samples.Blobs(9), new FitOptions { ValidationFraction = fraction }));

    [Fact]
    public void Validation_is_given_once() =>
        AssertMessage("There is a validation set, and ValidationFraction splits one off; give one of them.",
            () => net.Fit(Samples.Blobs(9), new FitOptions { ValidationFraction = 0.5 }, Samples.Blobs(9)));

    [Fact]
    public void Weights_must_fit()
    {
        AssertMessage("There are 3 sample weights for 9 training samples.",
            () => net.Fit(Samples.Blobs(9), new FitOptions { SampleWeights = new double[3] }));
        AssertMessage("The sample weight 1 is -1, but must be finite and not negative.",
            () => net.Fit(Samples.Blobs(3), new FitOptions { SampleWeights = [1, -1, 1] }));
        AssertMessage("There is a weight for class 3, but the training set has classes from 0 to 2.",
            () => net.Fit(Samples.Blobs(9), new FitOptions { ClassWeights = new Dictionary<int, double> { [3] = 1 } }));
        AssertMessage("The weight of class 1 is NaN, but must be finite and not negative.",
            () => net.Fit(Samples.Blobs(9), new FitOptions { ClassWeights = new Dictionary<int, double> { [1] = double.NaN } }));
        AssertMessage("Class weights need class numbers, but the training set has targets (",
            () => regression.Fit(Samples.Lines(9), new FitOptions { ClassWeights = new Dictionary<int, double> { [1] = 2 } }));
    }

    [Fact]
    public void Evaluate_checks_its_set() =>
        AssertMessage("OddClassifier takes 5 values, but the samples of the dataset have 2 features.", () => net.Evaluate(Samples.Circles(10)));

    private static void AssertMessage(string expected, Action action) =>
        Assert.StartsWith(expected, Assert.ThrowsAny<ArgumentException>(action).Message);
}

#pragma warning disable NNG2021 // The forgotten Flatten is what is tested.
[Network]
[Input(6, 6, 1)]
[Conv2D(2, 3), ReLU]
[Dense(4), Softmax]
[CrossEntropy]
internal sealed partial class WithoutFlatten;
#pragma warning restore NNG2021
