using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Tests;

public sealed class NetworkParserTests
{
    private const string Digits = """
        [Network]
        [Input(64)]
        [Dense(32), ReLU]
        [Dense(10, Name = "out", WeightInitializer = Initializer.HeNormal, WeightScale = 0.5), Softmax]
        [CrossEntropy(FromLogits = true)]
        public partial class Digits;
        """;

    [Fact]
    public void Attributes_keep_their_order_across_bracket_lists() =>
        Assert.Equal(["Input", "Dense", "ReLU", "Dense", "Softmax", "CrossEntropy"], Parse(Digits).Attributes.Select(attribute => attribute.Kind));

    [Fact]
    public void Only_written_arguments_are_in_the_declaration()
    {
        var attributes = Parse("[Network] [Input(4)] [Dense(3), ELU, ELU(2), GELU, GELU(Approximation.Tanh), Huber] partial class Net;").Attributes;

        Assert.Equal(["shape", "units", "", "alpha", "", "approximation", ""], attributes.Select(
            attribute => string.Join(" ", attribute.Arguments.Select(argument => argument.Name))));
    }

    [Fact]
    public void Arguments_are_read_by_the_type_of_their_parameter()
    {
        var attributes = Parse(Digits).Attributes;

        Assert.Equal([64], attributes[0].Integers("shape"));
        Assert.Equal(32, attributes[1].Integer("units", 0));
        Assert.Equal(32.0, attributes[1].Number("units", 0));
        Assert.Equal("out", attributes[3].Text("Name"));
        Assert.Equal((long)Initializer.HeNormal, attributes[3].Integer("WeightInitializer", 0));
        Assert.Equal(0.5, attributes[3].Number("WeightScale", 0));
        Assert.True(attributes[5].Flag("FromLogits", false));
    }

    [Theory]
    [InlineData("Input(28, 28, 1)", 28, 28, 1)]
    [InlineData("Input(new[] { 28, 28 })", 28, 28)]
    [InlineData("Input(shape: new int[] { 5 })", 5)]
    [InlineData("Input(5)", 5)]
    [InlineData("Input(2 + 3, 'a')", 5, 97)]
    [InlineData("Input()")]
    [InlineData("Input(null)")]
    public void A_shape_is_read_however_it_is_written(string input, params int[] shape) =>
        Assert.Equal(shape.Select(dimension => (long)dimension), Parse($"[Network] [{input}] [Dense(3)] partial class Net;").Attributes[0].Integers("shape"));

    [Fact]
    public void A_constructor_argument_may_be_named()
    {
        var dense = Parse("[Network] [Input(4)] [Dense(units: 7, Bias = false)] partial class Net;").Attributes[1];

        Assert.Equal(7, dense.Integer("units", 0));
        Assert.False(dense.Flag("Bias", true));
    }

    [Fact]
    public void Aliases_and_qualified_names_are_the_same_attributes() => Assert.Equal(
        Parse("[Network] [Input(4)] [Dense(3), ReLU] partial class Net;"),
        Parse("using D = NNGen.DenseAttribute; [NNGen.Network, InputAttribute(4)] [type: D(3)] [global::NNGen.ReLU()] partial class Net;"));

    [Theory]
    [InlineData("namespace A.B; [Network] partial class Net;", "A.B", "", "internal")]
    [InlineData("namespace A.@class; [Network] public partial class Net;", "A.@class", "", "public")]
    [InlineData("partial class O<T, U> { [Network] partial class Net; }", "", "partial class O<T, U>", "private")]
    [InlineData("partial interface I<T> { [Network] protected partial class Net; }", "", "partial interface I<T>", "protected")]
    [InlineData("readonly ref partial struct S { [Network] internal partial class Net; }", "", "partial struct S", "internal")]
    [InlineData("partial record R(int X) { [Network] protected internal partial class Net; }", "", "partial record R", "protected internal")]
    [InlineData("partial record struct R { [Network] public partial class Net; }", "", "partial record struct R", "public")]
    [InlineData(
        "static partial class A { abstract partial class @event<@in> { [Network] private protected partial class Net; } }",
        "", "partial class A|partial class @event<@in>", "private protected")]
    public void Containers_are_headers_of_partial_declarations(string source, string space, string containers, string accessibility)
    {
        var network = Parse(source.Replace("[Network]", "[Network, Input(4), Dense(3)]"));

        Assert.Equal(space, network.Namespace);
        Assert.Equal(containers, string.Join("|", network.Containers));
        Assert.Equal(accessibility, network.Accessibility);

        // The headers are C# that joins the declaration.
        string half = string.Concat(network.Containers.Select(header => header + " { "))
            + $"{accessibility} partial class {network.Name} {{ public int Added; }}"
            + string.Concat(network.Containers.Select(_ => " }"));
        string file = space.Length > 0 ? $"namespace {space} {{ {half} }}" : half;
        var joined = Compile.Source(source).AddSyntaxTrees(Compile.Parsed(file, "NNGen.Generator/NNGen.Generator.NetworkGenerator/Net.g.cs"));
        Assert.Empty(Compile.Errors(joined));
        Assert.Single(joined.GetSymbolsWithName("Net"));
    }

