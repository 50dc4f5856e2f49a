using System.Numerics;

namespace NNGen.Tests;

/// <summary>Training of compiled networks, compared with their other members.</summary>
public class CompiledTrainerTests
{
    [Fact]
    public void A_step_with_output_gradients_has_the_gradients_of_Backward()
    {
        // If softmax or sigmoid is fused with the loss, a pass omits it unless the outputs are requested.
        CheckStep<Classifier, float>();
        CheckStep<ClassifierDouble, double>();
        CheckStep<LogClassifier, float>();
        CheckStep<Binary, float>();
        CheckStep<MultiLabel, float>();
        CheckStep<LogitBinary, float>();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_network_of_logits_agrees_with_its_own_classes(int seed)
    {
        // A threshold of one half would fail for logits between 0 and one half.
        const int Samples = 500;
        var network = new LogitBinary(seed);
        float[] inputs = Draw(Samples * 3, 1f, seed);
        int[] classes = new int[Samples];
        network.ClassifyBatch(inputs, classes);
        Assert.Contains(network.PredictBatch(inputs), logit => logit is > 0 and < 0.5f);
        Assert.Equal(1, network.Evaluate(Dataset.FromLabels(inputs, 3, classes, 2)).Accuracy);
    }

    private static void CheckStep<TNetwork, T>()
        where TNetwork : class, ICompiledNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Size = 21;
        NetworkDescription description = TNetwork.Description;
        TNetwork network = TNetwork.Create(5);
        T[] inputs = Draw(Size * description.InputSize, T.One, 1);
        T[] outputGradients = Draw(Size * description.OutputSize, T.One, 2);
        Workspace<T> workspace = TNetwork.CreateWorkspace(Size);
        T[] expected = new T[description.ParameterCount];
        network.Forward(inputs, new T[outputGradients.Length], workspace);
        network.Backward(inputs, outputGradients, expected, workspace);

        using Trainer<TNetwork, T> trainer = new(network, new SGD(0.1));
        trainer.Step(new Batch<T> { Size = Size, Inputs = inputs, OutputGradients = outputGradients });

        Assert.Equal(expected, trainer.Gradients.ToArray());
    }

    private static T[] Draw<T>(int count, T scale, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        T[] values = new T[count];
        foreach (ref T value in values.AsSpan()) { value = scale * T.CreateChecked(random.NextDouble() * 2 - 1); }
        return values;
    }
}
