namespace NNGen.Tests;

public sealed class TrainerCheckTests : IDisposable
{
    private readonly ScalarNetwork<OddClassifier, float> network = new(1);
    private readonly Trainer<ScalarNetwork<OddClassifier, float>, float> trainer;

    public TrainerCheckTests() => trainer = network.CreateTrainer(new SGD(0.1));

    public void Dispose() => trainer.Dispose();

    [Fact]
    public void Inputs_must_hold_whole_samples() =>
        AssertMessage("Expected inputs for whole samples of 5 values each (OddClassifier), got 9 values.",
            () => trainer.Step(new float[9], [0]));

    [Fact]
    public void Nothing_is_not_a_batch() =>
        AssertMessage("Expected inputs for whole samples of 5 values each (OddClassifier), got 0 values.",
            () => trainer.Step(ReadOnlySpan<float>.Empty, Array.Empty<int>()));

    [Fact]
    public void Targets_must_match_the_samples() =>
        AssertMessage("Expected 6 targets (2 samples × 3, OddClassifier), got 4.", () => trainer.Step(new float[10], new float[4]));

    [Fact]
    public void Classes_must_match_the_samples() =>
        AssertMessage("Expected 2 classes (2 samples × 1, OddClassifier), got 3.", () => trainer.Step(new float[10], [0, 1, 2]));

