namespace NNGen.Generator.Tests;

/// <summary>
/// One printed kernel of each kind: users read kernels and debug them, so every change is reviewed. The whole file of a network
/// is in <c>docs/generated</c>; the results of all kernels are compared with the oracle.
/// </summary>
/// <remarks><c>NNGEN_ACCEPT=1 dotnet test tests/NNGen.Generator.Tests --filter KernelSnapshotTests</c> accepts new texts.</remarks>
public sealed class KernelSnapshotTests
{
    private const string Wide = "[Network, Input(64), Dense(32), ReLU, Dense(10), Softmax, CrossEntropy] public partial class Net;";
    private const string Small = "[Network, Input(2), Dense(3), Sigmoid, Dense(1), Sigmoid, BinaryCrossEntropy] public partial class Net;";
    private const string Odd =
        "[Network(Precision = Precision.Double), Input(7), Dense(13), GELU, Dense(3, Bias = false), Huber(0.5)] public partial class Net;";

    [Theory]
    [InlineData("a product and the activation after it", Wide, "Dense1Forward")]
    [InlineData("a product and the slope before it", Wide, "Dense2Backward")]
    [InlineData("the weight gradient of a wide layer", Wide, "Dense1WeightsGradients")]
    [InlineData("an activation that sums over features", Wide, "LastActivation")]
    [InlineData("a loss and its gradient", Wide, "LossAndGradient")]
    [InlineData("one sample, over outputs", Wide, "PredictOne")]
    [InlineData("a tiny network in a straight line", Small, "AllForward")]
    [InlineData("the weight gradient of a narrow layer", Small, "Dense1WeightsGradients")]
    [InlineData("one sample, in registers", Small, "PredictOne")]
    [InlineData("a product of doubles without a bias", Odd, "Dense2Forward")]
    public void A_kernel_is_printed_as_verified(string kind, string network, string kernel) =>
        Snapshot.Verify(Excerpt.Of(Generated.From(network).Files["Net.g.cs"], kernel) + "\n", kind.Replace(", ", " ").Replace(' ', '_'));
}
