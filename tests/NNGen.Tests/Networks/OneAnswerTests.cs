namespace NNGen.Tests;

/// <summary>
/// A network always gives the same result: for one sample or in a batch, in training or not, on one thread or several, before and after a file.
/// </summary>
public class OneAnswerTests
{
    public static TheoryData<string> All() => [.. Zoo.Types.Select(type => type.Name)];

    public static TheoryData<string> WithLoss() => [.. Zoo.WithLoss.Select(type => type.Name)];

    [Theory, MemberData(nameof(All))]
    public void A_batch_equals_its_samples_one_by_one(string name)
    {
        (Subject network, OracleNetwork oracle) = Zoo.Find(name);
        SampleBatch samples = Draw.Samples(oracle, 600, TargetKind.Values, weighted: false, new Random(3));

        double[] alone = network.Predict(samples);

        Closeness.Near(alone, network.PredictBatch(samples), 1e-6, "PredictBatch");
        Closeness.Near(alone, network.Forward(samples), 1e-6, "Forward");
    }

    [Theory, MemberData(nameof(All))]
    public void A_sample_in_a_batch_does_not_depend_on_the_others(string name)
    {
        (Subject network, OracleNetwork oracle) = Zoo.Find(name);
        SampleBatch samples = Draw.Samples(oracle, 600, TargetKind.Values, weighted: false, new Random(3));
        double[] together = network.PredictBatch(samples);

        foreach (int sample in new[] { 0, 1, 15, 16, 31, 255, 256, 599 })
        {
            var alone = new SampleBatch(samples.Inputs.AsSpan(sample * oracle.InputSize, oracle.InputSize).ToArray(), 1);
            Assert.Equal(together.AsSpan(sample * oracle.OutputSize, oracle.OutputSize).ToArray(), network.PredictBatch(alone));
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Forward_in_training_gives_the_bits_of_PredictBatch(string name)
    {
        (Subject network, OracleNetwork oracle) = Zoo.Find(name);
        SampleBatch samples = Draw.Samples(oracle, 83, TargetKind.Values, weighted: false, new Random(3));

        Assert.Equal(network.PredictBatch(samples), network.Forward(samples));
    }

    [Theory, MemberData(nameof(All))]
    public void Classes_are_the_largest_outputs(string name)
    {
        (Subject network, OracleNetwork oracle) = Zoo.Find(name);
        SampleBatch samples = Draw.Samples(oracle, 300, TargetKind.Values, weighted: false, new Random(3));
        double threshold = network.Description.FromLogits ? 0 : 0.5;
        int ClassOf(double[] output) => output.Length == 1 ? (output[0] > threshold ? 1 : 0) : Array.IndexOf(output, output.Max());

        Assert.Equal(network.Predict(samples).Chunk(oracle.OutputSize).Select(ClassOf), network.Classify(samples));
        Assert.Equal(network.PredictBatch(samples).Chunk(oracle.OutputSize).Select(ClassOf), network.ClassifyBatch(samples));
    }

    [Theory, MemberData(nameof(WithLoss))]
    public void Predictions_after_a_training_step_use_the_new_weights(string name)
    {
        (Subject network, OracleNetwork oracle) = Zoo.Find(name);
        SampleBatch samples = Samples(oracle, 40);
        double[] before = network.Predict(samples);
        double[] batchBefore = network.PredictBatch(samples);

        network.Train(samples, new SGD(0.1), steps: 1);

        AssertPredictsWithItsParameters(network, samples);
        Assert.NotEqual(before, network.Predict(samples));
        Assert.NotEqual(batchBefore, network.PredictBatch(samples));
    }

    [Theory, MemberData(nameof(All))]
    public void Predictions_after_an_edit_use_the_new_weights(string name)
    {
        (Subject network, OracleNetwork oracle) = Zoo.Find(name);
        SampleBatch samples = Draw.Samples(oracle, 40, TargetKind.Values, weighted: false, new Random(3));
        double[] before = network.Predict(samples);

        network.Parameters = Array.ConvertAll(network.Parameters, p => p / 2);

        AssertPredictsWithItsParameters(network, samples);
        Assert.NotEqual(before, network.Predict(samples));
    }

    [Theory, MemberData(nameof(WithLoss))]
    public void The_loss_of_a_step_is_that_of_the_weights_before_it(string name)
    {
        (Subject network, OracleNetwork oracle) = Zoo.Find(name);
        SampleBatch samples = Samples(oracle, 40);
        Slopes first = network.Pass(samples, noise: (0, 0)); // a trainer's first seed and step

        double[] losses = network.Train(samples, new SGD(0.01), steps: 2);

        // SGD is simple enough to compute by hand; the second loss is then that of the updated weights.
        network.Parameters = Zoo.Find(name).Network.Parameters.Zip(first.Parameters, (p, g) => p - (0.01 * g)).ToArray();
        Assert.Equal(first.Loss, losses[0]);
        Closeness.Near([network.Pass(samples, noise: (0, 1)).Loss], [losses[1]], 1e-6, "second loss");
    }

    [Theory, MemberData(nameof(WithLoss))]
    public void A_batch_is_independent_of_a_larger_one_before_it(string name)
    {
        (Subject network, OracleNetwork oracle) = Zoo.Find(name);
        SampleBatch few = Samples(oracle, 7);
        Slopes fresh = network.Pass(few);

        network.Gradients(Samples(oracle, 257));
        network.PredictBatch(Samples(oracle, 257));
        Slopes after = network.Gradients(few);

        AssertSameBits(fresh, after);
    }

    [Theory, MemberData(nameof(WithLoss))]
    public void Classes_and_their_one_hot_targets_give_the_same_bits(string name)
    {
        (Subject network, OracleNetwork oracle) = Zoo.Find(name);
        if (!Draw.TargetKindsOf(oracle.LossAttribute, oracle.OutputSize).Contains(TargetKind.Classes)) { return; }
        SampleBatch byClass = Draw.Samples(oracle, 33, TargetKind.Classes, weighted: false, new Random(3));
        double[] targets = new double[33 * oracle.OutputSize];
        for (int i = 0; i < 33; i++)
        {
            if (oracle.OutputSize == 1) { targets[i] = byClass.Classes[i]; }
            else { targets[(i * oracle.OutputSize) + byClass.Classes[i]] = 1; }
        }

        AssertSameBits(network.Gradients(byClass), network.Gradients(byClass with { Classes = [], Targets = targets }));
    }

    [Theory, MemberData(nameof(WithLoss))]
    public void Weights_of_one_give_the_bits_of_no_weights(string name)
    {
        (Subject network, OracleNetwork oracle) = Zoo.Find(name);
        SampleBatch samples = Samples(oracle, 33);

        AssertSameBits(network.Gradients(samples), network.Pass(samples with { Weights = Enumerable.Repeat(1.0, 33).ToArray() }));
    }

    [Theory]
    [InlineData(nameof(Activated))]
    [InlineData(nameof(ActivatedDouble))]
    [InlineData(nameof(SoftmaxInside))]
    [InlineData(nameof(SoftmaxInsideDouble))]
    public void Forward_and_Backward_with_the_gradient_of_the_squared_error_equal_Gradients(string name)
    {
        (Subject network, OracleNetwork oracle) = Zoo.Find(name);
        SampleBatch samples = Samples(oracle, 50);
        double[] gradient = network.Forward(samples).Zip(samples.Targets, (y, t) => 2 * (y - t) / (50.0 * oracle.OutputSize)).ToArray();

        Closeness.GradientsNear(
            network.Gradients(samples), network.Backward(samples, gradient), network.IsDouble ? 1e-13 : 1e-6, network, name);
    }

    private static SampleBatch Samples(OracleNetwork oracle, int size) => Draw.Samples(
        oracle, size, Draw.TargetKindsOf(oracle.LossAttribute, oracle.OutputSize)[0], weighted: false, new Random(size));

    /// <summary>Asserts that a network predicts like one that has had its parameters from the start.</summary>
    private static void AssertPredictsWithItsParameters(Subject network, SampleBatch samples)
    {
        Subject fresh = Subject.Of(network.Type, seed: 99);
        fresh.Parameters = network.Parameters;
        Assert.Equal(fresh.Predict(samples), network.Predict(samples));
        Assert.Equal(fresh.PredictBatch(samples), network.PredictBatch(samples));
    }

    private static void AssertSameBits(Slopes expected, Slopes actual)
    {
        Assert.Equal(expected.Loss, actual.Loss);
        Assert.Equal(expected.Parameters, actual.Parameters);
        Assert.Equal(expected.Inputs, actual.Inputs);
    }
}
