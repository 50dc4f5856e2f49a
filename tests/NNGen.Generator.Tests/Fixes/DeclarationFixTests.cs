using Microsoft.CodeAnalysis.CodeFixes;

namespace NNGen.Generator.Tests;

/// <summary>Fixes of declarations: the whole text before and after.</summary>
[Trait("Category", "Slow")]
public sealed class DeclarationFixTests
{
    private const string Layers = "[Input(4), Dense(3), Softmax, CrossEntropy]";

    [Fact]
    public void A_class_becomes_partial() => FixedSource.Check(
        "NNG0001",
        """
        /// <summary>Documented.</summary>
        [Network]
        [Input(4)] // features
        [Dense(3), Softmax]
        [CrossEntropy]
        // why it is sealed
        public sealed class [|Net|];
        """,
        """
        /// <summary>Documented.</summary>
        [Network]
        [Input(4)] // features
        [Dense(3), Softmax]
        [CrossEntropy]
        // why it is sealed
        public sealed partial class Net;
        """);

    [Fact]
    public void A_class_without_modifiers_becomes_partial_and_what_contains_it_too() => FixedSource.Check(
        "NNG0001",
        $$"""
        public interface Shelf
        {
            readonly record struct Box
            {
                [Network] {{Layers}} /* here */ class [|Net|];
            }
        }
        """,
        $$"""
        public partial interface Shelf
        {
            readonly partial record struct Box
            {
                [Network] {{Layers}} /* here */ partial class Net;
            }
        }
        """);

    [Fact]
    public void A_container_becomes_partial() => FixedSource.Check(
        "NNG0002",
        $"public static class [|Models|]\r\n{{\r\n\t[Network] {Layers}\r\n\tpublic partial class Net;\r\n}}\r\n",
        $"public static partial class Models\r\n{{\r\n\t[Network] {Layers}\r\n\tpublic partial class Net;\r\n}}\r\n");

    [Theory]
    [InlineData("public [|static|] partial class Net;", "public partial class Net;", "Remove 'static'")]
    [InlineData("[|abstract|] partial class Net;", "partial class Net;", "Remove 'abstract'")]
    [InlineData("[|file|] /* local */ partial class Net;", "/* local */ partial class Net;", "Remove 'file'")]
    [InlineData("sealed partial [|record|] Net;", "sealed partial class Net;", "Make it a class")]
    [InlineData("partial [|record|] class Net { }", "partial class Net { }", "Make it a class")]
    public void A_keyword_is_removed(string before, string after, string? title) =>
        FixedSource.Check("NNG0003", $"[Network] {Layers}\n{before}", $"[Network] {Layers}\n{after}", title);

    [Fact]
    public void A_required_member_becomes_an_ordinary_one() => FixedSource.Check(
        "NNG0003",
        $"[Network] {Layers} partial class Net {{ public required string? [|Title|] {{ get; init; }} }}",
        $"[Network] {Layers} partial class Net {{ public string? Title {{ get; init; }} }}",
        "Remove 'required'");

    [Fact]
    public void A_file_local_container_becomes_an_ordinary_one() => FixedSource.Check(
        "NNG0003",
        $"file partial class [|Outer|] {{ [Network] {Layers} public partial class Net; }}",
        $"partial class Outer {{ [Network] {Layers} public partial class Net; }}",
        "Remove 'file'");

    [Theory]
    [InlineData("partial class Net<T>;")]
    [InlineData("partial class Net(int units);")]
    [InlineData("partial record Net(int Units);")]
    [InlineData("abstract partial class Net { public abstract int Count { get; } }")]
    public void A_declaration_that_a_keyword_cannot_fix_is_left_to_the_user(string declaration) =>
        Assert.Empty(FixedSource.Titles("NNG0003", $"[Network] {Layers} {declaration}"));

    [Fact]
    public void An_input_is_added_above_the_layers_and_their_comment() => FixedSource.Check(
        "NNG0004",
        """
        /// <summary>Documented.</summary>
        [Network]
            // the hidden layer
            [Dense(8, Inputs = 30), ReLU]
            [Dense(3, Inputs = 8), Softmax]
        public partial class [|Net|];
        """,
        """
        /// <summary>Documented.</summary>
        [Network]
            [Input(30)]
            // the hidden layer
            [Dense(8, Inputs = 30), ReLU]
            [Dense(3, Inputs = 8), Softmax]
        public partial class Net;
        """,
        "Add [Input(30)]");

