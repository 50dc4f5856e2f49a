using Microsoft.CodeAnalysis;

namespace NNGen.Generator.Tests;

/// <summary>Where mistakes of blocks are reported: what depends on what arrives, at the use, with the place in the block; everything else in the block, once.</summary>
public sealed class BlockTests
{
    [Fact]
    public void A_mistake_that_depends_on_what_arrives_is_reported_at_the_use_with_its_place_in_the_block()
    {
        Diagnostic diagnostic = Assert.Single(EditorConfig.Analyze(
            "[Block, ReLU, Conv2D(4, 5), ReLU] partial class Wide; [Network, Input(8, 8, 1), Block<Wide>, Block<Wide>(Name = \"second\"), Flatten, Dense(2)] partial class Net;"));

        Assert.Equal("NNG1003 Error `Block<Wide>(Name = \"second\")`", EditorConfig.Line(diagnostic).Split(':')[0]);
        Assert.StartsWith("In Wide: Conv2D 'second.1' has windows of 5 rows, but ", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Equal("Conv2D(4, 5)", EditorConfig.Text(Assert.Single(diagnostic.AdditionalLocations)));
    }

    [Fact]
    public void A_mistake_of_a_block_in_a_block_is_reported_at_the_use_in_the_network()
    {
        Diagnostic diagnostic = Assert.Single(EditorConfig.Analyze(
            "[Block, Conv2D(4, 5), ReLU] partial class Inner; [Block, Block<Inner>] partial class Outer; [Network, Input(4, 4, 1), Block<Outer>, Flatten, Dense(2)] partial class Net;"));

        Assert.Equal("NNG1003 Error `Block<Outer>`", EditorConfig.Line(diagnostic).Split(':')[0]);
        Assert.StartsWith("In Inner: Conv2D", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Equal("Conv2D(4, 5)", EditorConfig.Text(Assert.Single(diagnostic.AdditionalLocations)));
    }

    [Theory]
    [InlineData("[Block, Dense(4), Tanh, Block<A>] partial class A;", "contains itself: A → A")]
    [InlineData("[Block, Dense(4), Tanh, Block<B>] partial class A; [Block, Dense(4), Tanh, Block<A>] partial class B;", "contains itself: A → B → A")]
    [InlineData("[Block, Block<B>] partial class A; [Block, Dense(4), Tanh, Block<C>] partial class B; [Block, Block<A>, Dense(4), Tanh] partial class C;", "contains itself: A → B → C → A")]
    public void A_block_that_contains_itself_is_reported_with_the_chain_of_names(string blocks, string message) => Assert.Equal(
        [$"NNG1016 Error `Block<A>`: 'A' {message} (remove one of the uses)"],
        EditorConfig.Analyze($"{blocks} [Network, Input(4), Block<A>, Dense(2)] partial class Net;").Select(EditorConfig.Line));

    [Fact]
    public void A_chain_begins_with_the_block_that_contains_itself() => Assert.Equal(
        ["NNG1016 Error `Block<Outer>`: 'B' contains itself: B → C → B (remove one of the uses)"],
        EditorConfig.Analyze(
            "[Block, Dense(4), Tanh, Block<B>] partial class Outer; [Block, Block<C>] partial class B; [Block, Dense(4), Tanh, Block<B>] partial class C; "
                + "[Network, Input(4), Block<Outer>, Dense(2)] partial class Net;").Select(EditorConfig.Line));

    [Fact]
    public void A_block_with_a_mistake_is_not_compiled_where_it_is_used()
    {
        var generated = Generated.From("[Block, Dense(4), Tanh, Add(\"a\")] partial class Half; [Network, Input(4), Block<Half>, Dense(2)] partial class Net;");

        Assert.DoesNotContain("Compiled by NNGen", Assert.Single(generated.Files.Values), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("As(\"a\"), Dense(4), Tanh, As(\"a\"), Add(\"a\")", "NNG1011 Error `\"a\"`: 'a' is the name of another value above (write another name)")]
    [InlineData("Residual, Dense(4), Tanh, Shortcut, Tanh, Shortcut, EndResidual", "NNG1012 Error `Shortcut`: [Shortcut]: its [Residual] has another [Shortcut] (remove one of them)")]
    [InlineData("Residual, Residual, Dense(4), Tanh, EndResidual", "NNG1012 Error `Residual`: [Residual]: there is no [EndResidual] below it (insert [EndResidual] where the region ends)")]
    [InlineData("As(\"a\"), Dense(4), Tanh, Concat(\"a\", \"b\")", "NNG1010 Error `\"b\"`: No value above is called 'b' (did you mean 'a')")]
    [InlineData("From(\"later\"), Dense(4), Tanh, As(\"later\")", "NNG1010 Error `\"later\"`: No value above is called 'later' (it is named below, but values flow downward: move this attribute below it)")]
    [InlineData("As(\"a\"), Dense(4), Tanh, Add(\"a\"), As(\"b\"), Tanh", "NNG1014 Warning `As(\"b\")`: Nothing reads 'b' (remove it, or write the name where a value is read: in [From], in a merge, as InitialState)")]
    public void A_mistake_of_the_block_alone_is_reported_in_it_once(string block, string expected) => Assert.Equal(
        [expected],
        EditorConfig.Analyze($"[Block, {block}] partial class Half; [Network, Input(4), Block<Half>(Repeat = 3), Block<Half>, Dense(2)] partial class Net;").Select(EditorConfig.Line));

    [Theory]
    [InlineData("As(\"a\"), Dense(4), Tanh, Add(\"a\")")]
    [InlineData("Residual, Dense(4), Tanh, Residual, Dense(4), Tanh, EndResidual, Shortcut, Dense(4), EndResidual")]
    [InlineData("Reshape(2, 2), As(\"x\"), GRU(2, ReturnState = \"s\"), From(\"x\"), GRU(2, InitialState = \"s\"), Dense(4), Tanh")]
    [InlineData("As(\"a\"), Dense(2), Tanh, As(\"b\"), From(\"a\"), Dense(2), Tanh, Concat(\"b\")")]
    public void A_block_without_a_mistake_is_not_reported(string block) =>
        Assert.Empty(EditorConfig.Analyze($"[Block, {block}] partial class Half; [Network, Input(4), Block<Half>(Repeat = 2), Dense(2)] partial class Net;"));
}
