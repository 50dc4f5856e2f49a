using Microsoft.CodeAnalysis.CodeFixes;

namespace NNGen.Generator.Tests;

/// <summary>Fixes of shapes, losses and activations: the whole text before and after.</summary>
[Trait("Category", "Slow")]
public sealed class TrainingFixTests
{
    [Theory]
    [InlineData("[Dense(3, Inputs = [|30|], Bias = false)]", "[Dense(3, Inputs = 32, Bias = false)]")]
    [InlineData("[Dense(3, Inputs = /* all */ [|5 * 6|])]", "[Dense(3, Inputs = /* all */ 32)]")]
    public void The_number_of_inputs_becomes_the_inferred_one(string before, string after) =>
        FixedSource.Check("NNG1002", $"[Network] [Input(32)]\n{before}\npartial class Net;", $"[Network] [Input(32)]\n{after}\npartial class Net;", "Change to 32");

    [Fact]
    public void A_large_number_keeps_its_underscores() => FixedSource.Check(
        "NNG1002",
        "[Network] [Input(12_288)] [Dense(3, Inputs = [|12_000|])] partial class Net;",
        "[Network] [Input(12_288)] [Dense(3, Inputs = 12_288)] partial class Net;");

    [Fact]
    public void An_input_becomes_flat() => FixedSource.Check(
        "NNG2021",
        "[Network]\n[Input(8 + 1, 8, /* channels */ 3)]\n[[|Dense(3)|]]\npartial class Net;",
        "[Network]\n[Input((8 + 1) * 8 * /* channels */ 3)]\n[Dense(3)]\npartial class Net;",
        "Make the input flat");

    [Theory]
    [InlineData("[Network]\n[Input(8, 8)]\n// classes\n[Dense(3), Softmax]\npartial class Net;", "[Network]\n[Input(8, 8)]\n[Flatten]\n// classes\n[Dense(3), Softmax]\npartial class Net;")]
    [InlineData("[Network, Input(8, 8), NNGen.Dense(3)] partial class Net;", "[Network, Input(8, 8), NNGen.Flatten, NNGen.Dense(3)] partial class Net;")]
    public void A_layer_that_changes_the_shape_is_inserted_if_there_is_one(string before, string after) =>
        Assert.Equal(after, Assert.Single(FixedSource.EveryFix(before)[0].Files));

    [Theory]
    [InlineData("[MeanSquaredError]\n[[|Huber(0.5)|]]", "[MeanSquaredError]")]
    [InlineData("[MeanSquaredError, [|Huber(0.5)|]]", "[MeanSquaredError]")]
    public void A_second_loss_is_removed(string before, string after) => FixedSource.Check(
        "NNG2001", $"[Network]\n[Input(4)]\n[Dense(3)]\n{before}\npartial class Net;", $"[Network]\n[Input(4)]\n[Dense(3)]\n{after}\npartial class Net;");

    [Theory]
    [InlineData("[Dense(3)]\n// compared\n[MeanSquaredError] // here\n[[|Tanh|]]\n", "[Dense(3)]\n[Tanh]\n// compared\n[MeanSquaredError] // here\n")]
    [InlineData("[Dense(3), MeanSquaredError, [|Tanh|]] ", "[Dense(3), Tanh, MeanSquaredError] ")]
    [InlineData("[Dense(3), MeanSquaredError]\n[[|Tanh|]] // squashed\n", "[Dense(3)]\n[Tanh] // squashed\n[MeanSquaredError]\n")]
    [InlineData("[Dense(3)] [MeanSquaredError] [[|Tanh|]] ", "[Dense(3)] [Tanh] [MeanSquaredError] ")]
    [InlineData("[Dense(3)]\r\n[MeanSquaredError]\r\n[[|Tanh|], Serializable]\r\n", "[Dense(3)]\r\n[Tanh, MeanSquaredError, Serializable]\r\n")]
    public void The_loss_moves_to_the_end(string before, string after) => FixedSource.Check(
        "NNG2002", $"[Network] [Input(4)] {before}partial class Net;", $"[Network] [Input(4)] {after}partial class Net;");

