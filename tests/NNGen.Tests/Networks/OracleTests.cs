namespace NNGen.Tests;

/// <summary>Compiled networks, compared with a plain interpreter of their attributes and with finite differences.</summary>
[Trait("Category", "Slow")]
public class OracleTests
{
    private static readonly int[] BatchSizes = [1, 2, 7, 15, 16, 17, 31, 32, 33, 100, 257];

    public static TheoryData<string> All() => [.. Zoo.Types.Select(type => type.Name)];

    public static TheoryData<string> WithLoss() => [.. Zoo.WithLoss.Select(type => type.Name)];

    public static TheoryData<string> DoublesWithLoss() => [.. Zoo.WithLoss.Select(type => type.Name).Where(name => name.EndsWith("Double"))];

    [Fact]
    public void The_networks_together_have_every_activation_and_every_loss()
    {
        Type[] used = Zoo.Types.SelectMany(type => type.GetCustomAttributes(false)).Select(attribute => attribute.GetType()).Distinct().ToArray();
        IEnumerable<Type> known = typeof(LayerAttribute).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && (type.IsAssignableTo(typeof(LayerAttribute)) || type.IsAssignableTo(typeof(LossFunctionAttribute))));

        // The oracle knows one sample at a time, and sequences of layers: BatchNorm, which needs the batch, and merges are compared with PyTorch and with
        // central differences.
        Assert.Equal([typeof(BatchNormAttribute)], known.Except(used).Where(type => !type.IsAssignableTo(typeof(MergeAttribute)) && type != typeof(EndResidualAttribute)));
    }

    [Theory, MemberData(nameof(All))]
    public void Sizes_are_those_of_the_declaration(string name)
    {
        (Subject network, OracleNetwork oracle) = Zoo.Find(name);

        Assert.Equal(
            (oracle.InputSize, oracle.OutputSize, oracle.ParameterCount),
            (network.Description.InputSize, network.Description.OutputSize, network.Description.ParameterCount));
    }

    [Theory, MemberData(nameof(All))]
    public void Outputs_are_the_oracles(string name)
    {
        (Subject network, OracleNetwork oracle) = Zoo.Find(name);
        foreach (int size in BatchSizes)
        {
            SampleBatch samples = Draw.Samples(oracle, size, TargetKind.Values, weighted: false, new Random(size));
            double[] expected = oracle.Predict(samples, network.Parameters);

            Closeness.Near(expected, network.Predict(samples), Tolerance(network), $"batch {size}, Predict");
            Closeness.Near(expected, network.PredictBatch(samples), Tolerance(network), $"batch {size}, PredictBatch");
            Closeness.Near(expected, network.Forward(samples), Tolerance(network), $"batch {size}, Forward");
        }
    }

    [Theory, MemberData(nameof(WithLoss))]
    public void Loss_and_gradients_are_the_oracles(string name)
    {
        (Subject network, OracleNetwork oracle) = Zoo.Find(name);
        foreach (int size in BatchSizes)
        {
            foreach (TargetKind kind in Draw.TargetKindsOf(oracle.LossAttribute, oracle.OutputSize))
            {
                SampleBatch samples = Draw.Samples(oracle, size, kind, weighted: false, new Random(size));
                Slopes expected = oracle.Gradients(samples, network.Parameters);

                Closeness.Near(expected, network.Gradients(samples), Tolerance(network), network, $"batch {size}, {kind}");
            }
        }
    }

    [Theory, MemberData(nameof(WithLoss))]
    public void Sample_weights_multiply_losses_and_gradients(string name)
    {
        (Subject network, OracleNetwork oracle) = Zoo.Find(name);
        foreach (int size in new[] { 1, 17, 32, 100 })
        {
            TargetKind kind = Draw.TargetKindsOf(oracle.LossAttribute, oracle.OutputSize)[^1];
            SampleBatch samples = Draw.Samples(oracle, size, kind, weighted: true, new Random(size));
            Slopes expected = oracle.Gradients(samples, network.Parameters);

            Closeness.Near(expected, network.Pass(samples), Tolerance(network), network, $"batch {size}, {kind}, weighted");
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Backward_carries_any_gradient_of_the_outputs(string name)
    {
        (Subject network, OracleNetwork oracle) = Zoo.Find(name);
        foreach (int size in new[] { 1, 16, 33 })
        {
            var random = new Random(size);
            SampleBatch samples = Draw.Samples(oracle, size, TargetKind.Values, weighted: false, random);
            double[] outputGradients = Draw.Values(size * oracle.OutputSize, random, Draw.Normal);
            Slopes expected = oracle.Backward(samples, outputGradients, network.Parameters);

            Closeness.GradientsNear(expected, network.Backward(samples, outputGradients), Tolerance(network), network, $"batch {size}");
        }
    }

    /// <summary>The oracle could be wrong in the same way as the compiler; finite differences of the loss cannot.</summary>
    [Theory, MemberData(nameof(DoublesWithLoss))]
    public void Gradients_are_central_differences_of_the_loss(string name)
    {
        // Truncation leaves step² ≈ 1e-11 times a third derivative, rounding 1e-16 / step ≈ 3e-11 of the loss.
        const double Step = 3e-6;
        const double ToleratedError = 1e-8;
        (Subject network, OracleNetwork oracle) = Zoo.Find(name);
        TargetKind kind = Draw.TargetKindsOf(oracle.LossAttribute, oracle.OutputSize)[^1];
        var random = new Random(7);
        SampleBatch samples = Draw.Samples(oracle, size: 19, kind, weighted: false, random);
        Slopes slopes = network.Gradients(samples);
        double[] parameters = network.Parameters;

        double scale = slopes.Parameters.Max(Math.Abs);
        foreach (int i in Chosen(parameters.Length))
        {
            // The row of a padding id has no gradient, although the loss depends on it.
            if (network.Description.Parameters.Any(parameter => parameter.ZeroRow >= 0 && (i - parameter.Offset) / parameter.Shape[^1] == parameter.ZeroRow && i >= parameter.Offset)) { continue; }

            double difference = (LossAt(parameters[i] + Step) - LossAt(parameters[i] - Step)) / (2 * Step);
            Assert.True(
                Math.Abs(difference - slopes.Parameters[i]) <= ToleratedError * (scale + slopes.Loss),
                $"Parameter {i}: gradient {slopes.Parameters[i]:R}, difference {difference:R}.");

            double LossAt(double value)
            {
                double[] moved = [.. parameters];
                moved[i] = value;
                network.Parameters = moved;
                return network.Gradients(samples).Loss;
            }
        }

        network.Parameters = parameters;
        if (oracle.Vocabulary > 0)
        {
            Assert.All(slopes.Inputs, slope => Assert.Equal(0, slope));
            return;
        }

        scale = slopes.Inputs.Max(Math.Abs);
        foreach (int i in Chosen(samples.Inputs.Length))
        {
            double difference = (LossAt(samples.Inputs[i] + Step) - LossAt(samples.Inputs[i] - Step)) / (2 * Step);
            Assert.True(
                Math.Abs(difference - slopes.Inputs[i]) <= ToleratedError * (scale + slopes.Loss),
                $"Input {i}: gradient {slopes.Inputs[i]:R}, difference {difference:R}.");

            double LossAt(double value)
            {
                double[] moved = [.. samples.Inputs];
                moved[i] = value;
                return network.Gradients(samples with { Inputs = moved }).Loss;
            }
        }

        IEnumerable<int> Chosen(int count) => count <= 100 ? Enumerable.Range(0, count) : Enumerable.Range(0, 100).Select(_ => random.Next(count));
    }

    private static double Tolerance(Subject network) => network.IsDouble ? 1e-10 : 1e-5;
}
