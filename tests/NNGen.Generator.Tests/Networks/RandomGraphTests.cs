using NNGen.Tests;

namespace NNGen.Generator.Tests;

/// <summary>Random graphs, compiled at test time; they are the same in every run.</summary>
[Trait("Category", "Slow")]
public class RandomGraphTests
{
    /// <summary>Predictions, losses and gradients are those of the interpreted operations, and gradients are central differences of the loss.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Random_graphs_compute_what_their_operations_say(int seed) => RandomNetworks.Each(RandomGraphDeclaration.Draw, seed, Compare);

    private static void Compare(Type type, string source, Random random)
    {
        Subject network = Subject.Of(type);
        double[] parameters = Draw.Parameters(network, random);
        network.Parameters = parameters;
        SampleBatch samples = Samples(network.Description, size: 19, random);
        double tolerance = network.IsDouble ? 1e-9 : 1e-4;
        var interpreted = new InterpretedNetwork(ParserGenerator.Run(RandomNetworks.Project(source)).Single()!.Declaration);
        double[] predictions = interpreted.Predict(samples, parameters);
        Slopes expected = interpreted.Gradients(samples, parameters), slopes = network.Gradients(samples);

        Closeness.Near(predictions, network.Predict(samples), tolerance, source + "Predict");
        Closeness.Near(predictions, network.PredictBatch(samples), tolerance, source + "PredictBatch");
        Closeness.Near([expected.Loss], [slopes.Loss], tolerance, source + "loss");
        if (!network.IsDouble) { return; } // small differences of large numbers

        double largest = expected.Parameters.Append(1e-3).Max(Math.Abs);
        foreach (ParameterDescription parameter in network.Description.Parameters.Where(parameter => parameter.IsTrainable))
        {
            for (int i = parameter.Offset; i < parameter.Offset + parameter.Count; i++)
            {
                double difference = Math.Abs(expected.Parameters[i] - slopes.Parameters[i]);
                Assert.True(difference <= tolerance * largest, $"{source}{parameter.Name}[{i - parameter.Offset}]: gradient {slopes.Parameters[i]:R}, by the operations {expected.Parameters[i]:R}.");
            }
        }

        Closeness.Near(expected.Inputs, slopes.Inputs, tolerance, source + "gradients of inputs");
        if (slopes.Parameters.Length > 0) { CentralDifferences.Check(network, parameters, samples, random, source); }
    }

    /// <summary>Samples with targets of each output's kind.</summary>
    private static SampleBatch Samples(NetworkDescription description, int size, Random random)
    {
        (int Size, LossKind Loss)[] outputs = description.Outputs.Count == 0
            ? [(description.OutputSize, description.Loss)]
            : [.. description.Outputs.Select(output => (output.Size, output.Loss))];
        double[][] targets = [.. outputs.Select(output => Targets(output.Size, Attribute(output.Loss)))];
        return new SampleBatch(Draw.Values(size * description.InputSize, random, Draw.Normal), size)
        {
            Targets = [.. Enumerable.Range(0, size).SelectMany(sample => targets.SelectMany((target, i) => target.Skip(sample * outputs[i].Size).Take(outputs[i].Size)))],
        };

        double[] Targets(int count, LossFunctionAttribute? loss) =>
            Draw.Samples(1, count, loss, size, Draw.TargetKindsOf(loss, count)[^1], weighted: false, random).Targets;

        static LossFunctionAttribute? Attribute(LossKind loss) => loss switch
        {
            LossKind.CrossEntropy => new CrossEntropyAttribute(),
            LossKind.BinaryCrossEntropy => new BinaryCrossEntropyAttribute(),
            _ => null,
        };
    }
}
