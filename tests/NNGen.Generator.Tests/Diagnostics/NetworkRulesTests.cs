namespace NNGen.Generator.Tests;

/// <summary>Each rule about shapes, sizes, losses and layers together: its id, the text that is underlined, and the whole message.</summary>
public sealed class NetworkRulesTests
{
    [Theory]
    [InlineData("Input(4, 4, 16), ReLU, Conv1D(3, 3, Name = \"c\")", "Conv1D(3, 3, Name = \"c\")", "Conv1D 'c' takes [steps, channels], but Input gives [4, 4, 16] (use the layer for images, or insert [Reshape])")]
    public void A_layer_takes_its_rank(string layers, string squiggle, string message) => Reports(layers, $"NNG1001 `{squiggle}`: {message}");

    [Theory]
    [InlineData("Input(4), Dense(3, Inputs = 5, Name = \"fc\")", "5", "Dense 'fc' states Inputs = 5, but Input gives 4 (write Inputs = 4, or change Input)")]
    [InlineData("Input(4), Dense(7), ReLU, Dense(3, Inputs = 4 + 4)", "4 + 4", "Dense 'dense2' states Inputs = 8, but 'dense1' gives 7 (write Inputs = 7, or change 'dense1')")]
    public void Stated_inputs_must_arrive(string layers, string squiggle, string message) => Reports(layers, $"NNG1002 `{squiggle}`: {message}");

    [Theory]
    [InlineData("Input(100_000, 100_000), ReLU", "100_000, 100_000", "Input has 10000000000 values, but one array holds at most 8388607 (make it smaller)")]
    [InlineData(
        "Input(int.MaxValue, int.MaxValue, int.MaxValue), ReLU", "int.MaxValue, int.MaxValue, int.MaxValue",
        "Input has 9903520300447984150353281023 values, but one array holds at most 8388607 (make it smaller)")]
    [InlineData("Input(2), Dense(int.MaxValue)", "int.MaxValue", "Dense 'dense1' has 6442450941 parameters, but one array holds at most 536870911 (make it smaller)")]
    [InlineData(
        "Input(20_000), Dense(20_000), ReLU, Dense(20_000, Name = \"two\"), ReLU", "20_000",
        "The network has 800040000 parameters up to Dense 'two', but one array holds at most 536870911 (make it smaller)")]
    [InlineData(
        "Input(1), Dense(5_000_000), ReLU", "ReLU",
        "The network has 10000001 values per sample up to ReLU 'relu1', but one array holds at most 8388607 (make it smaller)")]
    [InlineData(
        "Input(1), Dense(10_000_000)", "10_000_000",
        "The network has 10000001 values per sample up to Dense 'dense1', but one array holds at most 8388607 (make it smaller)")]
    public void A_network_has_its_limits(string layers, string squiggle, string message) => Reports(layers, $"NNG0014 `{squiggle}`: {message}");

    [Theory]
    [InlineData("MeanSquaredError, Huber(0.5)", "Huber(0.5)", "[Huber] is a second loss after [MeanSquaredError], but an output has one (remove one of them)")]
    [InlineData("MeanSquaredError, MeanSquaredError", "MeanSquaredError", "[MeanSquaredError] is a second loss after [MeanSquaredError], but an output has one (remove one of them)")]
    public void A_network_has_one_loss(string losses, string squiggle, string message) =>
        Reports($"Input(4), Dense(3), {losses}", $"NNG2001 `{squiggle}`: {message}");

    [Fact]
    public void The_loss_comes_last() => Reports(
        "Input(4), Dense(3), MeanSquaredError, ReLU, Dense(3)",
        "NNG2002 `ReLU`: [ReLU] comes after the loss [MeanSquaredError], but the loss ends the network (move [MeanSquaredError] below it)",
        "NNG2002 `Dense(3)`: [Dense] comes after the loss [MeanSquaredError], but the loss ends the network (move [MeanSquaredError] below it)");

