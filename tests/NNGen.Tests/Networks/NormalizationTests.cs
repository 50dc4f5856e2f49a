using System.Numerics;

namespace NNGen.Tests;

/// <summary>Normalizations and learned slopes: against PyTorch (<c>Golden/README.md</c>), and their gradients against central differences.</summary>
public class NormalizationTests
{
    [Fact]
    public void Features_normalized_by_the_batch_are_PyTorchs()
    {
        Golden<GoldenBatchNormFeatures, float>("batchnorm-features");
        Golden<GoldenBatchNormFeaturesDouble, double>("batchnorm-features");
    }

    [Fact]
    public void Images_normalized_by_the_batch_are_PyTorchs()
    {
        Golden<GoldenBatchNormImage, float>("batchnorm-image");
        Golden<GoldenBatchNormImageDouble, double>("batchnorm-image");
    }

    [Fact]
    public void Momentum_and_epsilon_of_Keras_give_PyTorchs_results_with_the_same_numbers()
    {
        Golden<GoldenBatchNormOptions, float>("batchnorm-options");
        Golden<GoldenBatchNormOptionsDouble, double>("batchnorm-options");
    }

    [Fact]
    public void Steps_normalized_by_their_features_are_PyTorchs()
    {
        Golden<GoldenLayerNorm, float>("layernorm");
        Golden<GoldenLayerNormDouble, double>("layernorm");
    }

    [Fact]
    public void Pixels_normalized_by_their_channels_are_PyTorchs()
    {
        Golden<GoldenLayerNormImage, float>("layernorm-image");
        Golden<GoldenLayerNormImageDouble, double>("layernorm-image");
    }

    [Fact]
    public void Root_mean_squares_are_PyTorchs()
    {
        Golden<GoldenRMSNorm, float>("rmsnorm");
        Golden<GoldenRMSNormDouble, double>("rmsnorm");
    }

    [Fact]
    public void Learned_slopes_are_PyTorchs()
    {
        Golden<GoldenPReLU, float>("prelu");
        Golden<GoldenPReLUDouble, double>("prelu");
    }

    [Fact]
    public void Gradients_through_statistics_are_central_differences()
    {
        Properties<NormalizedBeforeAndAfterDouble, double>.GradientsAreDifferences();
        Properties<NormalizedGroupsDouble, double>.GradientsAreDifferences();
        Properties<NormalizedFeaturesDouble, double>.GradientsAreDifferences();
        Properties<NormalizedPixelsDouble, double>.GradientsAreDifferences();
    }

    [Fact]
    public void One_sample_is_predicted_as_a_batch_with_running_statistics_folded_or_not()
    {
        Properties<NormalizedBeforeAndAfter, float>.PredictsAsBatch(1e-6);
        Properties<NormalizedBeforeAndAfterDouble, double>.PredictsAsBatch(1e-13);
        Properties<NormalizedGroupsDouble, double>.PredictsAsBatch(1e-13);
        Properties<NormalizedFeaturesDouble, double>.PredictsAsBatch(1e-13);
        Properties<NormalizedPixels, float>.PredictsAsBatch(1e-6);
    }

    [Fact]
    public void Threads_do_not_change_a_bit_of_parameters_and_running_statistics()
    {
        Properties<NormalizedBeforeAndAfter, float>.SameOnThreads();
        Properties<NormalizedFeatures, float>.SameOnThreads();
        Properties<NormalizedPixelsDouble, double>.SameOnThreads();
    }

    [Fact]
    public void Steps_and_predictions_with_statistics_allocate_nothing() => Properties<NormalizedBeforeAndAfter, float>.AllocatesNothing();

    [Fact]
    public void A_batch_with_one_value_per_channel_is_refused_and_nothing_changes()
    {
        var network = new NormalizedFeatures(1);
        (float[] inputs, float[] targets) = Properties<NormalizedFeatures, float>.Samples(17);
        float[] before = network.Parameters.Values.ToArray();
        using var trainer = new Trainer<NormalizedFeatures, float>(network, new Adam(0.01));

        ArgumentException step = Assert.Throws<ArgumentException>(() => trainer.Step(inputs.AsSpan(0, 12), targets.AsSpan(0, 2)));
        ArgumentException fit = Assert.Throws<ArgumentException>(
            () => network.Fit(Dataset.Create<float>(inputs, 12, targets, 2), new FitOptions { Epochs = 1, BatchSize = 16 }));

        Assert.StartsWith("BatchNorm 'batchnorm1' of NormalizedFeatures normalizes by the statistics of a batch, and a batch of one sample has only one value per channel", step.Message);
        Assert.Contains("with 17 samples the last batch of an epoch has one: choose another batch size than 16", fit.Message);
        Assert.Equal(before, network.Parameters.Values.ToArray());
    }

    private static void Golden<TNetwork, T>(string name)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new GoldenComparison<TNetwork, T>(Path.Combine("Normalization", name)).Check();
}