    [Theory]
    [InlineData("[Network, Dense(3)] partial class [|Net|];", "[Network, Input(), Dense(3)] partial class Net;")]
    [InlineData("[Network] [Dense(3)] partial class [|Net|];", "[Network] [Input()] [Dense(3)] partial class Net;")]
    [InlineData("[Network] [NNGen.Dense(3)] partial class [|Net|];", "[Network] [NNGen.Input()] [NNGen.Dense(3)] partial class Net;")]
    public void An_input_is_added_in_the_layout_of_the_user(string before, string after) => FixedSource.Check("NNG0004", before, after);

    [Fact]
    public void The_size_after_a_dense_layer_is_not_that_of_the_input() => FixedSource.Check(
        "NNG0004",
        "[Network] [Dense(3), ReLU, Dense(2, Inputs = 3)] partial class [|Net|];",
        "[Network] [Input()] [Dense(3), ReLU, Dense(2, Inputs = 3)] partial class Net;");

    [Fact]
    public void The_size_may_be_stated_after_an_activation() => FixedSource.Check(
        "NNG0004",
        "[Network]\n[Tanh]\n[Dense(2, Inputs = 7)]\npartial class [|Net|];",
        "[Network]\n[Input(7)]\n[Tanh]\n[Dense(2, Inputs = 7)]\npartial class Net;");

    [Theory]
    [InlineData("[Network]\n[[|Input(5)|]]\n[Input(4)]\n[Dense(3)]\npartial class Net;", "[Network]\n[Input(4)]\n[Dense(3)]\npartial class Net;")]
    [InlineData("[Network]\n[[|Input(5)|], Input(4), Dense(3)]\npartial class Net;", "[Network]\n[Input(4), Dense(3)]\npartial class Net;")]
    [InlineData("[Network]\n[[|Input(5)|]] // pixels\n[Input(4)]\n[Dense(3)]\npartial class Net;", "[Network]\n// pixels\n[Input(4)]\n[Dense(3)]\npartial class Net;")]
    [InlineData("[Network] [[|Input(5)|]] [Input(4)]\n[Dense(3)] partial class Net;", "[Network] [Input(4)]\n[Dense(3)] partial class Net;")]
    [InlineData("[Network, [|Input(5)|]]\n[Input(4), Dense(3)]\npartial class Net;", "[Network]\n[Input(4), Dense(3)]\npartial class Net;")]
    public void An_unused_input_is_removed(string before, string after) => FixedSource.Check("NNG0005", before, after, "Remove [Input]");

    [Fact]
    public void The_input_moves_to_the_top_with_its_comments() => FixedSource.Check(
        "NNG0006",
        """
        /// <summary>Documented.</summary>
        [Network]
        // hidden
        [Dense(8), ReLU]
        [Dense(3), Softmax] // classes

        // four features:
        // the iris
        [[|Input(4)|]] // as it is
        [CrossEntropy]
        public partial class Net;
        """,
        """
        /// <summary>Documented.</summary>
        [Network]
        // four features:
        // the iris
        [Input(4)] // as it is
        // hidden
        [Dense(8), ReLU]
        [Dense(3), Softmax] // classes

        [CrossEntropy]
        public partial class Net;
        """);

    [Theory]
    [InlineData("[Network, Dense(3), [|Input(4)|]] partial class Net;", "[Network, Input(4), Dense(3)] partial class Net;")]
    [InlineData("[Network]\n[Dense(3), ReLU]\n[[|Input(4)|], Tanh]\npartial class Net;", "[Network]\n[Input(4)]\n[Dense(3), ReLU]\n[Tanh]\npartial class Net;")]
    [InlineData("[Network, Dense(3)]\n[[|Input(4)|]]\npartial class Net;", "[Network, Input(4), Dense(3)]\npartial class Net;")]
    [InlineData("[Dense(3)] [[|Input(4)|]] [Network] partial class Net;", "[Input(4)] [Dense(3)] [Network] partial class Net;")]
    public void The_input_moves_in_the_layout_of_the_user(string before, string after) => FixedSource.Check("NNG0006", before, after);

    [Fact]
    public void Layers_of_another_declaration_move_before_the_loss()
    {
        var files = FixedSource.Check(
            "NNG0008",
            [
                """
                [Network]
                [Input(4)] // features
                [CrossEntropy]
                public partial class Net;
                """,
                """
                [Serializable, [|Dense(8)|], ReLU]
                [Dense(3), Softmax]
                // the rest
                partial class Net
                {
                    public string? Title;
                }
                """,
            ]);

        Assert.Equal(
            """
            [Network]
            [Input(4)] // features
            [Dense(8), ReLU]
            [Dense(3), Softmax]
            [CrossEntropy]
            public partial class Net;
            """,
            files[0]);
        Assert.Equal(
            """
            [Serializable]
            // the rest
            partial class Net
            {
                public string? Title;
            }
            """,
            files[1]);
    }

