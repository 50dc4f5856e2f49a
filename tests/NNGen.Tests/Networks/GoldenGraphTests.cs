using System.Numerics;

namespace NNGen.Tests;

/// <summary>Graphs against PyTorch: predictions, losses, gradients, ten steps of each optimizer, running statistics; see <c>Golden/README.md</c>.</summary>
public class GoldenGraphTests
{
    [Fact]
    public void A_sum_of_two_values_is_PyTorchs()
    {
        Golden<GoldenAdd, float>("add");
        Golden<GoldenAddDouble, double>("add");
    }

    [Fact]
    public void Branches_behind_one_another_are_PyTorchs()
    {
        Golden<GoldenConcat, float>("concat");
        Golden<GoldenConcatDouble, double>("concat");
        Golden<GoldenConcatChannelsFirst, float>("concat", hasChannelsFirst: true);
        Golden<GoldenConcatChannelsFirstDouble, double>("concat", hasChannelsFirst: true);
    }

    [Fact]
    public void Two_outputs_with_weighted_losses_are_PyTorchs()
    {
        Golden<GoldenTwoOutputs, float>("two-outputs");
        Golden<GoldenTwoOutputsDouble, double>("two-outputs");
    }

    [Fact]
    public void Two_images_through_the_same_weights_are_PyTorchs()
    {
        Golden<GoldenSiamese, float>("siamese");
        Golden<GoldenSiameseDouble, double>("siamese");
    }

    [Fact]
    public void Residual_blocks_with_batch_normalization_are_PyTorchs()
    {
        Golden<GoldenResNet, float>("net-resnet");
        Golden<GoldenResNetDouble, double>("net-resnet");
        Golden<GoldenResNetChannelsFirst, float>("net-resnet", hasChannelsFirst: true);
        Golden<GoldenResNetChannelsFirstDouble, double>("net-resnet", hasChannelsFirst: true);
    }

    [Fact]
    public void Depthwise_blocks_with_batch_normalization_are_PyTorchs()
    {
        Golden<GoldenDSCNN, float>("net-dscnn");
        Golden<GoldenDSCNNDouble, double>("net-dscnn");
    }

    private static void Golden<TNetwork, T>(string name, bool hasChannelsFirst = false)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new GoldenComparison<TNetwork, T>(Path.Combine("Graphs", name), hasChannelsFirst).Check();
}
