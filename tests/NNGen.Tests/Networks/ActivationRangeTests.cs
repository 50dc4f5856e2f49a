using System.Reflection;

namespace NNGen.Tests;

// A network with one value and one activation.
[Network, Input(1), Dense(1), Linear]
internal sealed partial class RangeLinear;

[Network, Input(1), Dense(1), ReLU]
internal sealed partial class RangeReLU;

[Network, Input(1), Dense(1), ReLU6]
internal sealed partial class RangeReLU6;

[Network, Input(1), Dense(1), LeakyReLU(0.3)]
internal sealed partial class RangeLeakyReLU;

[Network, Input(1), Dense(1), ELU(0.5)]
internal sealed partial class RangeELU;

[Network, Input(1), Dense(1), SELU]
internal sealed partial class RangeSELU;

[Network, Input(1), Dense(1), GELU]
internal sealed partial class RangeGELU;

[Network, Input(1), Dense(1), GELU(Approximation.Tanh)]
internal sealed partial class RangeTanhGELU;

[Network, Input(1), Dense(1), Sigmoid]
internal sealed partial class RangeSigmoid;

[Network, Input(1), Dense(1), Tanh]
internal sealed partial class RangeTanh;

[Network, Input(1), Dense(1), Softplus]
internal sealed partial class RangeSoftplus;

[Network, Input(1), Dense(1), SiLU]
internal sealed partial class RangeSiLU;

[Network, Input(1), Dense(1), Mish]
internal sealed partial class RangeMish;

[Network, Input(1), Dense(1), HardSigmoid]
internal sealed partial class RangeHardSigmoid;

[Network, Input(1), Dense(1), HardSwish]
internal sealed partial class RangeHardSwish;

[Network, Input(1), Dense(1), Softsign]
internal sealed partial class RangeSoftsign;

[Network, Input(3), Dense(3), Softmax, CrossEntropy]
internal sealed partial class RangeSoftmax;

[Network, Input(3), Dense(3), CrossEntropy(FromLogits = true)]
internal sealed partial class RangeLogits;

/// <summary>Activations and losses over all of float's range: values and slopes, compared with double.</summary>
public class ActivationRangeTests
{
    private const PassMode Both = PassMode.Forward | PassMode.Outputs | PassMode.Backward | PassMode.InputGradients;

    /// <summary>The networks above with one value and one activation.</summary>
    public static TheoryData<Type> Networks => [.. typeof(RangeReLU).Assembly.GetTypes()
        .Where(type => type.Name.StartsWith("Range", StringComparison.Ordinal) && type.IsDefined(typeof(ActivationLayerAttribute)) && type != typeof(RangeSoftmax))
        .OrderBy(type => type.Name, StringComparer.Ordinal)];