    [Theory]
    [InlineData("[Dense(3)] // logits\n[[|CrossEntropy|]]", "[Dense(3), Softmax] // logits\n[CrossEntropy]", "Add [Softmax] after [Dense]")]
    [InlineData("[Dense(3)]\n[[|CrossEntropy|]]", "[Dense(3)]\n[CrossEntropy(FromLogits = true)]", "Compute [CrossEntropy] from logits")]
    [InlineData("[Dense(3)]\n[[|CrossEntropy()|]]", "[Dense(3)]\n[CrossEntropy(FromLogits = true)]", "Compute [CrossEntropy] from logits")]
    [InlineData("[Dense(3)]\n[[|CrossEntropy(FromLogits = false)|]]", "[Dense(3)]\n[CrossEntropy(FromLogits = true)]", "Compute [CrossEntropy] from logits")]
    [InlineData("[Dense(3), LeakyReLU(0.1, Name = \"p\")]\n[[|CrossEntropy|]]", "[Dense(3), Softmax(Name = \"p\")]\n[CrossEntropy]", "Replace [LeakyReLU] by [Softmax]")]
    [InlineData("[Dense(3), Softmax, Linear]\n[[|CrossEntropy|]]", "[Dense(3), Softmax]\n[CrossEntropy]", "Remove [Linear]")]
    public void Cross_entropy_gets_a_softmax(string before, string after, string title) => FixedSource.Check(
        "NNG2004", $"[Network] [Input(4)]\n{before}\npartial class Net;", $"[Network] [Input(4)]\n{after}\npartial class Net;", title);

    [Theory]
    [InlineData("[NNGen.Dense(3)]\n[[|BinaryCrossEntropy|]]", "[NNGen.Dense(3), NNGen.Sigmoid]\n[BinaryCrossEntropy]", "Add [Sigmoid] after [Dense]")]
    [InlineData("[Dense(3), NNGen.ReLUAttribute]\n[[|BinaryCrossEntropy|]]", "[Dense(3), NNGen.Sigmoid]\n[BinaryCrossEntropy]", "Replace [ReLU] by [Sigmoid]")]
    public void Binary_cross_entropy_gets_a_sigmoid(string before, string after, string title) => FixedSource.Check(
        "NNG2003", $"[Network] [Input(4)]\n{before}\npartial class Net;", $"[Network] [Input(4)]\n{after}\npartial class Net;", title);

    [Theory]
    [InlineData("[Dense(1), Softmax(Name = \"p\")]\n[[|CrossEntropy|]]", "[Dense(1), Sigmoid(Name = \"p\")]\n[BinaryCrossEntropy]")]
    [InlineData("[Dense(1)]\n[[|CrossEntropy|]]", "[Dense(1), Sigmoid]\n[BinaryCrossEntropy]")]
    [InlineData("[Dense(1), Tanh]\n[[|CrossEntropy|]]", "[Dense(1), Sigmoid]\n[BinaryCrossEntropy]")]
    [InlineData("[Dense(1), Sigmoid]\n[[|CrossEntropy|]]", "[Dense(1), Sigmoid]\n[BinaryCrossEntropy]")]
    [InlineData("[Dense(1)]\n[[|CrossEntropy(FromLogits = true)|]]", "[Dense(1)]\n[BinaryCrossEntropy(FromLogits = true)]")]
    [InlineData("[Dense(1), [|LogSoftmax|]]\n[MeanSquaredError]", "[Dense(1), Sigmoid]\n[MeanSquaredError]")]
    public void A_single_output_is_a_sigmoid(string before, string after) => FixedSource.Check(
        "NNG2005", $"[Network] [Input(4)]\n{before}\npartial class Net;", $"[Network] [Input(4)]\n{after}\npartial class Net;");

    [Theory]
    [InlineData("[Dense(3), Softmax]\n[CrossEntropy(FromLogits = [|true|])]", "[Dense(3)]\n[CrossEntropy(FromLogits = true)]", "Remove [Softmax]")]
    [InlineData("[Dense(3)]\n[Softmax] // sums to 1\n[CrossEntropy(FromLogits = [|true|])]", "[Dense(3)]\n// sums to 1\n[CrossEntropy(FromLogits = true)]", "Remove [Softmax]")]
    [InlineData("[Dense(3), Softmax]\n[CrossEntropy(FromLogits = [|true|])]", "[Dense(3), Softmax]\n[CrossEntropy]", "Remove FromLogits")]
    [InlineData("[Dense(3), Sigmoid]\n[BinaryCrossEntropy(FromLogits = [|true|])]", "[Dense(3), Sigmoid]\n[BinaryCrossEntropy]", "Remove FromLogits")]
    public void One_of_two_activations_is_removed(string before, string after, string title) => FixedSource.Check(
        "NNG2006", $"[Network] [Input(4)]\n{before}\npartial class Net;", $"[Network] [Input(4)]\n{after}\npartial class Net;", title);

