using System.Numerics;

namespace NNGen.Tests;

/// <summary>Well-known graphs: their exact numbers of parameters, and that they train.</summary>
public class GraphNetworkTests
{
    [Fact]
    public void ResNet_20_has_272474_parameters() => Assert.Equal(272_474, ResNet20.ParameterCount);

    [Fact]
    [Trait("Category", "Slow")]
    public void ResNet_20_trains()
    {
        Properties<ResNet20, float>.Learns(new Adam(0.003), steps: 6, share: 0.9, size: 16);
        Properties<ResNet20, float>.SameOnThreads(34, 2);
        Properties<ResNet20, float>.AllocatesNothing(5);
        Properties<ResNet20, float>.PredictsAsBatch(1e-6, 3);
    }

    [Fact]
    public void MLPerf_Tinys_ResNet_8_has_78666_parameters_with_its_running_statistics() => Assert.Equal((78_186, 78_666), Counts<TinyResNet8, float>());

    [Fact]
    [Trait("Category", "Slow")]
    public void MLPerf_Tinys_ResNet_8_trains()
    {
        Properties<TinyResNet8, float>.Learns(new Adam(0.003), steps: 6, share: 0.9, size: 16);
        Properties<TinyResNet8, float>.SameOnThreads(34, 2);
        Properties<TinyResNet8, float>.AllocatesNothing(5);
        Properties<TinyResNet8, float>.PredictsAsBatch(1e-6, 3);
    }

    [Fact]
    public void DS_CNN_S_has_24908_parameters_with_its_running_statistics() => Assert.Equal((23_756, 24_908), Counts<TinyDSCNN, float>());

    [Fact]
    [Trait("Category", "Slow")]
    public void DS_CNN_S_trains()
    {
        Properties<TinyDSCNN, float>.Learns(new Adam(0.003), steps: 20, share: 0.95, size: 16);
        Properties<TinyDSCNN, float>.SameOnThreads(34, 2);
        Properties<TinyDSCNN, float>.AllocatesNothing(5);
        Properties<TinyDSCNN, float>.PredictsAsBatch(1e-6, 3);
    }

    [Fact]
    public void An_inverted_residual_block_of_16_channels_has_4352_parameters()
    {
        Assert.Equal((2 * 4352) + (17 * 10), InvertedResiduals.ParameterCount);
        Trains<InvertedResiduals>(steps: 10, share: 0.9);
    }

    [Fact]
    public void Inception_3a_has_163696_parameters()
    {
        Assert.Equal(163_696 + (257 * 10), Inception3A.ParameterCount);
        Trains<Inception3A>(steps: 10, share: 0.98, learningRate: 0.001);
    }

    [Fact]
    public void A_small_U_net_has_7419_parameters()
    {
        Assert.Equal(7419, SmallUNet.ParameterCount);
        Trains<SmallUNet>(steps: 20, share: 0.999);
    }

    [Fact]
    public void CartPoles_actor_and_critic_have_4610_and_4545_parameters()
    {
        Assert.Equal(4610 + 4545, CartPole.ParameterCount);
        Trains<CartPole>(steps: 30, share: 0.9);
    }

    [Fact]
    public void A_network_with_an_early_exit_has_1908_parameters()
    {
        Assert.Equal(60 + 604 + 440 + 804, EarlyExit.ParameterCount);
        Trains<EarlyExit>(steps: 20, share: 0.95);
    }

    [Fact]
    public void Both_exits_of_a_network_learn_which_quarter_of_an_image_is_bright()
    {
        const int Size = 200;
        var random = new Random(2);
        int[] quarters = [.. Enumerable.Range(0, Size).Select(_ => random.Next(4))];
        float[] images = [.. quarters.SelectMany(quarter => Enumerable.Range(0, 144).Select(i => random.NextSingle() + ((2 * (i / 72)) + (i % 12 / 6) == quarter ? 0.3f : 0)))];
        Dataset<float> data = EarlyExit.CreateDataset(images, early: quarters, final: quarters);
        var network = new EarlyExit(seed: 1);
        Metrics before = network.Evaluate(data);
        network.Fit(data, epochs: 20, optimizer: new Adam(0.005));
        Metrics after = network.Evaluate(data);

        Assert.All(new[] { "early", "final" }, exit =>
        {
            Assert.True(after[exit + "_loss"] < 0.5 * before[exit + "_loss"], $"{exit}: {before[exit + "_loss"]}, {after[exit + "_loss"]}");
            Assert.InRange(after[exit + "_accuracy"], 0.9, 1);
        });
        Assert.Equal((0.3 * after["early_loss"]) + after["final_loss"], after["loss"], 1e-6);
    }

    [Fact]
    public void The_loss_of_an_early_exit_moves_the_layers_below_it_and_no_others()
    {
        const int Size = 21;
        (float[] inputs, _) = Properties<EarlyExit, float>.Samples(Size);
        EarlyExit network = Properties<EarlyExit, float>.Moved();
        float[] first = GradientsFor(0), second = GradientsFor(1);

        foreach (ParameterDescription parameter in EarlyExit.Description.Parameters)
        {
            bool isBelow = parameter.Name.StartsWith("stem.", StringComparison.Ordinal) || parameter.Name.StartsWith("early_head.", StringComparison.Ordinal);
            Assert.Equal(!isBelow, first.AsSpan(parameter.Offset, parameter.Count).SequenceEqual(second.AsSpan(parameter.Offset, parameter.Count)));
        }

        float[] GradientsFor(int early)
        {
            float[] one = new float[4 * Size], other = new float[4 * Size], targets = new float[8 * Size], gradients = new float[EarlyExit.ParameterCount];
            for (int i = 0; i < Size; i++) { one[(4 * i) + early] = other[(4 * i) + 2] = 1; }
            EarlyExit.JoinTargets(one, other, targets);
            network.Gradients(inputs, targets, gradients);
            return gradients;
        }
    }

