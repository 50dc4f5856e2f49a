using Articles;

namespace NNGen.Articles.Tests;

/// <summary>The gradient derived on paper equals the generated one; the bound is that of the sample.</summary>
public sealed class DeltaRulesTests
{
    private const double Bound = 1e-6;

    private static readonly Dataset<float> circles = Datasets.Circles(300, noise: 0.1, factor: 0.4, seed: 5);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_closed_formulas_of_a_2_3_1_network_give_the_generated_gradient(int seed)
    {
        var net = new CircleClassifier(seed);
        Assert.InRange(DeltaRules.LargestDifference(net, circles), 0, Bound);

        net.Fit(circles, epochs: 200, batchSize: circles.Count, new SGD(5));
        Assert.InRange(DeltaRules.LargestDifference(net, circles), 0, Bound);
    }

    [Fact]
    public void The_closed_formulas_are_the_slopes_of_the_loss()
    {
        var net = new CircleClassifier(seed: 4);
        double[] gradient = DeltaRules.Gradient(net.Parameters.Values, circles);
        const float Step = 1e-2f;
        for (int i = 0; i < gradient.Length; i++)
        {
            double slope = (LossWith(net, i, Step) - LossWith(net, i, -Step)) / (2 * Step);
            Assert.Equal(gradient[i], slope, 3e-4);
        }

        Assert.Contains(gradient, value => Math.Abs(value) > 1e-2);
    }

    [Fact]
    public void A_gradient_of_other_parameters_is_further_away_than_the_bound()
    {
        var net = new CircleClassifier(seed: 1);
        double[] before = DeltaRules.Gradient(net.Parameters.Values, circles);
        double[] after = DeltaRules.Gradient(new CircleClassifier(seed: 2).Parameters.Values, circles);
        Assert.All(Enumerable.Range(0, before.Length), i => Assert.True(Math.Abs(before[i] - after[i]) > Bound));
    }

    private static double LossWith(CircleClassifier net, int parameter, float change)
    {
        float before = net.Parameters.Values[parameter];
        using (ParameterBlock<float>.Editor parameters = net.Parameters.Edit()) { parameters.Values[parameter] += change; }
        double loss = net.Evaluate(circles)["loss"];
        using (ParameterBlock<float>.Editor parameters = net.Parameters.Edit()) { parameters.Values[parameter] = before; }
        return loss;
    }
}