    [Theory]
    [InlineData("Dense(3, Name = \"out\")", "Dense 'out'", "add [Sigmoid], or state FromLogits = true")]
    [InlineData("Dense(1)", "Dense 'dense1'", "add [Sigmoid], or state FromLogits = true")]
    [InlineData("Dense(3), Linear", "Linear 'linear1'", "replace [Linear] by [Sigmoid], or state FromLogits = true")]
    [InlineData("Dense(3), Sigmoid, Linear", "Linear 'linear1'", "remove [Linear]")]
    [InlineData("Dense(3), ReLU", "ReLU 'relu1'", "replace [ReLU] by [Sigmoid]")]
    [InlineData("Dense(3), LogSoftmax", "LogSoftmax 'logsoftmax1'", "replace [LogSoftmax] by [Sigmoid], or use [CrossEntropy]")]
    public void Binary_cross_entropy_needs_probabilities(string layers, string last, string suggestion) => Reports(
        $"Input(4), {layers}, BinaryCrossEntropy",
        $"NNG2003 `BinaryCrossEntropy`: BinaryCrossEntropy takes the probabilities of a sigmoid, but the network ends in {last} ({suggestion})");

    [Theory]
    [InlineData("Dense(3, Name = \"out\")", "Dense 'out'", "add [Softmax], or state FromLogits = true")]
    [InlineData("Dense(3), Linear", "Linear 'linear1'", "replace [Linear] by [Softmax], or state FromLogits = true")]
    [InlineData("Dense(3), Sigmoid", "Sigmoid 'sigmoid1'", "replace [Sigmoid] by [Softmax], or use [BinaryCrossEntropy]")]
    [InlineData("Dense(3), HardSigmoid", "HardSigmoid 'hardsigmoid1'", "replace [HardSigmoid] by [Softmax], or use [BinaryCrossEntropy]")]
    [InlineData("Dense(3), Tanh", "Tanh 'tanh1'", "replace [Tanh] by [Softmax]")]
    [InlineData("Dense(3), Softmax, Linear", "Linear 'linear1'", "remove [Linear]")]
    public void Cross_entropy_needs_a_softmax(string layers, string last, string suggestion) => Reports(
        $"Input(4), {layers}, CrossEntropy",
        $"NNG2004 `CrossEntropy`: CrossEntropy takes the probabilities of a softmax, but the network ends in {last} ({suggestion})");

    [Theory]
    [InlineData("Dense(1), Softmax, CrossEntropy", "CrossEntropy", "CrossEntropy")]
    [InlineData("Dense(1), CrossEntropy(FromLogits = true)", "CrossEntropy(FromLogits = true)", "CrossEntropy")]
    [InlineData("Dense(1), CrossEntropy", "CrossEntropy", "CrossEntropy")]
    [InlineData("Dense(1), Softmax, MeanSquaredError", "Softmax", "Softmax")]
    [InlineData("Dense(1), LogSoftmax", "LogSoftmax", "LogSoftmax")]
    public void A_choice_needs_several_outputs(string layers, string squiggle, string kind) => Reports(
        $"Input(4), {layers}",
        $"NNG2005 `{squiggle}`: [{kind}] is over a single output, whose probability is always 1 (for yes or no use [Sigmoid] and [BinaryCrossEntropy], else add outputs)");

    [Theory]
    [InlineData("Softmax, CrossEntropy(FromLogits = true)", "CrossEntropy", "Softmax")]
    [InlineData("LogSoftmax, CrossEntropy(FromLogits = true)", "CrossEntropy", "LogSoftmax")]
    [InlineData("Sigmoid, CrossEntropy(FromLogits = true)", "CrossEntropy", "Sigmoid")]
    [InlineData("Sigmoid, BinaryCrossEntropy(FromLogits = true)", "BinaryCrossEntropy", "Sigmoid")]
    [InlineData("HardSigmoid, BinaryCrossEntropy(FromLogits = true)", "BinaryCrossEntropy", "HardSigmoid")]
    public void Logits_are_not_probabilities(string layers, string loss, string activation) => Reports(
        $"Input(4), Dense(3), {layers}",
        $"NNG2006 `true`: {loss} states FromLogits = true, but [{activation}] has turned the logits into probabilities already (remove one of them)");

    [Fact]
    public void Two_dense_layers_are_one_linear_map() => Reports(
        "Input(4), Dense(3, Name = \"a\"), Dense(3, Name = \"b\"), Linear, Dense(2), ReLU",
        "NNG2007 `Dense(3, Name = \"b\")`: Dense 'b' follows Dense 'a' without an activation, so both are one linear map (add one, such as [ReLU], or [Linear] to show that this is intended)");

    [Theory]
    [InlineData("Softmax, ReLU", "ReLU", "ReLU", "Softmax")]
    [InlineData("LogSoftmax, LeakyReLU(0.1)", "LeakyReLU(0.1)", "LeakyReLU", "LogSoftmax")]
    [InlineData("Softmax, Softmax", "Softmax", "Softmax", "Softmax")]
    public void No_activation_follows_a_softmax(string layers, string squiggle, string kind, string previous) => Reports(
        $"Input(4), Dense(3), {layers}",
        $"NNG2008 `{squiggle}`: [{kind}] is applied to the output of [{previous}], so the result is no longer a distribution (remove [{kind}])");

