namespace NNGen.Tests;

/// <summary>Samples that end before the last step: with a padding id, and with stated lengths of layers that are not recurrent.</summary>
public class MaskTests
{
    [Fact]
    public void A_mask_ends_samples_as_their_stated_lengths_do()
    {
        var masked = new Masked(seed: 3);
        var stated = new StatedEnds(seed: 4);
        using (ParameterBlock<float>.Editor editor = stated.Parameters.Edit()) { masked.Parameters.Values.CopyTo(editor.Values); }

        // Padding before the end is a step like any other.
        float[][] samples = [[1, 2, 3, 2, 2, 2], [4, 5, 6, 7, 8, 0], [2, 2, 0, 1, 2, 2], [8, 2, 2, 2, 2, 2]];
        float[] lengths = [3, 6, 4, 1], expected = new float[2];
        float[] batch = masked.PredictBatch([.. samples.SelectMany(ids => ids)]);
        for (int i = 0; i < samples.Length; i++)
        {
            stated.Predict([.. samples[i].Select(id => (int)id)], lengths.AsSpan(i, 1), expected);
            Assert.Equal(expected, masked.Predict(samples[i]));
            Assert.Equal(expected[0], batch[2 * i], 1e-6f);
            Assert.Equal(expected[1], batch[(2 * i) + 1], 1e-6f);
        }
    }

    [Fact]
    public void A_sample_of_padding_alone_has_no_steps()
    {
        var network = new Masked(seed: 3);
        Assert.Equal(network.Dense2.Bias.ToArray(), network.Predict([2f, 2, 2, 2, 2, 2]));
        Assert.Equal(new ReadsMasks(seed: 1).Dense1.Bias.ToArray(), new ReadsMasks(seed: 1).Predict([2f, 2, 2, 2, 2, 2]));
    }

    [Fact]
    public void Layers_of_whole_sequences_leave_out_what_follows_the_end()
    {
        var network = new EndsOfSteps(seed: 1);
        float[] values = [1, 2, 3, 4, 5, 6, 7, 1, -9, -5, -5, -5, 99, 99, 99], output = new float[9];
        network.Predict(values, [3f], output);
        Assert.Equal([7, 1, -9, 7, 5, 6], output[..6]);
        Assert.Equal(4, output[6], 1e-6f);
        Assert.Equal(8 / 3f, output[7], 1e-6f);
        Assert.Equal(0, output[8], 1e-6f);
        network.Predict(values, [1f], output);
        Assert.Equal([1, 2, 3, 1, 2, 3], output[..6]);
        network.Predict(values, [5f], output);
        Assert.Equal([99, 99, 99, 99, 99, 99], output[..6]);
    }

    [Fact]
    public void Gradients_through_masks_are_central_differences()
    {
        Properties<MaskedDouble, double>.GradientsAreDifferences();
        Properties<ReadsMasksDouble, double>.GradientsAreDifferences();
        Properties<ReadsLengthsDouble, double>.GradientsAreDifferences();
    }

    [Fact]
    public void A_batch_gives_what_its_samples_do_alone()
    {
        Properties<ReadsMasksDouble, double>.PredictsAsBatch(1e-13);
        Properties<ReadsLengthsDouble, double>.PredictsAsBatch(1e-13);
        Properties<ReadsMasks, float>.SameOnThreads();
        Properties<ReadsMasks, float>.AllocatesNothing();
        Properties<EndsOfSteps, float>.PredictsAsBatch(1e-6);
    }

    [Fact]
    public void A_stream_takes_every_id_for_a_step()
    {
        var network = new Masked(seed: 3);
        StreamState<Masked, float> state = network.CreateState();
        float[] output = new float[2], expected = network.Predict([1f, 2, 3, 4, 5, 6]);
        for (int id = 1; id <= 6; id++) { network.Step([(float)id], output, state); }
        Assert.Equal(expected[0], output[0], 1e-6f);
        Assert.Equal(expected[1], output[1], 1e-6f);
    }

    [Fact]
    public void A_language_model_has_one_table_for_both_ends()
    {
        Assert.Equal((11 * 6) + (3 * 6 * (6 + 6 + 2)) + 11, LanguageModel.ParameterCount);
        Assert.Equal(["words.weight", "1.weight_ih_l0", "1.weight_hh_l0", "1.bias_ih_l0", "1.bias_hh_l0", "2.bias"], LanguageModel.Description.Parameters.Select(parameter => parameter.Name));
        Properties<LanguageModelDouble, double>.GradientsAreDifferences();
        Properties<LanguageModelDouble, double>.PredictsAsBatch(1e-13);
        Properties<LanguageModel, float>.SameOnThreads();
        Properties<LanguageModel, float>.Learns(new Adam(0.05), steps: 300, share: 0.9);
    }

    [Fact]
    public void Training_takes_token_ids_as_whole_numbers()
    {
        LanguageModel network = new(seed: 1), other = new(seed: 1);
        int[] ids = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], next = [2, 3, 4, 5, 6, 7, 8, 9, 10, 0];
        float[] gradients = new float[LanguageModel.ParameterCount], expected = new float[gradients.Length];
        Assert.Equal(network.Gradients([.. ids.Select(id => (float)id)], next, expected), network.Gradients(ids, next, gradients));
        Assert.Equal(expected, gradients);

        using var trainer = new Trainer<LanguageModel, float>(network, new SGD(0.1));
        using var same = new Trainer<LanguageModel, float>(other, new SGD(0.1));
        Assert.Equal(same.Step([.. ids.Select(id => (float)id)], next), trainer.Step(ids, next));
        Assert.Equal(other.Parameters.Values.ToArray(), network.Parameters.Values.ToArray());
        Assert.Contains("Id 3 of sample 1 is 11", Assert.Throws<ArgumentException>(() => trainer.Step([1, 2, 3, 4, 5, 6, 7, 8, 11, 10], next)).Message, StringComparison.Ordinal);
        Allocations.AssertNone("A step on token ids", () => trainer.Step(ids, next));
    }
}