    [Fact]
    public void FromLogits_stays_where_it_is_not_the_same_activation() =>
        Assert.Equal(["Remove [Sigmoid]"], FixedSource.Titles("NNG2006", "[Network, Input(4), Dense(3), Sigmoid, CrossEntropy(FromLogits = true)] partial class Net;"));

    [Theory]
    [InlineData("[Dense(8)] // hidden\n[[|Dense(3)|]]", "[Dense(8), ReLU] // hidden\n[Dense(3)]", "Add [ReLU] after [Dense]")]
    [InlineData("[Dense(8), [|Dense(3)|]]", "[Dense(8), Linear, Dense(3)]", "Add [Linear] after [Dense]")]
    [InlineData("[Dense(\n    8)\n]\n[[|Dense(3)|]]", "[Dense(\n    8), ReLU\n]\n[Dense(3)]", null)]
    public void An_activation_is_put_between_linear_layers(string before, string after, string? title) => FixedSource.Check(
        "NNG2007", $"[Network] [Input(4)]\n{before}\npartial class Net;", $"[Network] [Input(4)]\n{after}\npartial class Net;", title);

    [Theory]
    [InlineData("[Dense(3), Softmax, [|Tanh|]]", "[Dense(3), Softmax]")]
    [InlineData("[Dense(3), Softmax]\n[[|LeakyReLU(0.1)|]]\n[MeanSquaredError]", "[Dense(3), Softmax]\n[MeanSquaredError]")]
    public void An_activation_after_a_softmax_is_removed(string before, string after) => FixedSource.Check(
        "NNG2008", $"[Network] [Input(4)]\n{before}\npartial class Net;", $"[Network] [Input(4)]\n{after}\npartial class Net;");

    [Theory]
    [InlineData("NNG2009", "[Dense(3), ReLU]\n[[|ReLU|]]", "[Dense(3), ReLU]")]
    [InlineData("NNG2010", "[Dense(3), ReLU, [|Sigmoid|]]", "[Dense(3), ReLU]")]
    public void A_second_activation_is_removed(string id, string before, string after) => FixedSource.Check(
        id, $"[Network] [Input(4)]\n{before}\npartial class Net;", $"[Network] [Input(4)]\n{after}\npartial class Net;");

    [Fact]
    public void A_softmax_gets_its_cross_entropy() => FixedSource.Check(
        "NNG2013",
        "[Network] [Input(4)]\n[Dense(3), Softmax]\n[[|BinaryCrossEntropy|]] // of a distribution\npartial class Net;",
        "[Network] [Input(4)]\n[Dense(3), Softmax]\n[CrossEntropy] // of a distribution\npartial class Net;",
        "Replace [BinaryCrossEntropy] by [CrossEntropy]");

    [Fact]
    public void All_linear_layers_get_activations_at_once() => Assert.Equal(
        [
            """
            [Network]
            [Input(4)]
            [Dense(9), ReLU] // one
            [Dense(8), ReLU] // two
            [Dense(7), ReLU]
            [Dense(3)]
            public partial class Net;
            """,
        ],
        FixedSource.All(
            "NNG2007",
            FixAllScope.Document,
            """
            [Network]
            [Input(4)]
            [Dense(9)] // one
            [Dense(8)] // two
            [Dense(7)]
            [Dense(3)]
            public partial class Net;
            """));

    [Fact]
    public void A_loss_before_several_layers_moves_once() => Assert.Equal(
        ["[Network, Input(4), Dense(3), Tanh, Dense(2), Tanh, MeanSquaredError] partial class Net;"],
        FixedSource.All("NNG2002", FixAllScope.Solution, "[Network, Input(4), MeanSquaredError, Dense(3), Tanh, Dense(2), Tanh] partial class Net;"));

    [Fact]
    public void Removing_several_attributes_leaves_no_empty_brackets() => Assert.Equal(
        ["[Network, Input(4), Dense(3)]\n[Softmax]\n[Softmax]\npartial class Net;"],
        FixedSource.All("NNG2008", FixAllScope.Document, "[Network, Input(4), Dense(3)]\n[Softmax]\n[Softmax, Softmax, Softmax]\npartial class Net;"));
}
