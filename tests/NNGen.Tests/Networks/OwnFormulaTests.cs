namespace NNGen.Tests;

[Network, Input(6), Dense(20), Mish, Dense(17), ReLU, Dense(9), SiLU, Dense(4), Tanh, MeanSquaredError]
internal sealed partial class LibraryFormulas;

[Network, Input(6), Dense(20), Activation("x * tanh(softplus(x))"), Dense(17), Activation("max(x, 0)"), Dense(9), Activation("x*sigmoid(x)"), Dense(4), Activation("tanh(x)"), Loss("(p - t)^2")]
internal sealed partial class SameFormulas;

[Network, Input(6), Dense(4), Loss(OtherLoss.Formula)]
internal sealed partial class OtherLoss
{
    public const string Formula = "abs(p - t)";
}

public sealed class OwnFormulaTests
{
    [Fact]
    public void A_formula_that_is_written_like_the_librarys_gives_its_bits()
    {
        var library = new LibraryFormulas(seed: 3);
        var own = new SameFormulas(seed: 3);
        float[] inputs = Values(6 * 37, 1), targets = Values(4 * 37, 2);
        float[] expected = new float[LibraryFormulas.ParameterCount], gradients = new float[SameFormulas.ParameterCount];

        Assert.Equal(library.PredictBatch(inputs), own.PredictBatch(inputs));
        Assert.Equal(library.Predict(inputs.AsSpan(0, 6)), own.Predict(inputs.AsSpan(0, 6)));
        Assert.Equal(library.Gradients(inputs, targets, expected), own.Gradients(inputs, targets, gradients));
        Assert.Equal(expected, gradients);
    }

    [Fact]
    public void A_formula_is_part_of_the_description_of_its_network()
    {
        Assert.Equal("Activation x * tanh(softplus(x))", SameFormulas.Description.Layers[0].Operations[1].ToString());
        Assert.Equal((LossKind.Formula, "(p - t)^2"), (SameFormulas.Description.Loss, SameFormulas.Description.LossFormula));
        Assert.Contains("6 → 20, x * tanh(softplus(x))", SameFormulas.Description.Layers[0].ToString(), StringComparison.Ordinal);
        Assert.Null(LibraryFormulas.Description.LossFormula);
    }

    [Fact]
    public void A_constant_may_hold_a_formula() => Assert.Equal(OtherLoss.Formula, OtherLoss.Description.LossFormula);

    [Fact]
    public void A_network_with_a_formula_learns()
    {
        Dataset<float> data = Dataset.Create<float>(Values(6 * 200, 3), 6, Values(4 * 200, 4), 4);
        var net = new SameFormulas(seed: 1);
        double before = net.Evaluate(data)["loss"];

        net.Fit(data, epochs: 20, batchSize: 20, optimizer: new Adam(0.01));

        Assert.InRange(net.Evaluate(data)["loss"], 0, 0.8 * before);
    }

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    }
}
