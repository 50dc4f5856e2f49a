namespace NNGen.Tests;

/// <summary>A value's bits do not depend on whether it is in a whole vector or in the rest.</summary>
public class PositionTests
{
    private const int Count = 39;

    [Fact]
    public void Averages_have_the_same_bits_at_every_position()
    {
        var snapshot = new ParameterSnapshot<float>(Equal(0.1f));
        snapshot.MoveTowards(Equal(0.7f), 0.97);
        Assert.Single(snapshot.Values.ToArray().Distinct());
        Assert.Equal(0.1f * 0.97f + 0.7f * 0.03f, snapshot.Values[0], 1e-7f);
    }

    [Fact]
    public void Sums_of_gradients_have_the_same_bits_at_every_position()
    {
        float[] gradients = Equal(0.3f);
        var sum = new GradientSum<float>(Count);
        sum.Add(Equal(0.1f), 7, 0, Count);
        (sum.Samples, sum.Weight) = (7, 7);
        sum.Add(Equal(0.7f), 11, 0, Count);
        (sum.Samples, sum.Weight) = (18, 18);
        sum.Mean(gradients, 13, 0, Count);
        Assert.Single(gradients.Distinct());
        Assert.Equal(((0.1 * 7) + (0.7 * 11) + (0.3 * 13)) / 31, gradients[0], 1e-6);
    }

    [Theory, InlineData(-0.3f), InlineData(0.3f)]
    public void Slopes_of_penalties_have_the_same_bits_at_every_position(float weight)
    {
        var description = new NetworkDescription
        {
            Name = "Net",
            InputSize = 1,
            OutputSize = Count,
            Loss = LossKind.None,
            Layers = [],
            ParameterCount = Count,
            Parameters = [new ParameterDescription("w", [Count, 1], 0, Initializer.Zeros, 0, 1, Count) { L1 = 0.1, L2 = 0.3 }],
        };
        float[] gradients = Equal(0.7f);
        var regularizer = Regularizer<float>.For(description)!;
        regularizer.AddGradients(Equal(weight), gradients, 0, 1);
        Assert.Single(gradients.Distinct());
        Assert.Equal(0.7 + (0.1 * Math.Sign(weight)) + (0.6 * weight), gradients[0], 1e-6);
        Assert.Equal(Count * ((0.1 * 0.3) + (0.3 * 0.09)), regularizer.Penalty, 1e-6);
        Assert.Equal(regularizer.Penalty, regularizer.PenaltyOf(Equal(weight)));
    }

    private static float[] Equal(float value) => [.. Enumerable.Repeat(value, Count)];
}
