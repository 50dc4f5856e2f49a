namespace NNGen.Tests;

/// <summary>Recurrent layers as parts of networks: their parameters, names, files, initial values, penalties.</summary>
public class RecurrentLayerTests
{
    /// <summary>Keras's LSTM has one bias where PyTorch's has two, whose sum is what matters.</summary>
    [Fact]
    public void Parameter_counts_are_PyTorchs_and_Keras()
    {
        Assert.Equal(102_456, CharacterModel.ParameterCount);
        Assert.Equal(101_944, CharacterModelOfKeras.ParameterCount);
        Assert.Equal(6_921, AmplifierOfLSTM.ParameterCount);
        Assert.Equal(5_201, AmplifierOfGRU.ParameterCount);
    }

    [Fact]
    public void Parameters_have_PyTorchs_names_and_shapes()
    {
        Assert.Equal(
            [
                "memory.weight_ih_l0 [16, 3]", "memory.weight_hh_l0 [16, 4]", "memory.bias_ih_l0 [16]", "memory.bias_hh_l0 [16]",
                "memory.weight_ih_l0_reverse [16, 3]", "memory.weight_hh_l0_reverse [16, 4]", "memory.bias_ih_l0_reverse [16]", "memory.bias_hh_l0_reverse [16]",
                "1.weight_ih_l0 [15, 8]", "1.weight_hh_l0 [15, 5]",
                "2.weight_ih_l0 [2, 5]", "2.weight_hh_l0 [2, 2]", "2.bias_ih_l0 [2]", "2.bias_hh_l0 [2]",
                "3.weight [1, 2]", "3.bias [1]",
            ],
            RecurrentLayers.Description.Parameters.Select(parameter => parameter.ToString()));
    }

    [Fact]
    public void A_recurrent_layer_shows_its_parameters()
    {
        var net = new RecurrentLayers(seed: 5);

        Assert.Equal("memory.weight_ih_l0", net.Memory.Weight.Name);
        Assert.Equal(net.Parameters["memory.weight_ih_l0"], net.Memory.Weight.Values);
        Assert.Equal([16, 4], net.Memory.RecurrentWeight.Shape);
        Assert.Equal("memory.bias_ih_l0", net.Memory.Bias!.Value.Name);
        Assert.Equal("memory.bias_hh_l0", net.Memory.RecurrentBias!.Value.Name);
        RecurrentParameters<float> reverse = net.Memory.Reverse!.Value;
        Assert.Equal(
            ["memory.weight_ih_l0_reverse", "memory.weight_hh_l0_reverse", "memory.bias_ih_l0_reverse", "memory.bias_hh_l0_reverse"],
            [reverse.Weight.Name, reverse.RecurrentWeight.Name, reverse.Bias!.Value.Name, reverse.RecurrentBias!.Value.Name]);
        Assert.Null(reverse.Reverse);
        Assert.Equal("1.weight_hh_l0", net.Gru1.RecurrentWeight.Name);
        Assert.Null(net.Gru1.Bias);
        Assert.Null(net.Gru1.RecurrentBias);
        Assert.Equal("2.bias_hh_l0", net.Simplernn1.RecurrentBias!.Value.Name);
        Assert.Null(net.Simplernn1.Reverse);
        Assert.Equal(net.Parameters["3.bias"], net.Dense1.Bias.Values);
    }

    [Fact]
    public void A_summary_states_units_steps_and_directions()
    {
        Assert.Contains("memory (LSTM)", RecurrentLayers.Summary);
        Assert.Equal(
            ["3 → 4 in both directions, Concat, 6 steps", "8 → 5, 6 steps, no bias", "5 → 2, 6 steps, the last one", "2 → 1"],
            RecurrentLayers.Description.Layers.Select(layer => layer.Description));
        Assert.Matches(@"simplernn1 \(SimpleRNN\) +\S*.* 18 ", RecurrentLayers.Summary);
    }