    [Fact]
    public void A_keyword_as_a_name_is_escaped() => Assert.Equal("@event", Parse("[Network, Input(4), Dense(3)] partial class @event;").Name);

    [Fact]
    public void Precision_is_read()
    {
        Assert.Equal(Syntax.Precision.Single, Parse("[Network, Input(4), Dense(3)] partial class Net;").Precision);
        Assert.Equal(Syntax.Precision.Double, Parse("[Network(Precision = Precision.Double), Input(4), Dense(3)] partial class Net;").Precision);
    }

    [Theory]
    [InlineData("[Network, Input(4), Dense(3)] partial class Net;", true, true)]
    [InlineData("[Network, Input(4), Dense(3, Name = \"1\")] partial class Net;", true, true)]
    [InlineData("[Network, Input(4), Dense(0)] partial class Net;", true, true)]
    [InlineData("[Network, Input(4), Dense()] partial class Net;", true, false)]
    [InlineData("[Network, Input(4), Dens(3), ReLU] partial class Net;", true, false)]
    [InlineData("[Network, Input(4)] partial class Net;", true, false)]
    [InlineData("[Network, Input(4), ReLU] partial class Net; [Dense(3)] partial class Net;", true, false)]
    [InlineData("[Network, Input(4), Dense(3)] class Net;", false, true)]
    [InlineData("[Network, Input(4), Dense(3)] partial class Net<T>;", false, true)]
    [InlineData("class Outer { [Network, Input(4), Dense(3)] partial class Net; }", false, true)]
    public void A_broken_declaration_says_what_can_still_be_done(string source, bool canBeExtended, bool canBeInferred)
    {
        var parsed = Assert.Single(ParserGenerator.Run(Compile.Source(source)))!;

        Assert.Equal(canBeExtended, parsed.CanBeExtended);
        Assert.Equal(canBeInferred, parsed.CanBeInferred);
    }

    [Fact]
    public void A_network_marked_twice_is_parsed_once()
    {
        var parsed = ParserGenerator.Run(Compile.Source("[Network, Input(4), Dense(3)] partial class Net; [Network] partial class Net;"));

        Assert.Single(parsed, network => network is not null);
    }

    [Fact]
    public void A_type_that_is_not_a_class_is_not_a_network() =>
        Assert.All(ParserGenerator.Run(Compile.Source("[Network] partial struct Net; [Network] enum E;")), Assert.Null);

    [Fact]
    public void Equal_compilations_give_equal_models() => Assert.Equal(
        ParserGenerator.Run(Compile.Source(Digits)),
        ParserGenerator.Run(Compile.Source("// Some lines above.\n\n" + Digits)));

    [Fact]
    public void Different_arguments_give_different_models() => Assert.NotEqual(
        Parse(Digits),
        Parse(Digits.Replace("0.5", "0.25")));

    [Fact]
    public void An_unrelated_edit_leaves_the_model_unchanged()
    {
        var compilation = Compile.Source(Digits, "class Other;");
        var driver = Compile.Driver(new ParserGenerator()).RunGenerators(compilation);
        Assert.Equal(IncrementalStepRunReason.New, Assert.Single(ParserGenerator.Steps(driver)).Reason);

        var edited = compilation
            .ReplaceSyntaxTree(compilation.SyntaxTrees[2], Compile.Parsed("class Other { int field; }", "File1.cs"))
            .ReplaceSyntaxTree(compilation.SyntaxTrees[1], Compile.Parsed("// A comment.\n" + Digits + " class Third;", "File0.cs"));
        driver = driver.RunGenerators(edited);

        Assert.Equal(IncrementalStepRunReason.Unchanged, Assert.Single(ParserGenerator.Steps(driver)).Reason);
    }

    private static NetworkDeclaration Parse(string source)
    {
        var compilation = Compile.Source(source);
        Assert.Empty(Compile.Errors(compilation));
        return Assert.Single(ParserGenerator.Run(compilation))!.Declaration;
    }
}
