namespace NNGen.Tests;

/// <summary>Dropout of what recurrent products read.</summary>
public class RecurrentDropoutTests
{
    private const int Samples = 7;

    [Fact]
    public void Gradients_are_those_of_the_masked_network()
    {
        Compare<DroppedLSTM>();
        Compare<DroppedGRU>();
        Compare<DroppedResetBefore>();
        Compare<DroppedSimpleRNN>();
    }

    [Fact]
    public void A_mask_depends_on_the_seed_and_predictions_have_none()
    {
        var network = new DroppedLSTM(seed: 2);
        Assert.NotEqual(Loss(network, seed: 3), Loss(network, seed: 4));
        Assert.Equal(Loss(network, seed: 3), Loss(network, seed: 3));
        double[] inputs = Numbers(Samples * DroppedLSTM.InputSize, 1);
        Assert.Equal(network.PredictBatch(inputs), network.PredictBatch(inputs));
    }

    [Fact]
    public void Dropout_at_the_end_does_not_change_batched_predictions()
    {
        Same<DroppedLast>();
        Same<DroppedAtEachStep>();
        Same<DroppedClasses>();
    }

    private static void Same<TNetwork>()
        where TNetwork : class, INetwork<TNetwork, double>
    {
        // After training, whose last values have the noise.
        TNetwork network = TNetwork.Create(2);
        Loss(network, seed: 3);
        int size = TNetwork.Description.InputSize, outputs = TNetwork.Description.OutputSize;
        double[] inputs = Numbers(Samples * size, 1), batch = new double[Samples * outputs], one = new double[outputs];
        network.PredictBatch(inputs, batch);
        for (int i = 0; i < Samples; i++)
        {
            network.Predict(inputs.AsSpan(i * size, size), one);
            for (int j = 0; j < outputs; j++) { Assert.Equal(one[j], batch[(i * outputs) + j], 1e-12); }
        }
    }

    private static void Compare<TNetwork>()
        where TNetwork : class, INetwork<TNetwork, double>
    {
        TNetwork network = TNetwork.Create(2);
        double[] gradients = new double[TNetwork.Description.ParameterCount];
        Loss(network, seed: 3, gradients);
        for (int i = 0; i < gradients.Length; i++)
        {
            const double Step = 1e-5;
            Move(network, i, Step);
            double above = Loss(network, seed: 3);
            Move(network, i, -2 * Step);
            double below = Loss(network, seed: 3);
            Move(network, i, Step);
            Assert.Equal((above - below) / (2 * Step), gradients[i], 1e-7);
        }
    }

    private static double Loss<TNetwork>(TNetwork network, int seed, double[]? gradients = null)
        where TNetwork : class, INetwork<TNetwork, double>
    {
        using var trainer = new Trainer<TNetwork, double>(network, new SGD(1e-30)) { NoiseSeed = seed };
        double loss = trainer.Accumulate(Numbers(Samples * TNetwork.Description.InputSize, 1), Numbers(Samples * TNetwork.Description.OutputSize, 5));
        if (gradients is not null) { trainer.Gradients.CopyTo(gradients); }
        return loss;
    }

    private static void Move<TNetwork>(TNetwork network, int parameter, double by)
        where TNetwork : class, INetwork<TNetwork, double>
    {
        using ParameterBlock<double>.Editor edit = network.Parameters.Edit();
        edit.Values[parameter] += by;
    }

    private static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
    }
}

[Network(Precision = Precision.Double)]
[Input(6, 3)]
[LSTM(5, RecurrentDropout = 0.4)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class DroppedLSTM;

[Network(Precision = Precision.Double)]
[Input(6, 3)]
[GRU(5, RecurrentDropout = 0.4, ReturnSequences = true)]
[GRU(4, RecurrentDropout = 0.2, Bidirectional = true)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class DroppedGRU;

[Network(Precision = Precision.Double)]
[Input(6, 3)]
[GRU(5, RecurrentDropout = 0.4, ReturnSequences = true, ResetAfter = false)]
[GRU(4, RecurrentDropout = 0.2, Bidirectional = true, ResetAfter = false)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class DroppedResetBefore;

[Network(Precision = Precision.Double)]
[Input(6, 3)]
[SimpleRNN(5, RecurrentDropout = 0.4, GoBackwards = true, ReturnSequences = true)]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class DroppedSimpleRNN;

#pragma warning disable NNG2015 // Dropout at the end, as intended here.
[Network(Precision = Precision.Double)]
[Input(6, 3)]
[LSTM(4)]
[Dropout(0.3)]
[MeanSquaredError]
internal sealed partial class DroppedLast;

[Network(Precision = Precision.Double)]
[Input(6, 3)]
[GRU(4, ReturnSequences = true)]
[Dropout(0.3)]
[MeanSquaredError]
internal sealed partial class DroppedAtEachStep;

[Network(Precision = Precision.Double)]
[Input(6, 3)]
[GRU(4)]
[Dropout(0.3), Softmax]
[MeanSquaredError]
internal sealed partial class DroppedClasses;
