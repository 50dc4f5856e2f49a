namespace NNGen.Tests;

public sealed class OptimizerArgumentTests
{
    [Fact]
    public void Defaults_are_PyTorchs()
    {
        Assert.Equal((1e-3, 0.9, 0.999, 1e-8, 0.0), (new Adam().LearningRate, new Adam().Beta1, new Adam().Beta2, new Adam().Epsilon, new Adam().WeightDecay));
        Assert.Equal((1e-3, 0.01), (new AdamW().LearningRate, new AdamW().WeightDecay));
        Assert.Equal((0.01, 0.99, 1e-8), (new RMSProp().LearningRate, new RMSProp().Alpha, new RMSProp().Epsilon));
        Assert.Equal((0.01, 1e-10, 0.0), (new Adagrad().LearningRate, new Adagrad().Epsilon, new Adagrad().InitialAccumulator));
        Assert.Equal((0.01, 0.0, false), (new SGD().LearningRate, new SGD().Momentum, new SGD().Nesterov));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Learning_rate_must_be_finite_and_above_zero(double learningRate)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(learningRate));
        Assert.Equal("learningRate", exception.ParamName);
        Assert.Equal(learningRate, exception.ActualValue);
        Assert.StartsWith(FormattableString.Invariant($"learningRate is {learningRate}, but must be "), exception.Message);
    }

    [Fact]
    public void A_schedule_may_set_the_learning_rate_to_zero_but_not_below()
    {
        var optimizer = new SGD { LearningRate = 0 };
        Assert.Equal(0, optimizer.LearningRate);
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.LearningRate = -1);
        Assert.StartsWith("LearningRate is -1, but must be finite and not negative.", exception.Message);
        Assert.Equal(0, optimizer.LearningRate);
    }

    [Fact]
    public void Every_number_is_checked_and_named()
    {
        AssertNamed("beta1", () => new Adam(beta1: 1));
        AssertNamed("beta2", () => new AdamW(beta2: -0.1));
        AssertNamed("epsilon", () => new Adam(epsilon: 0));
        AssertNamed("weightDecay", () => new AdamW(weightDecay: double.NaN));
        AssertNamed("WeightDecay", () => new SGD { WeightDecay = -1 });
        AssertNamed("momentum", () => new SGD(momentum: 1));
        AssertNamed("dampening", () => new SGD(momentum: 0.9, dampening: 1.5));
        AssertNamed("alpha", () => new RMSProp(alpha: double.NaN));
        AssertNamed("momentum", () => new RMSProp(momentum: -1));
        AssertNamed("initialAccumulator", () => new Adagrad(initialAccumulator: -1));
        AssertNamed("ClipNorm", () => new SGD { ClipNorm = 0 });
        AssertNamed("ClipValue", () => new SGD { ClipValue = double.NaN });
        AssertNamed("GlobalClipNorm", () => new SGD { GlobalClipNorm = double.PositiveInfinity });
    }

    [Fact]
    public void Nesterov_needs_a_momentum_without_dampening()
    {
        Assert.Throws<ArgumentException>(() => new SGD(nesterov: true));
        Assert.Throws<ArgumentException>(() => new SGD(momentum: 0.9, nesterov: true, dampening: 0.1));
    }

    [Fact]
    public void Only_one_kind_of_clipping_can_be_chosen()
    {
        var exception = Assert.Throws<ArgumentException>(() => new Adam { ClipNorm = 1, GlobalClipNorm = 2 });
        Assert.StartsWith("GlobalClipNorm is 2, but ClipNorm is 1 already (choose one of ", exception.Message);
        Assert.Throws<ArgumentException>(() => new Adam { ClipValue = 1, ClipNorm = 2 });
    }

    private static void AssertNamed(string name, Func<object> make) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(make).ParamName);
}
