namespace NNGen.Tests;

/// <summary>Negative weights, such as the advantages of a policy gradient.</summary>
public sealed class PolicyGradientTests
{
    [Fact]
    public void A_negative_weight_turns_the_gradient_of_its_sample_around()
    {
        float[] inputs = [0.5f, -1, 2, 0.25f, -0.75f];
        float[] plus = GradientOf(2), minus = GradientOf(-2);

        Assert.Contains(plus, value => value != 0);
        Assert.Equal(plus.Select(value => -value), minus);

        float[] GradientOf(float weight)
        {
            using Trainer<SmallChain, float> trainer = new SmallChain(seed: 3).CreateTrainer(new SGD(0.1));
            trainer.AllowNegativeWeights = true;
            trainer.Step(inputs, [1], [weight]);
            return trainer.Gradients.ToArray();
        }
    }

    [Fact]
    public void An_action_with_a_negative_advantage_becomes_less_probable_and_one_with_a_positive_more()
    {
        float[] inputs = [0.5f, -1, 2, 0.25f, -0.75f, 1, 1, -1, 0.5f, 0];
        var policy = new SmallChain(seed: 3);
        using Trainer<SmallChain, float> trainer = policy.CreateTrainer(new SGD(0.05));
        trainer.AllowNegativeWeights = true;
        double[] before = [Probability(0, 1), Probability(1, 2)];
        for (int step = 0; step < 20; step++) { trainer.Step(inputs, [1, 2], [-1, 1]); }

        Assert.True(Probability(0, 1) < 0.9 * before[0]);
        Assert.True(Probability(1, 2) > 1.1 * before[1]);

        double Probability(int sample, int action)
        {
            double[] exponents = [.. policy.Predict(inputs.AsSpan(sample * 5, 5)).Select(logit => Math.Exp(logit))];
            return exponents[action] / exponents.Sum();
        }
    }
}
