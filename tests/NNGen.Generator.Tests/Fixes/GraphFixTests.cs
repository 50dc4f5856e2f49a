using Microsoft.CodeAnalysis.CodeFixes;

namespace NNGen.Generator.Tests;

/// <summary>Fixes of graphs: the whole text before and after.</summary>
[Trait("Category", "Slow")]
public sealed class GraphFixTests
{
    [Theory]
    [InlineData("[Dense(4), Tanh, As(\"skip1\")]\n[Dense(4), Tanh, Add(/* above */ [|\"skp1\"|])]", "[Dense(4), Tanh, As(\"skip1\")]\n[Dense(4), Tanh, Add(/* above */ \"skip1\")]", "Change to 'skip1'")]
    [InlineData(
        "[Dense(4), Tanh, As(\"one\"), Dense(4), Tanh, As(\"other\"), Dense(4), Tanh, Concat(\"one\", [|\"othre\"|], Axis = 1)]",
        "[Dense(4), Tanh, As(\"one\"), Dense(4), Tanh, As(\"other\"), Dense(4), Tanh, Concat(\"one\", \"other\", Axis = 1)]", "Change to 'other'")]
    [InlineData("[Dense(4), Tanh, As(\"body\")]\n[From([|\"bdy\"|])]", "[Dense(4), Tanh, As(\"body\")]\n[From(\"body\")]", "Change to 'body'")]
    [InlineData("[Dense(4, Name = \"first\"), Tanh]\n[Dense(4, Shared = [|\"frist\"|]), Tanh]", "[Dense(4, Name = \"first\"), Tanh]\n[Dense(4, Shared = \"first\"), Tanh]", "Change to 'first'")]
    public void A_name_that_is_read_becomes_the_nearest_one(string before, string after, string title) => FixedSource.Check(
        "NNG1010", $"[Network] [Input(4)]\n{before}\n[Dense(3)]\npartial class Net;", $"[Network] [Input(4)]\n{after}\n[Dense(3)]\npartial class Net;", title);

    [Fact]
    public void A_name_that_is_like_no_other_is_left_to_the_user() =>
        Assert.Empty(FixedSource.Titles("NNG1010", "[Network, Input(4), Dense(4), Tanh, As(\"skip\"), Dense(4), Add(\"elsewhere\"), Dense(3)] partial class Net;"));

    [Fact]
    public void A_name_is_corrected_in_the_block_that_has_it() => FixedSource.Check(
        "NNG1010",
        "[Block]\n[As(\"arrived\"), Dense(4), Tanh]\n[Add([|\"arived\"|])] // as it was\npartial class Step;\n[Network, Input(4), Block<Step>(Repeat = 2), Dense(3)] partial class Net;",
        "[Block]\n[As(\"arrived\"), Dense(4), Tanh]\n[Add(\"arrived\")] // as it was\npartial class Step;\n[Network, Input(4), Block<Step>(Repeat = 2), Dense(3)] partial class Net;");

    [Fact]
    public void All_names_are_corrected_at_once() => Assert.Equal(
        ["[Block, As(\"a1\"), Dense(4), Tanh, As(\"b1\"), Dense(4), Tanh, Add(\"a1\"), Add(\"b1\")] partial class Step;"],
        FixedSource.All("NNG1010", FixAllScope.Document, "[Block, As(\"a1\"), Dense(4), Tanh, As(\"b1\"), Dense(4), Tanh, Add(\"a\"), Add(\"b\")] partial class Step;"));

    [Theory]
    [InlineData("[Dense(4), Tanh, [|As(\"skip\")|]] // features", "[Dense(4), Tanh] // features", "Remove [As]")]
    [InlineData("[Dense(4)]\n[[|As(\"skip\")|]]\n[Tanh]", "[Dense(4)]\n[Tanh]", "Remove [As]")]
    [InlineData("[Reshape(2, 2), GRU(4, ReturnState = [|\"state\"|], Name = \"cell\")]", "[Reshape(2, 2), GRU(4, Name = \"cell\")]", "Remove ReturnState")]
    public void A_name_that_nothing_reads_is_removed(string before, string after, string title) => FixedSource.Check(
        "NNG1014", $"[Network] [Input(4)]\n{before}\n[Dense(3)]\npartial class Net;", $"[Network] [Input(4)]\n{after}\n[Dense(3)]\npartial class Net;", title);

    [Theory]
    [InlineData("[[|Residual|]]\n[Dense(4), ReLU, Dense(4)] // back to 4\n", "[Residual]\n[Dense(4), ReLU, Dense(4), EndResidual] // back to 4\n", "Add [EndResidual] after [Dense]")]
    [InlineData("[[|Residual|], Dense(8), Tanh]\n[Shortcut, Dense(8)]\n", "[Residual, Dense(8), Tanh]\n[Shortcut, Dense(8), EndResidual]\n", "Add [EndResidual] after [Dense]")]
    [InlineData("[Dense(4), Tanh]\n[[|EndResidual|], ReLU]\n", "[Dense(4), Tanh]\n[ReLU]\n", "Remove [EndResidual]")]
    [InlineData("[Dense(4), Tanh]\n[[|Shortcut|]]\n", "[Dense(4), Tanh]\n", "Remove [Shortcut]")]
    public void A_region_gets_its_end_and_an_end_without_a_region_is_removed(string before, string after, string title) => FixedSource.Check(
        "NNG1012", $"[Network] [Input(4)]\n{before}[Dense(3)]\npartial class Net;", $"[Network] [Input(4)]\n{after}[Dense(3)]\npartial class Net;", title);

    [Fact]
    public void A_region_of_a_block_ends_with_the_block() => FixedSource.Check(
        "NNG1012",
        "[Block, [|Residual|]]\n[NNGen.Dense(Width.Input), NNGen.Tanh]\npartial class Step;\n[Network, Input(4), Block<Step>(Repeat = 2), Dense(3)] partial class Net;",
        "[Block, Residual]\n[NNGen.Dense(Width.Input), NNGen.Tanh, NNGen.EndResidual]\npartial class Step;\n[Network, Input(4), Block<Step>(Repeat = 2), Dense(3)] partial class Net;");

    [Fact]
    public void A_region_in_which_no_layer_gives_what_arrived_is_left_to_the_user() =>
        Assert.Empty(FixedSource.Titles("NNG1012", "[Network, Input(4), Residual, Dense(8), Tanh, Dense(3)] partial class Net;"));
}