    [Theory]
    [InlineData(
        "[Network] [Dense(3)] partial class Net;\n[[|Input(4)|]] [MeanSquaredError] partial class Net;",
        "[Network] [Input(4)] [Dense(3)] [MeanSquaredError] partial class Net;\npartial class Net;")]
    [InlineData(
        "[Network]\npartial class Net;\n\n[[|Input(4)|]]\n[Dense(3)]\n[MeanSquaredError]\npartial class Net;",
        "[Network]\n[Input(4)]\n[Dense(3)]\n[MeanSquaredError]\npartial class Net;\n\npartial class Net;")]
    public void All_parts_of_another_declaration_move_in_order(string before, string after) => FixedSource.Check("NNG0008", before, after);

    [Fact]
    public void A_network_without_its_mark_gets_it_and_becomes_partial() => FixedSource.Check(
        "NNG0012",
        """
        class Models
        {
            /// <summary>Documented.</summary>
            [[|Input(4)|]]
            [Dense(3), Softmax]
            [CrossEntropy]
            public class Net;
        }
        """,
        """
        partial class Models
        {
            /// <summary>Documented.</summary>
            [Network]
            [Input(4)]
            [Dense(3), Softmax]
            [CrossEntropy]
            public partial class Net;
        }
        """,
        "Add [Network]");

    [Theory]
    [InlineData("[Serializable] [[|Input(4)|], Dense(3)] partial class Net;", "[Serializable] [Network] [Input(4), Dense(3)] partial class Net;")]
    [InlineData("[Serializable, [|Input(4)|], Dense(3)] partial class Net;", "[Network] [Serializable, Input(4), Dense(3)] partial class Net;")]
    public void The_mark_is_written_as_the_layers_are(string before, string after) => FixedSource.Check("NNG0012", before, after);

    [Theory]
    [InlineData("[Dense([|0|])]", "[Dense(1)]", "Change to 1")]
    [InlineData("[Dense(units: [|-5|], Bias = false)]", "[Dense(units: 1, Bias = false)]", "Change to 1")]
    [InlineData("[Dense(3, Inputs = [|-1|])]", "[Dense(3, Inputs = 0)]", "Change to 0")]
    [InlineData("[Dense(3, Bias = false, BiasInitializer = [|Initializer.Ones|])]", "[Dense(3, Bias = false)]", "Remove BiasInitializer")]
    [InlineData("[Dense(3, WeightScale = [|0.1|], Bias = false)]", "[Dense(3, Bias = false)]", "Remove WeightScale")]
    [InlineData("[Dense(3, WeightScale = [|0.1|], Name = \"out\")]", "[Dense(3, Name = \"out\")]", null)]
    public void An_argument_gets_the_nearest_number_or_is_removed(string before, string after, string? title) => FixedSource.Check(
        "NNG0009", $"[Network] [Input(4)] {before} partial class Net;", $"[Network] [Input(4)] {after} partial class Net;", title);

    [Fact]
    public void What_the_owner_of_parameters_states_is_removed_from_their_second_use() => FixedSource.Check(
        "NNG0009",
        "[Block, Dense(4), Tanh] partial class Tower;\n[Network, Input(4), Block<Tower>(Name = \"a\"), Block<Tower>(Shared = \"a\", Trainable = [|false|]), Dense(3)] partial class Net;",
        "[Block, Dense(4), Tanh] partial class Tower;\n[Network, Input(4), Block<Tower>(Name = \"a\"), Block<Tower>(Shared = \"a\"), Dense(3)] partial class Net;",
        "Remove Trainable");

    [Fact]
    public void A_dimension_gets_the_nearest_number() => FixedSource.Check(
        "NNG0009", "[Network] [Input(8, [|-8|])] [ReLU] partial class Net;", "[Network] [Input(8, 1)] [ReLU] partial class Net;");

    [Fact]
    public void The_intended_argument_is_not_guessed() =>
        Assert.Empty(FixedSource.Titles("NNG0009", "[Network] [Input(4)] [Dense(3), ELU(0)] partial class Net;"));