    [Theory]
    [InlineData("Input(4), Dense(3), Tanh, CrossEntropy(FromLogits = true)")]
    [InlineData("Input(4), Dense(3), Linear, BinaryCrossEntropy(FromLogits = true)")]
    [InlineData("Input(4), Dense(3), Softmax, Dense(2), Softmax, MeanSquaredError")]
    [InlineData("Input(4), Dense(3), Sigmoid, Linear, Tanh")]
    [InlineData("Input(4), Dense(3), LeakyReLU(-0.1), MeanSquaredError")]
    [InlineData("Input(4), Dense(3), LeakyReLU(0.99)")]
    [InlineData("Input(4), Tanh, Dense(3), ReLU, Dense(3), SELU, Dense(3), Mish, Dense(3), SiLU, Dense(3), Softsign, Huber")]
    [InlineData("Input(4), Dense(3), Sigmoid, MeanSquaredError")]
    [InlineData("Input(4), Dense(3), ELU, MeanAbsoluteError")]
    [InlineData("Input(4), Dense(3), ReLU, Dense(2, WeightInitializer = Initializer.Zeros), Softmax, CrossEntropy")]
    [InlineData("Input(4), Dense(1, WeightInitializer = Initializer.Ones), Tanh, Dense(2), MeanSquaredError")]
    [InlineData("Input(4), Dense(3, WeightInitializer = Initializer.Zeros, BiasInitializer = Initializer.Normal), Tanh, Dense(2), MeanSquaredError")]
    [InlineData("Input(4), Dense(3, BiasInitializer = Initializer.Ones, Bias = true), Tanh, Dense(2), MeanSquaredError")]
    [InlineData("Input(2, 2), ReLU")]
    [InlineData("Input(4), Dense(3, Inputs = 4), ReLU")]
    public void Combinations_that_make_sense_are_not_reported(string layers) => Reports(layers);

    [Fact]
    public void All_problems_of_shapes_and_losses_are_reported_at_once() => Reports(
        "Input(2, 3), Dense(4), Dense(3, Inputs = 5), Softmax, Tanh, MeanSquaredError, ReLU, CrossEntropy",
        "NNG2021 `Dense(4)`: Dense 'dense1' maps the last axis at each of 2 positions, [2, 3] → [2, 4], as in PyTorch and Keras (insert [Flatten] to map all 6 values together)",
        "NNG2007 `Dense(3, Inputs = 5)`: Dense 'dense2' follows Dense 'dense1' without an activation, so both are one linear map (add one, such as [ReLU], or [Linear] to show that this is intended)",
        "NNG1002 `5`: Dense 'dense2' states Inputs = 5, but 'dense1' gives 4 (write Inputs = 4, or change 'dense1')",
        "NNG2008 `Tanh`: [Tanh] is applied to the output of [Softmax], so the result is no longer a distribution (remove [Tanh])",
        "NNG2002 `ReLU`: [ReLU] comes after the loss [MeanSquaredError], but the loss ends the network (move [MeanSquaredError] below it)",
        "NNG2010 `ReLU`: [ReLU] directly follows the activation [Tanh], so its values are between 0 and 1 (remove one of the two, put a layer between them, or [Linear] to show that this is intended)",
        "NNG2001 `CrossEntropy`: [CrossEntropy] is a second loss after [MeanSquaredError], but an output has one (remove one of them)");

    [Fact]
    public void Problems_of_order_are_reported_even_without_known_shapes() => Reports(
        "Input(4), Dense(0), MeanSquaredError, ReLU(Name = \"1\"), Huber(-1)",
        "NNG0009 `0`: Dense 'units' is 0, but must be at least 1",
        "NNG2002 `ReLU(Name = \"1\")`: [ReLU] comes after the loss [MeanSquaredError], but the loss ends the network (move [MeanSquaredError] below it)",
        "NNG0013 `\"1\"`: ReLU 'Name' is \"1\", but a name has letters, digits, '_' and '-', and begins with a letter or '_' (choose another, such as '_1')",
        "NNG2001 `Huber(-1)`: [Huber] is a second loss after [MeanSquaredError], but an output has one (remove one of them)",
        "NNG0009 `-1`: Huber 'delta' is -1, but must be finite and greater than 0");