    [Fact]
    public void Carried_weights_start_with_orthonormal_columns_over_all_gates()
    {
        CheckOrthonormal(new RecurrentLayers(seed: 2).Memory.RecurrentWeight, 16, 4, 1);
        CheckOrthonormal(new RecurrentLayers(seed: 2).Memory.Reverse!.Value.RecurrentWeight, 16, 4, 1);
        CheckOrthonormal(new RecurrentLayers(seed: 2).Gru1.RecurrentWeight, 15, 5, 1);
        CheckOrthonormal(new StartedAsStated(seed: 2).Lstm1.RecurrentWeight, 68, 17, 0.5);

        static void CheckOrthonormal(ParameterView<float> weight, int rows, int columns, double scale)
        {
            for (int i = 0; i < columns; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    double product = 0;
                    for (int row = 0; row < rows; row++) { product += (double)weight[row, i] * weight[row, j]; }
                    Assert.Equal(i == j ? scale * scale : 0, product, 1e-6);
                }
            }
        }
    }

    [Fact]
    public void Biases_of_forget_gates_start_with_one_and_all_others_with_zero()
    {
        var net = new RecurrentLayers(seed: 2);

        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0], net.Memory.Bias!.Value.ToArray());
        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0], net.Memory.Reverse!.Value.Bias!.Value.ToArray());
        Assert.All(net.Memory.RecurrentBias!.Value.ToArray(), value => Assert.Equal(0, value));
        Assert.All(net.Simplernn1.Bias!.Value.ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(2 * 17, new StartedAsStated(seed: 2).Lstm1.Bias!.Value.ToArray().Sum());
    }

    /// <summary>The weights of what arrives: √(6 / (features + gates · units)), as in Keras.</summary>
    [Fact]
    public void Weights_of_what_arrives_start_within_Glorots_limit_of_all_gates()
    {
        double limit = Math.Sqrt(6.0 / (9 + 68));
        Assert.InRange(new StartedAsStated(seed: 2).Lstm1.Weight.ToArray().Max(Math.Abs), 0.98 * limit, limit);
    }

    [Fact]
    public void PyTorchs_initializer_draws_all_parameters_between_one_over_the_root_of_units()
    {
        var net = new StartedAsInPyTorch(seed: 2);
        Assert.All(
            StartedAsInPyTorch.Description.Parameters.Where(parameter => parameter.Name.Contains("_l0", StringComparison.Ordinal)),
            parameter => Assert.InRange(net.Parameters[parameter.Name].ToArray().Max(Math.Abs), 0.9 / 4, 1.0 / 4));
        Assert.Equal(8, StartedAsInPyTorch.Description.Parameters.Count(parameter => parameter.Name.Contains("_l0", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_file_brings_back_every_parameter()
    {
        var net = new RecurrentLayers(seed: 5);
        using var file = new MemoryStream();
        net.Save(file);
        file.Position = 0;

        Assert.Equal(net.Parameters.Values.ToArray(), RecurrentLayers.Load(file).Parameters.Values.ToArray());
    }

    [Fact]
    public void Arguments_of_a_recurrent_layer_are_facts_that_tell_trainings_apart() => Assert.Equal(
        "LSTM(returnSequences 1, goBackwards 0, bidirectional 1, merge 0, activation 0, gateActivation 1)",
        Text(RecurrentLayers.Description.Layers[0].Operations[0]));

    [Fact]
    public void A_recurrent_layer_that_shares_weights_trains_them_by_all_its_uses()
    {
        Assert.Equal((3 * 3 * (3 + 3 + 2)) + 8, SharedRecurrences.ParameterCount);
        Properties<SharedRecurrences, double>.GradientsAreDifferences();
        Properties<SharedRecurrences, double>.PredictsAsBatch(1e-13);
        Properties<SharedRecurrences, double>.SameOnThreads();
    }

    [Fact]
    public void A_gated_recurrent_unit_that_resets_before_the_product_has_one_bias_and_all_that_the_other_one_has()
    {
        Assert.Equal(
            ["memory.weight_ih_l0 [9, 3]", "memory.weight_hh_l0 [9, 3]", "memory.bias_ih_l0 [9]", "1.weight_ih_l0 [9, 3]", "1.weight_hh_l0 [9, 3]", "1.bias_ih_l0 [9]"],
            SharedResetBefore.Description.Parameters.Select(parameter => parameter.ToString()).Where(text => text.Contains("_l0", StringComparison.Ordinal)));
        Assert.Null(new SharedResetBefore().Memory.RecurrentBias);
        Assert.EndsWith(", resetAfter 0)", Text(SharedResetBefore.Description.Layers[0].Operations[0]));
        Assert.Equal("3 → 3, 5 steps, reset before the product", SharedResetBefore.Description.Layers[0].Description);

        Properties<SharedResetBefore, double>.GradientsAreDifferences();
        Properties<SharedResetBefore, double>.PredictsAsBatch(1e-13);
        Properties<SharedResetBefore, double>.SameOnThreads();
        Properties<SharedResetBefore, double>.AllocatesNothing();
        Properties<ResetBeforeWithStates, double>.GradientsAreDifferences();
        Properties<ResetBeforeWithStates, double>.PredictsAsBatch(1e-13);
        Properties<ResetBeforeWithStates, double>.SameOnThreads();
        Properties<ResetBeforeWithStates, double>.Learns(new Adam(0.02), steps: 300, share: 0.5);
    }

    [Fact]
    public void A_recurrent_layer_that_is_not_trained_keeps_its_values()
    {
        var net = new SharedRecurrences(seed: 3);
        double[] frozen = net.Parameters["frozen.weight_hh_l0_reverse"].ToArray(), trained = net.Parameters["memory.weight_hh_l0"].ToArray();
        Assert.NotEqual(0, frozen[0]);
        Assert.Equal(frozen, net.Frozen.Reverse!.Value.RecurrentWeight.ToArray());
        Assert.Equal(trained, net.Memory.RecurrentWeight.ToArray());

        (double[] inputs, double[] targets) = Properties<SharedRecurrences, double>.Samples(20);
        using (Trainer<SharedRecurrences, double> trainer = net.CreateTrainer(new Adam(0.01)))
        {
            for (int step = 0; step < 3; step++) { trainer.Step(inputs, targets); }
        }

        Assert.Equal(frozen, net.Frozen.Reverse!.Value.RecurrentWeight.ToArray());
        Assert.NotEqual(trained, net.Memory.RecurrentWeight.ToArray());
    }

    /// <summary>As Keras's regularizers of kernels: those of what is carried have none.</summary>
    [Fact]
    public void Penalties_apply_to_what_arrives()
    {
        Assert.All(PenalizedRecurrence.Description.Parameters, parameter => Assert.Equal(
            parameter.Name.Contains("weight_ih", StringComparison.Ordinal) ? (0.01, 0.02) : parameter.Name.Contains("bias_ih", StringComparison.Ordinal) ? (0, 0.03) : (0, 0),
            (parameter.L1, parameter.L2)));

        PenalizedRecurrence net = Properties<PenalizedRecurrence, double>.Moved();
        (double[] inputs, double[] targets) = Properties<PenalizedRecurrence, double>.Samples(20);
        double[] bare = new double[PenalizedRecurrence.ParameterCount], before = net.Parameters.Values.ToArray();
        double loss = net.Gradients(inputs, targets, bare);
        double penalty = PenalizedRecurrence.Description.Parameters.Sum(
            parameter => net.Parameters[parameter.Name].ToArray().Sum(value => (parameter.L1 * Math.Abs(value)) + (parameter.L2 * value * value)));
        using Trainer<PenalizedRecurrence, double> trainer = net.CreateTrainer(new SGD(0.1));
        Assert.Equal(loss + penalty, trainer.Step(inputs, targets), 1e-12);
        foreach (ParameterDescription parameter in PenalizedRecurrence.Description.Parameters)
        {
            for (int i = parameter.Offset; i < parameter.Offset + parameter.Count; i++)
            {
                Assert.Equal(bare[i] + (parameter.L1 * Math.Sign(before[i])) + (2 * parameter.L2 * before[i]), trainer.Gradients[i], 1e-13);
            }
        }
    }

    [Fact]
    public void Limits_of_weights_apply_to_what_arrives()
    {
        var net = new ConstrainedRecurrence(seed: 1);
        (float[] inputs, float[] targets) = Properties<ConstrainedRecurrence, float>.Samples(20);
        using (Trainer<ConstrainedRecurrence, float> trainer = net.CreateTrainer(new SGD(0.3)))
        {
            for (int step = 0; step < 5; step++) { trainer.Step(inputs, targets); }
        }

        Assert.InRange(Norms(net.Gru1.Weight, 3).Max(), 0.1, 0.5 * (1 + 1e-6));
        Assert.InRange(Norms(net.Gru1.RecurrentWeight, 4).Max(), 0.51, 10);
        Assert.Equal(0, net.Gru1.Weight.ToArray().Min());
        Assert.True(net.Gru1.RecurrentWeight.ToArray().Min() < 0);

        static IEnumerable<double> Norms(ParameterView<float> weight, int columns) => weight.ToArray().Chunk(columns).Select(row => Math.Sqrt(row.Sum(value => (double)value * value)));
    }

    [Fact]
    public void Recurrent_networks_learn()
    {
        Properties<RecurrentLayers, float>.Learns(new Adam(0.02), steps: 300, share: 0.3);
        Properties<ConstrainedRecurrence, float>.SameOnThreads();
        Properties<RecurrentLayers, float>.AllocatesNothing();
    }

    private static string Text(OperationDescription operation) =>
        $"{operation.Kind}({string.Join(", ", operation.Arguments.Select(argument => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{argument.Name} {argument.Value}")))})";
}