    [Fact]
    public void The_actor_and_critic_for_Atari_have_1686693_parameters()
    {
        Assert.Equal(1_686_693, AtariActorCritic.ParameterCount);
        Assert.Equal(["policy [4]", "value [1]"], AtariActorCritic.Description.Outputs.Select(output => output.ToString()));
    }

    [Fact]
    public void Twins_have_the_parameters_of_one_tower()
    {
        Assert.Equal(40 + 520 + 9, Twins.ParameterCount);
        Trains<Twins>(steps: 30, share: 0.95);
    }

    [Fact]
    public void A_wide_and_deep_network_has_966_parameters()
    {
        Assert.Equal(966, WideAndDeep.ParameterCount);
        Trains<WideAndDeep>(steps: 30, share: 0.8);
    }

    [Fact]
    public void A_tied_autoencoder_has_its_matrices_once()
    {
        Assert.Equal((20 * 12) + (12 * 4) + 12 + 4 + 12 + 20, TiedAutoencoder.ParameterCount);
        Trains<TiedAutoencoder>(steps: 30, share: 0.8);
    }

    [Fact]
    public void Two_layers_of_one_unit_that_are_added_train_both_biases()
    {
        var network = new SumOfUnits(3);
        (float[] inputs, float[] targets) = Properties<SumOfUnits, float>.Samples(37);
        float[] gradients = new float[SumOfUnits.ParameterCount];
        network.Gradients(inputs, targets, gradients);

        ParameterDescription[] biases = [.. SumOfUnits.Description.Parameters.Where(parameter => parameter.IsBias)];
        Assert.NotEqual(0, gradients[biases[0].Offset]);
        Assert.Equal(gradients[biases[0].Offset], gradients[biases[1].Offset], 1e-6f);
        Trains<SumOfUnits>(steps: 30, share: 0.95);
    }

    [Fact]
    public void A_frozen_body_keeps_every_bit_while_the_head_is_trained()
    {
        FrozenBody network = Properties<FrozenBody, float>.Moved();
        (float[] inputs, float[] targets) = Properties<FrozenBody, float>.Samples(37);
        float[] before = network.Parameters.Values.ToArray();
        using var trainer = new Trainer<FrozenBody, float>(network, new AdamW(0.01, weightDecay: 0.1), 37, 1);
        float first = trainer.Step(inputs, targets), last = first;
        for (int i = 0; i < 20; i++) { last = trainer.Step(inputs, targets); }

        Assert.Equal((6 * 3) + 3, FrozenBody.ParameterCount);
        Assert.True(last < first);
        Assert.All(FrozenBody.Description.Parameters, parameter =>
        {
            Assert.Equal(parameter.Name.StartsWith("head.", StringComparison.Ordinal), parameter.IsTrainable);
            Assert.Equal(!parameter.IsTrainable, network.Parameters[parameter.Name].SequenceEqual(before.AsSpan(parameter.Offset, parameter.Count)));
        });
        Trains<FrozenBody>(steps: 30, share: 0.99);
    }

    [Fact]
    public void A_frozen_batch_normalization_uses_its_running_statistics_in_training()
    {
        FrozenBody frozen = Properties<FrozenBody, float>.Moved();
        var trained = new TrainedBody();
        using (ParameterBlock<float>.Editor editor = trained.Parameters.Edit())
        {
            foreach (ParameterDescription parameter in TrainedBody.Description.Parameters) { frozen.Parameters[parameter.Name].CopyTo(editor[parameter.Name]); }
        }

        (float[] inputs, _) = Properties<FrozenBody, float>.Samples(37);
        float[] outputs = new float[37 * FrozenBody.OutputSize], outputsOfTrained = new float[outputs.Length];
        frozen.Forward(inputs, outputs, FrozenBody.CreateWorkspace(37));
        trained.Forward(inputs, outputsOfTrained, TrainedBody.CreateWorkspace(37));
        float[] predictions = frozen.PredictBatch(inputs);

        Assert.All(predictions.Zip(trained.PredictBatch(inputs)), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Assert.All(predictions.Zip(outputs), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Assert.Contains(predictions.Zip(outputsOfTrained), pair => Math.Abs(pair.First - pair.Second) > 1e-3f);
    }

    /// <summary>The loss falls, with the same bits on one thread and on two, without allocations, and a sample alone gives what it gives in a batch.</summary>
    private static void Trains<TNetwork>(int steps, double share, double learningRate = 0.01)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        Properties<TNetwork, float>.Learns(new Adam(learningRate), steps, share);
        Properties<TNetwork, float>.SameOnThreads(37, 2);
        Properties<TNetwork, float>.AllocatesNothing(19);
        Properties<TNetwork, float>.PredictsAsBatch(1e-6, 19);
    }

    /// <summary>The trained numbers, and all but the counters.</summary>
    private static (int Trained, int All) Counts<TNetwork, T>()
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (TNetwork.Description.ParameterCount, TNetwork.Description.Parameters.Where(parameter => !parameter.IsCounter).Sum(parameter => parameter.Count));
}
