namespace NNGen.Tests;

/// <summary>L1 and L2: their terms in the loss and in its gradient.</summary>
public class PenaltyTests
{
    [Fact]
    public void The_loss_of_a_step_has_the_penalty_and_the_gradient_its_slope()
    {
        var (inputs, classes) = Samples<double>(50);
        var network = new PenalizedDouble(seed: 1);
        using (ParameterBlock<double>.Editor editor = network.Parameters.Edit())
        {
            var random = new Random(1);
            for (int i = 0; i < editor.Values.Length; i++) { editor.Values[i] = i % 17 == 3 ? 0 : random.NextDouble() - 0.5; }
        }

        double[] parameters = network.Parameters.Values.ToArray();
        double[] bare = new double[parameters.Length];
        double loss = network.Gradients(inputs, classes, bare);
        double penalty = 0;
        double[] expected = [.. bare];
        foreach ((string name, double l1, double l2) in ((string, double, double)[])[("0.weight", 0.002, 0.01), ("0.bias", 0, 0.1), ("2.weight", 0, 0.003), ("2.bias", 0.05, 0)])
        {
            ParameterDescription parameter = PenalizedDouble.Description.Parameters.Single(p => p.Name == name);
            Assert.Equal((l1, l2), (parameter.L1, parameter.L2));
            for (int i = parameter.Offset; i < parameter.Offset + parameter.Count; i++)
            {
                double w = parameters[i];
                penalty += l1 * Math.Abs(w) + l2 * w * w;
                expected[i] += l1 * Math.Sign(w) + 2 * l2 * w;
            }
        }

        for (int threads = 1; threads <= 3; threads++)
        {
            using (ParameterBlock<double>.Editor editor = network.Parameters.Edit()) { parameters.CopyTo(editor.Values); }
            using var trainer = network.CreateTrainer(new SGD(0.1), maxDegreeOfParallelism: threads);
            Assert.Equal(loss + penalty, trainer.Step(inputs, classes), 1e-12);
            for (int i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], trainer.Gradients[i], 1e-14); }
            for (int i = 0; i < expected.Length; i++) { Assert.Equal(parameters[i] - 0.1 * expected[i], network.Parameters.Values[i], 1e-14); }
        }
    }

    [Fact]
    public void Evaluate_and_the_history_have_the_penalty()
    {
        var (inputs, classes) = Samples<double>(60);
        Dataset<double> data = Dataset.FromLabels(inputs, 20, classes, 4);
        var network = new PenalizedDouble(seed: 2);
        double penalty = 0;
        foreach (ParameterDescription p in PenalizedDouble.Description.Parameters)
        {
            foreach (double w in network.Parameters[p.Name]) { penalty += p.L1 * Math.Abs(w) + p.L2 * w * w; }
        }

        double bare = network.Gradients(inputs, classes, new double[PenalizedDouble.ParameterCount]);
        Assert.True(penalty > 0.1);
        Assert.Equal(bare + penalty, network.Evaluate(data)["loss"], 1e-12);
        Assert.Equal(bare + penalty, network.Evaluate(data, batchSize: 7)["loss"], 1e-12);
        History history = network.Fit(data, epochs: 1, batchSize: 60, optimizer: new SGD(0.01));
        Assert.Equal(bare + penalty, history[0].Loss, 1e-12);
    }

    [Fact]
    public void The_gradient_of_the_loss_alone_is_without_the_penalty()
    {
        var (inputs, classes) = Samples<double>(30);
        var free = new FreeDouble(seed: 1);
        var network = new PenalizedDouble(seed: 1);
        double[] expected = new double[FreeDouble.ParameterCount];
        double[] actual = new double[FreeDouble.ParameterCount];
        Assert.Equal(free.Gradients(inputs, classes, expected), network.Gradients(inputs, classes, actual));
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Weights_without_samples_to_learn_from_decay_to_zero()
    {
        var (inputs, classes) = Samples<float>(16);
        var network = new Penalized(seed: 1);
        float[] noWeight = new float[16];
        using var trainer = network.CreateTrainer(new SGD(0.5));
        float before = Largest("0.weight");
        float unregularised = Largest("2.weight");
        for (int i = 0; i < 400; i++) { trainer.Step(inputs, classes, noWeight); }

        // 2 · 0.01 · 0.5 is 1 % per step, and L1 subtracts 0.001 from the rest.
        Assert.True(before > 0.1);
        Assert.InRange(Largest("0.weight"), 0, 0.0011f);
        Assert.InRange(Largest("2.weight"), 0.25f * unregularised, 0.35f * unregularised);

        float Largest(string name) => network.Parameters[name].ToArray().Max(Math.Abs);
    }

    [Fact]
    public void A_checkpoint_knows_the_regularization()
    {
        Assert.Equal("20 → 300, L1 0.002, L2 0.01, bias L2 0.1, Tanh", Penalized.Description.Layers[0].Description);
        Assert.Equal("21 → 33, norms up to 0.8, ReLU", Constrained.Description.Layers[0].Description);
        Assert.Equal("18 → 3, weights not negative, norms up to 0.5, Softmax", Constrained.Description.Layers[2].Description);
    }

    private static (T[] Inputs, int[] Classes) Samples<T>(int count)
        where T : struct, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(3);
        return (
            [.. Enumerable.Range(0, count * 20).Select(_ => T.CreateChecked((random.NextDouble() * 2) - 1))],
            [.. Enumerable.Range(0, count).Select(_ => random.Next(4))]);
    }
}