    [Fact]
    public void An_argument_out_of_range_hides_nothing_but_the_shapes_that_follow_from_it() => Reports(
        "Input(4), Dense(3, Inputs = 5), Dense(0), ReLU, Dense(2, Inputs = 5), Dense(1), Softmax, ReLU, CrossEntropy",
        "NNG1002 `5`: Dense 'dense1' states Inputs = 5, but Input gives 4 (write Inputs = 4, or change Input)",
        "NNG2007 `Dense(0)`: Dense 'dense2' follows Dense 'dense1' without an activation, so both are one linear map (add one, such as [ReLU], or [Linear] to show that this is intended)",
        "NNG0009 `0`: Dense 'units' is 0, but must be at least 1",
        "NNG2007 `Dense(1)`: Dense 'dense4' follows Dense 'dense3' without an activation, so both are one linear map (add one, such as [ReLU], or [Linear] to show that this is intended)",
        "NNG2008 `ReLU`: [ReLU] is applied to the output of [Softmax], so the result is no longer a distribution (remove [ReLU])",
        "NNG2005 `CrossEntropy`: [CrossEntropy] is over a single output, whose probability is always 1 (for yes or no use [Sigmoid] and [BinaryCrossEntropy], else add outputs)");

    [Theory]
    [InlineData("Dense(-3), ReLU, Softmax", "NNG0009 `-3`: Dense 'units' is -3, but must be at least 1")]
    [InlineData("Dense(3, Inputs = -1)", "NNG0009 `-1`: Dense 'Inputs' is -1, but must be at least 1, or 0 to check nothing")]
    public void An_argument_out_of_range_is_reported_once(string layers, string expected) => Reports($"Input(4), {layers}", expected);

    [Fact]
    public void Every_layer_and_loss_of_the_library_is_known_to_the_compiler()
    {
        var attributes = typeof(LayerAttribute).Assembly.GetTypes().Where(type => !type.IsAbstract).ToList();
        var layers = attributes.Where(type => type.IsSubclassOf(typeof(LayerAttribute))).ToList();
        var losses = attributes.Where(type => type.IsSubclassOf(typeof(LossFunctionAttribute))).ToList();

        Assert.InRange(layers.Count, 16, 200);
        Assert.All(layers, type => Assert.True(Layers.LayerCatalog.Contains(type.Name[..^"Attribute".Length]), $"{type.Name} has no room in the compiler."));
        Assert.Equal(
            Enum.GetNames<LossKind>().Except([nameof(LossKind.None), nameof(LossKind.Sum)]).Order(),
            losses.Select(type => type == typeof(LossAttribute) ? nameof(LossKind.Formula) : type.Name[..^"Attribute".Length]).Order());
        Assert.All(losses, type => Assert.True(Losses.LossCatalog.Contains(type.Name[..^"Attribute".Length])));
    }

    [Fact]
    public void A_layer_is_not_frozen_by_another_one_that_uses_its_weights() => Reports(
        "Input(4), Dense(3, Name = \"a\"), Tanh, Dense(4, Tied = \"a\", Trainable = false), MeanSquaredError",
        "NNG0009 `false`: Dense 'Trainable' is false, but must be left out: its weights are those of 'a', which are trained");

    [Fact]
    public void Parameters_are_described_by_the_layer_that_owns_them() => Reports(
        "Input(4), Dense(4, Name = \"a\"), Tanh, Dense(4, Shared = \"a\", L2 = 0.1), MeanSquaredError",
        "NNG0009 `0.1`: Dense 'L2' is stated, but must be left out: the parameters are those of 'a'");

    [Fact]
    public void Shared_parameters_have_the_shapes_that_the_layer_needs() => Reports(
        "Input(4), Dense(5, Name = \"a\"), Tanh, Dense(5, Shared = \"a\"), MeanSquaredError",
        "NNG0009 `\"a\"`: Dense 'Shared' is 'a' with parameters [5, 4], [5], but must be the name of a layer with [5, 5], [5], which [5] needs");

    [Fact]
    public void Relative_widths_are_whole_numbers() => Reports(
        "Input(4), Dense(Width.Input / 3), MeanSquaredError",
        "NNG0009 `Width.Input / 3`: Dense 'units' is Width.Input / 3, but must be a whole number for the 4 values that arrive from Input");

    private static void Reports(string layers, params string[] expected) => Assert.Equal(
        expected,
        Compile.Analyze($"[Network, {layers}] partial class Net;").Select(finding => $"{finding.Id} `{finding.Squiggle}`: {finding.Message}"));
}