    [Fact]
    public void A_batch_has_targets_or_classes_but_not_both()
    {
        AssertMessage("The batch has neither targets (3 per sample) nor classes (one per sample).",
            () => trainer.Step(new float[5], Array.Empty<int>()));
        AssertMessage("The batch has both targets and classes; give one of them.",
            () => trainer.Step(new Batch<float> { Size = 1, Inputs = new float[5], Targets = new float[3], Classes = [1] }));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Classes_must_be_in_range(int wrong) =>
        AssertMessage($"The class of sample 1 is {wrong}, but OddClassifier knows classes from 0 to 2 (OutputSize 3).",
            () => trainer.Step(new float[10], [0, wrong]));

    [Fact]
    public void A_single_output_has_classes_0_and_1()
    {
        using var binary = new ScalarNetwork<CircleClassifier, float>(1).CreateTrainer();
        binary.Step(new float[4], [0, 1]);
        AssertMessage("The class of sample 0 is 2, but CircleClassifier knows classes from 0 to 1 (OutputSize 1).",
            () => binary.Step(new float[4], [2, 0]));
    }

    [Fact]
    public void Sample_weights_must_match_and_be_finite_and_not_negative()
    {
        AssertMessage("Expected 2 sample weights (2 samples × 1, OddClassifier), got 1.", () => trainer.Step(new float[10], [0, 1], [1f]));
        AssertMessage("The sample weight 1 is -1, but must be finite and not negative (if a negative one is intended, ", () => trainer.Step(new float[10], [0, 1], [1f, -1f]));
        AssertMessage("The sample weight 0 is NaN, but must be finite and not negative.",
            () => trainer.Step(new float[10], [0, 1], [float.NaN, 1f]));
    }

    [Fact]
    public void A_network_without_a_loss_says_how_to_get_one()
    {
        using var lossless = new ScalarNetwork<LosslessModel, float>(1).CreateTrainer();
        var exception = Assert.Throws<InvalidOperationException>(() => lossless.Step(new float[3], new float[2]));
        Assert.StartsWith("LosslessModel has no loss to train for (add one to its declaration, such as [CrossEntropy]", exception.Message);
    }

    [Fact]
    public void A_regression_rejects_class_numbers()
    {
        using var regression = new ScalarNetwork<LinearModel, float>(1).CreateTrainer();
        AssertMessage("LinearModel learns with MeanSquaredError, which compares numbers, but the samples carry class numbers (give 2 targets per sample, or declare [CrossEntropy] or [BinaryCrossEntropy]).",
            () => regression.Step(new float[3], [1]));
    }

    [Fact]
    public void Output_gradients_must_be_finite() =>
        AssertMessage("outputGradients holds NaN at value 2 of sample 1, but must be finite: remove or replace it first.",
            () => trainer.Step(new Batch<float> { Size = 2, Inputs = new float[10], OutputGradients = [0, 0, 0, 0, 0, float.NaN] }));

    [Fact]
    public void Sample_weights_together_with_output_gradients_are_rejected() =>
        AssertMessage("The batch has sample weights and output gradients, but weights apply to the network's own loss",
            () => trainer.Step(new Batch<float> { Size = 1, Inputs = new float[5], OutputGradients = new float[3], SampleWeights = [2] }));

    [Fact]
    public void A_non_finite_input_is_named_and_nothing_is_changed()
    {
        const string Message = "inputs holds NaN at value 2 of sample 2, but must be finite: remove or replace it first.";
        float[] before = network.Parameters.Values.ToArray();
        float[] inputs = new float[15];
        inputs[12] = float.NaN;
        AssertMessage(Message, () => trainer.Step(inputs, [0, 1, 2]));
        AssertMessage(Message, () => trainer.Step(inputs, new float[9]));
        AssertMessage(Message, () => trainer.Step(new Batch<float> { Size = 3, Inputs = inputs, OutputGradients = new float[9] }));
        Assert.Equal(before, network.Parameters.Values.ToArray());
        Assert.Equal(0, trainer.StepCount);
    }

    [Fact]
    public void A_non_finite_target_is_named()
    {
        using var regression = new ScalarNetwork<LinearModel, float>(1).CreateTrainer();
        AssertMessage("targets holds Infinity at value 0 of sample 1, but must be finite: remove or replace it first.",
            () => regression.Step(new float[6], [0, 0, float.PositiveInfinity, 0]));
    }

    [Fact]
    public void Targets_of_probabilities_must_lie_between_zero_and_one()
    {
        AssertMessage("CrossEntropy compares probabilities, but target 2 of sample 1 is -1 (targets must be from 0 to 1).",
            () => trainer.Step(new float[10], [0f, 1f, 0f, 1f, 1f, -1f]));
        using var binary = new ScalarNetwork<CircleClassifier, float>(1).CreateTrainer();
        AssertMessage("BinaryCrossEntropy compares probabilities, but target 0 of sample 1 is 2 (targets must be from 0 to 1).",
            () => binary.Step(new float[4], [1f, 2f]));
    }

    [Fact]
    public void Every_rejected_argument_is_named()
    {
        AssertNamed("inputs", new Batch<float> { Size = 2, Inputs = new float[9], Classes = [0, 1] });
        AssertNamed("inputs", new Batch<float> { Size = 1, Inputs = [0, 0, 0, 0, float.NaN], Classes = [0] });
        AssertNamed("targets", new Batch<float> { Size = 1, Inputs = new float[5], Targets = new float[2] });
        AssertNamed("targets", new Batch<float> { Size = 1, Inputs = new float[5], Targets = [0, float.NaN, 0] });
        AssertNamed("targets", new Batch<float> { Size = 1, Inputs = new float[5], Targets = [0, 2, 0] });
        AssertNamed("targets", new Batch<float> { Size = 1, Inputs = new float[5] });
        AssertNamed("targets", new Batch<float> { Size = 1, Inputs = new float[5], Targets = new float[3], Classes = [1] });
        AssertNamed("classes", new Batch<float> { Size = 1, Inputs = new float[5], Classes = [0, 1] });
        AssertNamed("classes", new Batch<float> { Size = 1, Inputs = new float[5], Classes = [3] });
        AssertNamed("sampleWeights", new Batch<float> { Size = 1, Inputs = new float[5], Classes = [1], SampleWeights = [1, 2] });
        AssertNamed("sampleWeights", new Batch<float> { Size = 1, Inputs = new float[5], Classes = [1], SampleWeights = [-1] });
        AssertNamed("sampleWeights", new Batch<float> { Size = 1, Inputs = new float[5], OutputGradients = new float[3], SampleWeights = [1] });
        AssertNamed("outputGradients", new Batch<float> { Size = 1, Inputs = new float[5], OutputGradients = new float[2] });
        AssertNamed("outputGradients", new Batch<float> { Size = 1, Inputs = new float[5], OutputGradients = [0, 0, float.NaN] });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_gradient_that_overflows_does_not_reach_the_parameters(int maxDegreeOfParallelism)
    {
        var linear = new ScalarNetwork<LinearModel, float>(1);
        using var own = linear.CreateTrainer(new SGD(0.1), maxDegreeOfParallelism: maxDegreeOfParallelism);
        float[] before = linear.Parameters.Values.ToArray();
        var exception = Assert.Throws<NonFiniteLossException>(
            () => own.Step(new Batch<float> { Size = 1, Inputs = [1e30f, 1, 1], OutputGradients = [0, 1e30f] }));
        Assert.StartsWith("A gradient is not finite; inputs, targets and parameters are finite, so a value grew too large", exception.Message);
        Assert.Equal(before, linear.Parameters.Values.ToArray());
        Assert.Equal(0, own.StepCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_update_that_overflows_is_reported_by_its_own_step(int maxDegreeOfParallelism)
    {
        var linear = new ScalarNetwork<LinearModel, float>(1);
        using var own = linear.CreateTrainer(new SGD(1e38), maxDegreeOfParallelism: maxDegreeOfParallelism);
        var exception = Assert.Throws<NonFiniteLossException>(() => own.Step(new Batch<float> { Size = 1, Inputs = [1, 1, 1], OutputGradients = [0, 10] }));
        Assert.Equal(
            "The update of the step overflowed: parameter '0.weight' is -Infinity at index 3. The step was taken: load the parameters from a file or start again, "
            + "with a lower learning rate (now 1E+38) or with clipped gradients (GlobalClipNorm).",
            exception.Message);
    }

    public static TheoryData<Optimizer> Squaring => [new Adam(), new AdamW(), new RMSProp(), new Adagrad()];

    [Theory]
    [MemberData(nameof(Squaring))]
    public void A_square_that_overflows_is_reported_because_its_parameter_would_never_move_again(Optimizer optimizer)
    {
        using var own = new ScalarNetwork<LinearModel, float>(1).CreateTrainer(optimizer);
        var exception = Assert.Throws<NonFiniteLossException>(() => own.Step(new Batch<float> { Size = 1, Inputs = [1, 1, 1], OutputGradients = [0, 1e25f] }));
        Assert.StartsWith("The update of the step overflowed: the optimizer's state is not finite.", exception.Message);
    }

    [Fact]
    public void A_training_whose_update_overflows_ends_there()
    {
        var exception = Assert.Throws<NonFiniteLossException>(() => new ScalarNetwork<LinearModel, float>(1).Fit(
            Dataset.Create<float>([1, 1, 1], featureCount: 3, [100, 100], targetCount: 2), epochs: 3, optimizer: new SGD(3e38)));
        Assert.StartsWith("Epoch 1, batch 1: The update of the step overflowed: parameter '0.", exception.Message);
    }

    [Fact]
    public void A_negative_weight_is_rejected_unless_the_trainer_was_told_that_it_is_meant()
    {
        AssertMessage(
            "The sample weight 1 is -0.5, but must be finite and not negative (if a negative one is intended, as in a policy gradient, set the trainer's AllowNegativeWeights).",
            () => trainer.Step(new float[10], [0, 1], [1, -0.5f]));
        trainer.AllowNegativeWeights = true;
        trainer.Step(new float[10], [0, 1], [1, -0.5f]);
        AssertMessage("sampleWeights holds NaN at value 0 of sample 1, but must be finite", () => trainer.Step(new float[10], [0, 1], [1, float.NaN]));

        var options = new FitOptions { SampleWeights = [.. Enumerable.Repeat(-1.0, 20)] };
        AssertMessage("The sample weight 0 is -1, but must be finite and not negative.", () => trainer.Fit(Samples.Blobs(20), options));
    }

    [Fact]
    public void A_non_finite_parameter_is_named()
    {
        using (ParameterBlock<float>.Editor editor = network.Parameters.Edit()) { editor["1.bias"][4] = float.NaN; }
        var exception = Assert.Throws<NonFiniteLossException>(() => trainer.Step(new float[5], [0]));
        Assert.StartsWith("The loss is NaN; parameter '1.bias' is NaN at index 4 (", exception.Message);
    }

    [Fact]
    public void Diverging_training_is_told_to_take_smaller_steps()
    {
        using var regression = new ScalarNetwork<LinearModel, float>(1).CreateTrainer(new SGD(3));
        var exception = Assert.Throws<NonFiniteLossException>(() =>
        {
            for (int step = 0; step < 1000; step++) { regression.Step([5, -4, 3], [1f, 2f]); }
        });
        Assert.Contains("inputs, targets and parameters are finite, so a value grew too large (lower the learning rate, now 3, ", exception.Message);
    }

    [Fact]
    public void Thread_and_batch_counts_are_checked()
    {
        Assert.Equal("maxDegreeOfParallelism",
            Assert.Throws<ArgumentOutOfRangeException>(() => network.CreateTrainer(maxDegreeOfParallelism: 0)).ParamName);
        Assert.Equal("maxBatchSize", Assert.Throws<ArgumentOutOfRangeException>(() => network.CreateTrainer(maxBatchSize: -1)).ParamName);
    }

    private void AssertNamed(string parameter, in Batch<float> batch)
    {
        string? named = null;
        try { trainer.Step(batch); }
        catch (ArgumentException refusal) { named = refusal.ParamName; }
        Assert.Equal(parameter, named);
    }

    private static void AssertMessage(string expected, Action action) =>
        Assert.StartsWith(expected, Assert.ThrowsAny<ArgumentException>(action).Message);
}
