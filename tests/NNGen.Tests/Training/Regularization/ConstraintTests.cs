namespace NNGen.Tests;

/// <summary>Constraints on weights after a step.</summary>
public class ConstraintTests
{
    [Fact]
    public void Norms_after_a_step_are_within_their_limit_and_weights_are_not_negative()
    {
        var network = new Constrained(seed: 1);
        Train(network, steps: 5, threads: 1, learningRate: 0.3);

        double[] norms = Norms(network, "0.weight", 21);
        Assert.InRange(norms.Max(), 0.8 * (1 - 1e-6), 0.8 * (1 + 1e-6));
        Assert.InRange(norms.Min(), 0.01, 0.8 * (1 + 1e-6));
        Assert.InRange(Norms(network, "4.weight", 18).Max(), 0, 0.5 * (1 + 1e-6));
        Assert.Equal(0, network.Parameters["2.weight"].ToArray().Min());
        Assert.Equal(0, network.Parameters["4.weight"].ToArray().Min());
        Assert.True(network.Parameters["0.weight"].ToArray().Min() < 0);
        Assert.True(Norms(network, "2.weight", 33).Max() > 0.8);
    }

    [Fact]
    public void A_constrained_step_is_a_free_step_and_a_projection_of_each_row()
    {
        var network = new Constrained(seed: 2);
        float[] before = network.Parameters.Values.ToArray();
        (float[] inputs, int[] classes) = Samples();
        float[] gradients = new float[before.Length];
        network.Gradients(inputs, classes, gradients);
        Train(network, steps: 1, threads: 1, learningRate: 0.2);

        foreach (ParameterDescription parameter in Constrained.Description.Parameters)
        {
            int width = parameter.Count / parameter.Shape[0];
            for (int row = 0; row < parameter.Shape[0]; row++)
            {
                int start = parameter.Offset + (row * width);
                double[] w = [.. Enumerable.Range(start, width).Select(i => (double)(before[i] - 0.2f * gradients[i]))];
                if (parameter.NonNegative) { w = Array.ConvertAll(w, v => Math.Max(v, 0)); }
                double norm = Math.Sqrt(w.Sum(v => v * v));
                if (parameter.MaxNorm > 0 && norm > parameter.MaxNorm) { w = Array.ConvertAll(w, v => v * parameter.MaxNorm / norm); }
                for (int i = 0; i < width; i++) { Assert.Equal(w[i], network.Parameters.Values[start + i], 1e-6); }
            }
        }
    }

    [Fact]
    public void Constraints_have_the_same_bits_on_any_number_of_threads()
    {
        float[][] results = [.. Enumerable.Range(1, 4).Select(threads =>
        {
            var network = new Constrained(seed: 1);
            Train(network, steps: 4, threads, learningRate: 0.3);
            return network.Parameters.Values.ToArray();
        })];
        Assert.All(results, result => Assert.Equal(results[0], result));
    }

    private static void Train(Constrained network, int steps, int threads, double learningRate)
    {
        (float[] inputs, int[] classes) = Samples();
        using var trainer = network.CreateTrainer(new SGD(learningRate), maxDegreeOfParallelism: threads);
        for (int i = 0; i < steps; i++) { trainer.Step(inputs, classes); }
    }

    private static double[] Norms(Constrained network, string name, int width) =>
        [.. network.Parameters[name].ToArray().Chunk(width).Select(row => Math.Sqrt(row.Sum(w => (double)w * w)))];

    private static (float[] Inputs, int[] Classes) Samples()
    {
        var random = new Random(4);
        return ([.. Enumerable.Range(0, 40 * 21).Select(_ => (random.NextSingle() * 2) - 1)], [.. Enumerable.Range(0, 40).Select(_ => random.Next(3))]);
    }
}