    [Fact]
    public void Every_activation_has_a_network_here()
    {
        IEnumerable<string> all = typeof(ActivationLayerAttribute).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(ActivationLayerAttribute)) && !type.IsAbstract)
            .Select(type => type.Name.Replace("Attribute", "", StringComparison.Ordinal))
            .Except(["Softmax", "LogSoftmax", "Activation"]);
        Assert.All(all, name => Assert.NotNull(typeof(RangeReLU).Assembly.GetType($"NNGen.Tests.Range{name}")));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void An_activation_has_its_value_and_slope_from_the_smallest_to_the_largest_float(Type network) =>
        typeof(ActivationRangeTests).GetMethod(nameof(Check), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(network).Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);

    [Fact]
    public void The_slope_of_a_hard_sigmoid_is_a_sixth_up_to_the_last_float_below_3()
    {
        float[] xs = [MathF.BitDecrement(3), MathF.BitIncrement(-3), 3, -3];
        Assert.Equal([1 / 6f, 1 / 6f, 0, 0], Run<RangeHardSigmoid>(xs).Slopes);
    }

    [Fact]
    public void Cross_entropy_of_class_numbers_is_right_where_logits_are_further_apart_than_the_largest_float()
    {
        Check(new RangeSoftmax());
        Check(new RangeLogits());

        static void Check<TNetwork>(TNetwork network)
            where TNetwork : class, INetwork<TNetwork, float>
        {
            network.Parameters.Replace([1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]);
            Workspace<float> workspace = TNetwork.CreateWorkspace(2);
            var batch = new Batch<float> { Size = 2, Inputs = [3e38f, -3e38f, 1, -3e38f, 2, 3e38f], Classes = [0, 1] };
            network.Pass(network.Parameters.Current, in batch, workspace, PassMode.Forward | PassMode.Loss | PassMode.Backward | PassMode.InputGradients, 0, workspace.PanelCount, default);

            Assert.Equal([0, 3e38f], workspace.Losses[..2].ToArray());
            Assert.Equal([0, 0, 0, 0, -0.5f, 0.5f], workspace.InputGradients.ToArray());
        }
    }

    private static void Check<TNetwork>()
        where TNetwork : class, INetwork<TNetwork, float>
    {
        (Func<double, double> value, Func<double, double> slope) = OracleFunctions.Of(typeof(TNetwork).GetCustomAttribute<ActivationLayerAttribute>()!);
        float[] xs = [.. Samples()];
        (float[] values, float[] slopes) = Run<TNetwork>(xs);
        for (int i = 0; i < xs.Length; i++)
        {
            Near(value(xs[i]), values[i], "value", xs[i]);
            Near(slope(xs[i]), slopes[i], "slope", xs[i]);
        }

        static void Near(double expected, float actual, string what, float x)
        {
            // Relative for small x; elsewhere, a tail may lose as much as one rounding of 1.
            double tolerance = (2e-6 * Math.Abs(expected)) + (Math.Abs(x) < 1e-3 ? 2 * float.Epsilon : 1e-6);
            bool near = Math.Abs(expected) > float.MaxValue
                ? double.CopySign(float.PositiveInfinity, expected) == actual || Math.Abs(actual) > 0.99 * float.MaxValue
                : Math.Abs(expected - actual) <= tolerance;
            Assert.True(near, $"{typeof(TNetwork).Name}: the {what} at {x:R} is {actual:R}, expected {expected:R}.");
        }
    }

    private static (float[] Values, float[] Slopes) Run<TNetwork>(float[] xs)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        TNetwork network = TNetwork.Create(0);
        network.Parameters.Replace([1, 0]);
        float[] ones = new float[xs.Length];
        ones.AsSpan().Fill(1);
        Workspace<float> workspace = TNetwork.CreateWorkspace(xs.Length);
        workspace.Size = xs.Length;
        var batch = new Batch<float> { Size = xs.Length, Inputs = xs, OutputGradients = ones };
        network.Pass(network.Parameters.Current, in batch, workspace, Both, 0, workspace.PanelCount, default);
        return (workspace.Outputs.ToArray(), workspace.InputGradients.ToArray());
    }

    /// <summary>Some floats of every exponent and both signs, and those next to the points where formulas change.</summary>
    private static IEnumerable<float> Samples()
    {
        var random = new Random(14);
        foreach (int exponent in Enumerable.Range(0, 255))
        {
            int[] mantissas = [0, 1, (1 << 23) - 1, random.Next(1 << 23), random.Next(1 << 23), random.Next(1 << 23), random.Next(1 << 23)];
            foreach (int mantissa in mantissas)
            {
                float x = BitConverter.Int32BitsToSingle((exponent << 23) | mantissa);
                yield return x;
                yield return -x;
            }
        }

        foreach (float edge in new[] { 3f, 1, 6, 8, 9, 16, 17, 20, 88, 88.72284f, 87.33655f, 103.97208f, 1.8446744e19f, 1.3e19f })
        {
            foreach (float x in new[] { edge, MathF.BitIncrement(edge), MathF.BitDecrement(edge) })
            {
                yield return x;
                yield return -x;
            }
        }
    }
}