    [Theory]
    [InlineData("NNG0010", "[Dense(8, Name = \"fc1\"), ReLU]\n[Dense(3, Name = [|\"fc1\"|])]", "[Dense(8, Name = \"fc1\"), ReLU]\n[Dense(3, Name = \"fc2\")]")]
    [InlineData("NNG0013", "[Dense(3, Name = /* was */ [|\"block.fc\"|], Bias = false)]", "[Dense(3, Name = /* was */ \"block_fc\", Bias = false)]")]
    public void A_layer_gets_another_name(string id, string before, string after) => FixedSource.Check(
        id, $"[Network] [Input(4)]\n{before}\npartial class Net;", $"[Network] [Input(4)]\n{after}\npartial class Net;");

    [Fact]
    public void All_layers_get_unique_names_at_once() => Assert.Equal(
        ["[Network, Input(4), ReLU(Name = \"a\"), Dense(3, Name = \"a2\"), Dense(2, Name = \"a3\"), Tanh(Name = \"a4\")] partial class Net;"],
        FixedSource.All(
            "NNG0010", FixAllScope.Document,
            "[Network, Input(4), ReLU(Name = \"a\"), Dense(3, Name = \"a\"), Dense(2, Name = \"a\"), Tanh(Name = \"a\")] partial class Net;"));

    [Theory]
    [InlineData("[[|Dens|](3), Softmax]", "[Dense(3), Softmax]", "Change to [Dense]")]
    [InlineData("[NNGen.Dense(3), [|NNGen.Softmx|](Name = \"p\")]", "[NNGen.Dense(3), NNGen.Softmax(Name = \"p\")]", "Change to [Softmax]")]
    public void An_attribute_gets_the_name_that_was_meant(string before, string after, string title) => FixedSource.Check(
        "NNG0016", $"[Network] [Input(4)]\n{before}\npartial class Net;", $"[Network] [Input(4)]\n{after}\npartial class Net;", title);

    [Theory]
    [InlineData("[Dense(3, [|use_bias|] = false)]", "[Dense(3, Bias = false)]", "Change to 'Bias ='")]
    [InlineData("[Dense([|unit|]: 3)]", "[Dense(units: 3)]", "Change to 'units:'")]
    [InlineData("[Dense([|Units|] = 3, Bias = false)]", "[Dense(units: 3, Bias = false)]", "Change to 'units:'")]
    [InlineData("[Dense(Bias = false, [|Units|] = 3)]", "[Dense(units: 3, Bias = false)]", "Change to 'units:'")]
    public void An_argument_gets_the_name_that_was_meant(string before, string after, string title) => FixedSource.Check(
        "NNG0017", $"[Network] [Input(4)]\n{before}\npartial class Net;", $"[Network] [Input(4)]\n{after}\npartial class Net;", title);

    [Theory]
    [InlineData("public [|Net|](string title) => Title = title;", "public Net(string title) : this(seed: 0) => Title = title;")]
    [InlineData("public [|Net|](int seed, string title) { Title = title; }", "public Net(int seed, string title) : this(seed) { Title = title; }")]
    [InlineData("public [|Net|](long seed) /* why */ { }", "public Net(long seed) : this(seed: 0) /* why */ { }")]
    [InlineData("public [|Net|](string title)\n        : base() // why\n    { }", "public Net(string title)\n        : this(seed: 0) // why\n    { }")]
    public void A_constructor_calls_the_generated_one(string before, string after) => FixedSource.Check(
        "NNG0015",
        $"[Network] {Layers} partial class Net\n{{\n    public string? Title;\n    {before}\n}}",
        $"[Network] {Layers} partial class Net\n{{\n    public string? Title;\n    {after}\n}}");

    [Fact]
    public void All_classes_of_a_file_become_partial_at_once()
    {
        string before = $$"""
            class Models
            {
                [Network] {{Layers}} class A;
                [Network] {{Layers}} sealed class B;
            }

            [Network] {{Layers}} class C;
            """;
        string after = before
            .Replace("class", "partial class", StringComparison.Ordinal);

        Assert.Equal([after], FixedSource.All("NNG0001", FixAllScope.Document, before));
        Assert.Equal([after, Other(after)], FixedSource.All("NNG0001", FixAllScope.Project, before, Other(before)));
        Assert.Equal([after, Other(before)], FixedSource.All("NNG0001", FixAllScope.Document, before, Other(before)));

        static string Other(string file) => file.Replace("Models", "More", StringComparison.Ordinal).Replace("C;", "D;", StringComparison.Ordinal);
    }
}
