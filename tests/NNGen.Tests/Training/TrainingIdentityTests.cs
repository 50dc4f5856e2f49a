namespace NNGen.Tests;

/// <summary>The properties that distinguish two trainings: facts, not words.</summary>
public sealed class TrainingIdentityTests
{
    private static readonly NetworkDescription description = Describe("3 → 2, rate 0.3");

    [Fact]
    public void Words_about_a_layer_do_not_tell_trainings_apart() =>
        Assert.Equal(Identity(description), Identity(Describe("3 → 2, Rate 0,3")));

    [Fact]
    public void Facts_tell_trainings_apart()
    {
        Different("layer 1", Describe("", new OperationDescription("Dense"), new OperationDescription("Dropout", [new("rate", 0.4)])));
        Different("layer 1", Describe("", new OperationDescription("Dense"), new OperationDescription("GaussianNoise", [new("rate", 0.3)])));
        Different("layer 1", Describe("", new OperationDescription("Dense")));
        Different("loss", Describe("", delta: 2));
        Different("penalties and limits of 0.weight", Describe("", l2: 0.01));
    }

    [Fact]
    public void A_generated_network_describes_its_arguments_as_facts()
    {
        Assert.Equal("Dense, Tanh", string.Join(", ", Penalized.Description.Layers[0].Operations));
        Assert.All(
            Penalized.Description.Layers.Concat(Constrained.Description.Layers),
            layer => Assert.Equal(layer.Kind, layer.Operations[0].Kind));
    }

    [Fact]
    public void Another_formula_is_another_training()
    {
        NetworkDescription other = new()
        {
            Name = "Net",
            InputSize = 3,
            OutputSize = 2,
            Loss = LossKind.Formula,
            LossFormula = "(p - t)^2",
            ParameterCount = 6,
            Layers = description.Layers,
            Parameters = description.Parameters,
        };

        Different("loss", other);
        Assert.Equal("Formula (p - t)^2", Identity(other)["loss"]);
        Different("layer 1", Describe("", new OperationDescription("Dense"), new OperationDescription("Activation") { Formula = "x" }));
    }

    private static void Different(string name, NetworkDescription other)
    {
        var here = Identity(description);
        var there = Identity(other);
        Assert.Equal([name], here.Keys.Union(there.Keys).Where(key => here.GetValueOrDefault(key) != there.GetValueOrDefault(key)));
    }

    private static SortedDictionary<string, string> Identity(NetworkDescription network) =>
        TrainingIdentity.Of(
            network, new Adam(0.01), new DatasetFeed<float>(Dataset.FromLabels(new float[6], 3, new int[2], 2), [], 2, shuffle: true, seed: 1), null, seed: 1, accumulateSteps: 1);

    private static NetworkDescription Describe(string words, params OperationDescription[] operations) => Describe(words, 1, 0, operations);

    private static NetworkDescription Describe(string words, double delta = 1, double l2 = 0, params OperationDescription[] operations) => new()
    {
        Name = "Net",
        InputSize = 3,
        OutputSize = 2,
        Loss = LossKind.Huber,
        LossArguments = [new("delta", delta)],
        ParameterCount = 6,
        Layers =
        [
            new("dense1", "Dense", words, [2], 6, 6)
            {
                Operations = operations.Length > 0 ? operations : [new("Dense"), new("Dropout", [new("rate", 0.3)])],
            },
        ],
        Parameters = [new("0.weight", [2, 3], 0, Initializer.Default, double.NaN, 3, 2) { L2 = l2 }],
    };
}
