using Microsoft.CodeAnalysis;

namespace NNGen.Generator.Tests;

/// <summary>Each rule of the parser: its id, the text that is underlined, and the whole message.</summary>
public sealed class DeclarationRulesTests
{
    private const string Layers = "[Input(4), Dense(3), Softmax, CrossEntropy]";

    [Fact]
    public void A_valid_network_has_no_findings() => Reports($"[Network] {Layers} public partial class Net;");

    [Fact]
    public void A_class_must_be_partial() => Reports(
        $"[Network] {Layers} public class Net;",
        "NNG0001 `Net`: Class 'Net' has [Network] but is not partial, so its other part cannot be generated (write 'partial class Net')");

    [Theory]
    [InlineData("class Outer", "class")]
    [InlineData("struct Outer", "struct")]
    [InlineData("interface Outer", "interface")]
    [InlineData("record Outer", "record")]
    [InlineData("readonly record struct Outer", "record struct")]
    public void A_container_must_be_partial(string header, string kind) => Reports(
        $"{header} {{ [Network] {Layers} public partial class Net; }}",
        $"NNG0002 `Outer`: 'Outer' contains the network 'Net' but is not partial, so the other part cannot be generated (write 'partial {kind} Outer')");

    [Fact]
    public void Every_container_must_be_partial() => Reports(
        $"class A {{ partial class B {{ class C {{ [Network] {Layers} partial class Net; }} }} }}",
        "NNG0002 `A`: 'A' contains the network 'Net' but is not partial, so the other part cannot be generated (write 'partial class A')",
        "NNG0002 `C`: 'C' contains the network 'Net' but is not partial, so the other part cannot be generated (write 'partial class C')");

    [Theory]
    [InlineData("static partial class Net;", "static", "a static class", "remove 'static'")]
    [InlineData("abstract partial class Net;", "abstract", "an abstract class", "remove 'abstract'")]
    [InlineData("file partial class Net;", "file", "a file-local class", "remove 'file'")]
    [InlineData("partial record Net;", "record", "a record", "write 'class'")]
    [InlineData("partial class Net<T, U>;", "<T, U>", "a generic class", "remove its type parameters")]
    [InlineData("partial class Net(int units);", "(int units)", "a class with a primary constructor", "write an ordinary constructor")]
    [InlineData("partial class Net; static partial class Net;", "static", "a static class", "remove 'static'")]
    public void A_network_is_an_ordinary_class(string declaration, string squiggle, string what, string suggestion) => Reports(
        $"[Network] {Layers} {declaration}",
        $"NNG0003 `{squiggle}`: 'Net' is {what}, but a network is an ordinary class ({suggestion})");

    [Fact]
    public void A_network_cannot_be_inside_a_file_local_type() => Reports(
        $"file partial class Outer {{ [Network] {Layers} public partial class Net; }}",
        "NNG0003 `Outer`: 'Net' is inside the file-local type 'Outer', but a network is an ordinary class (remove 'file')");

    [Fact]
    public void A_network_states_its_input() => Reports(
        "[Network] [Dense(3)] partial class Net;",
        "NNG0004 `Net`: Network 'Net' has no [Input], so no shape can be inferred (add [Input(...)] with the shape of one sample above the layers)");

    [Fact]
    public void Every_input_is_used() => Reports(
        "[Network] [Input(4)] [Input(5), Dense(3)] partial class Net;",
        "NNG0005 `Input(4)`: Network 'Net' has several inputs, and nothing reads this one (name it with [As] and merge it, or remove it)");

    [Fact]
    public void The_input_comes_first() => Reports(
        "[Network] [Dense(3)] [Input(4)] partial class Net;",
        "NNG0006 `Input(4)`: [Input] comes after [Dense], but the order of the attributes is the network (move [Input] above [Dense])");

    [Fact]
    public void A_network_has_layers() => Reports(
        "[Network] [Input(4)] [MeanSquaredError] partial class Net;",
        "NNG0007 `Net`: Network 'Net' has no layers, so there is nothing to compute (add one, such as [Dense(10)])");

    [Fact]
    public void A_network_has_its_attributes_on_one_declaration() => Reports(
        "[Network] [Input(4)] partial class Net; [Dense(3), ReLU] partial class Net;",
        "NNG0008 `Dense(3)`: [Dense] is on another declaration of 'Net' than [Network], and C# keeps no order between the two (move it below [Network])",
        "NNG0008 `ReLU`: [ReLU] is on another declaration of 'Net' than [Network], and C# keeps no order between the two (move it below [Network])");

    [Theory]
    [InlineData("Dense(0)", "0", "Dense 'units' is 0, but must be at least 1")]
    [InlineData("Dense(units: -5)", "-5", "Dense 'units' is -5, but must be at least 1")]
    [InlineData("Dense(3, Inputs = -1)", "-1", "Dense 'Inputs' is -1, but must be at least 1, or 0 to check nothing")]
    [InlineData(
        "Dense(3, WeightInitializer = Initializer.Normal, WeightScale = double.NaN)", "double.NaN",
        "Dense 'WeightScale' is NaN, but must be finite")]
    [InlineData(
        "Dense(3, BiasInitializer = Initializer.Constant, BiasScale = 1e300)", "1e300",
        "Dense 'BiasScale' is 1E+300, but must be finite in single precision")]
    [InlineData(
        "Dense(3, BiasInitializer = Initializer.Constant)", "Initializer.Constant",
        "Dense 'BiasInitializer' is Constant, but must be stated with its value, BiasScale")]
    [InlineData(
        "Dense(3, Bias = false, BiasInitializer = Initializer.Ones)", "Initializer.Ones",
        "Dense 'BiasInitializer' is stated, but must be left out if Bias = false")]
    [InlineData(
        "Dense(3, WeightInitializer = (Initializer)99)", "(Initializer)99",
        "Dense 'WeightInitializer' is 99, but must be a member of Initializer")]
    [InlineData(
        "Dense(3, WeightInitializer = Initializer.Uniform, WeightScale = 0)", "0",
        "Dense 'WeightScale' is 0, but must be greater than 0, or left out for 0.05")]
    [InlineData(
        "Dense(3, BiasInitializer = Initializer.Normal, BiasScale = -0.1)", "-0.1",
        "Dense 'BiasScale' is -0.1, but must be greater than 0, or left out for 0.05")]
    [InlineData(
        "Dense(3, WeightScale = 0.1)", "0.1",
        "Dense 'WeightScale' is stated, but must be left out unless WeightInitializer is Constant, Uniform, Normal or Orthogonal")]
    [InlineData("GELU((Approximation)(-1))", "(Approximation)(-1)", "GELU 'approximation' is -1, but must be a member of Approximation")]
    [InlineData("LeakyReLU(1 / 0.0)", "1 / 0.0", "LeakyReLU 'slope' is Infinity, but must be finite")]
    [InlineData("ELU(0)", "0", "ELU 'alpha' is 0, but must be finite and greater than 0")]
    [InlineData("Huber(-0.5)", "-0.5", "Huber 'delta' is -0.5, but must be finite and greater than 0")]
    public void An_argument_is_in_its_range(string attribute, string squiggle, string message) => Reports(
        $"[Network] [Input(4)] [Dense(3)] [Linear] [{attribute}] partial class Net;",
        $"NNG0009 `{squiggle}`: {message}");

    [Theory]
    [InlineData("Input()", "Input()", "[], but must be at least one dimension")]
    [InlineData("Input", "Input", "[], but must be at least one dimension")]
    [InlineData("Input(null)", "null", "[], but must be at least one dimension")]
    [InlineData("Input(0)", "0", "[0], but must be at least 1 in every dimension")]
    [InlineData("Input(8, -8, 1)", "-8", "[8, -8, 1], but must be at least 1 in every dimension")]
    [InlineData("Input(new[] { 8, -8 })", "-8", "[8, -8], but must be at least 1 in every dimension")]
    [InlineData("Input(new int[2])", "new int[2]", "[], but must be at least one dimension")]
    [InlineData("Input(shape: new int[] { 0, 8 })", "0", "[0, 8], but must be at least 1 in every dimension")]
    public void Every_dimension_of_the_input_is_in_its_range(string attribute, string squiggle, string message) => Reports(
        $"[Network] [{attribute}] [Dense(3)] partial class Net;",
        $"NNG0009 `{squiggle}`: Input 'shape' is {message}");

    [Fact]
    public void The_precision_is_one_that_exists() => Reports(
        $"[Network(Precision = (Precision)7)] {Layers} partial class Net;",
        "NNG0009 `(Precision)7`: Network 'Precision' is 7, but must be a member of Precision");

    [Fact]
    public void A_range_follows_the_precision() => Reports(
        "[Network(Precision = Precision.Double)] [Input(4)] [Dense(3), LeakyReLU(1e300)] partial class Net;");

    [Fact]
    public void A_name_is_used_once() => Reports(
        "[Network] [Input(4)] [Dense(3, Name = \"a\"), ReLU(Name = \"A\")] [Dense(2, Name = \"a\")] partial class Net;",
        "NNG0010 `\"a\"`: The name 'a' belongs to an earlier [Dense], but names tell layers and their tensors in files apart (choose another, such as 'a2')");

    [Fact]
    public void Every_suggested_name_is_free() => Reports(
        "[Network] [Input(4)] [Dense(3, Name = \"fc1\"), ReLU(Name = \"fc1\")] [Dense(2, Name = \"fc1\"), ReLU(Name = \"fc.2\")] [Dense(2, Name = \"fc3\")] partial class Net;",
        "NNG0010 `\"fc1\"`: The name 'fc1' belongs to an earlier [Dense], but names tell layers and their tensors in files apart (choose another, such as 'fc2')",
        "NNG0010 `\"fc1\"`: The name 'fc1' belongs to an earlier [Dense], but names tell layers and their tensors in files apart (choose another, such as 'fc4')",
        "NNG0013 `\"fc.2\"`: ReLU 'Name' is \"fc.2\", but a name has letters, digits, '_' and '-', and begins with a letter or '_' (choose another, such as 'fc_2')");

    [Theory]
    [InlineData("int Summary;", "Summary")]
    [InlineData("void Parameters() { }", "Parameters")]
    [InlineData("class Predict;", "Predict")]
    [InlineData("void Predict(ReadOnlySpan<float> inputs, Span<float> outputs) { }", "Predict")]
    [InlineData("static Net Load(string file) => null!;", "Load")]
    [InlineData("static Net INetwork<Net, float>.Create(int seed) => null!;", "INetwork.Create")]
    [InlineData("ParameterBlock<float> INetwork<Net, float>.Parameters => null!;", "INetwork.Parameters")]
    public void A_member_collides_with_a_generated_one(string member, string name) => Reports(
        $"[Network] {Layers} partial class Net {{ {member} }}",
        $"NNG0011 `{name[(name.IndexOf('.') + 1)..]}`: '{name}' is also a member of the generated part of 'Net' (rename yours)");

    [Theory]
    [InlineData("static void JoinTargets(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c) { }", "JoinTargets")]
    [InlineData("int SplitOutputs;", "SplitOutputs")]
    [InlineData("void Predict(ReadOnlySpan<float> input, Span<float> a, Span<float> b) { }", "Predict")]
    [InlineData("static Dataset<float> CreateDataset(ReadOnlySpan<float> x, TargetValues<float> a, TargetValues<float> b) => null!;", "CreateDataset")]
    public void A_member_collides_with_one_that_takes_outputs_by_name(string member, string name)
    {
        Reports(
            $"[Network] [Input(4)] [Dense(6), Tanh, As(\"h\")] [Dense(3), Output(\"a\"), MeanSquaredError] [From(\"h\"), Dense(1), Output(\"b\"), MeanSquaredError] partial class Net {{ {member} }}",
            $"NNG0011 `{name}`: '{name}' is also a member of the generated part of 'Net' (rename yours)");
        Reports($"[Network] {Layers} partial class Net {{ {member} }}");
    }

    [Fact]
    public void A_layer_of_a_graph_has_not_the_name_of_an_input()
    {
        Reports(
            "[Network] [Input(4), As(\"image\")] [Dense(4, Name = \"image\"), Tanh] [Add(\"image\")] [Dense(3)] partial class Net;",
            "NNG1011 `\"image\"`: 'image' is the name of another value above (write another name)");
        Reports("[Network] [Input(4)] [Dense(4, Name = \"input\"), Tanh] [Dense(3)] partial class Net;");
    }

    [Fact]
    public void The_name_of_an_output_does_not_look_like_that_of_validation_samples() => Reports(
        "[Network] [Input(4)] [Dense(6), Tanh, As(\"h\")] [Dense(3), Output(\"val_a\"), MeanSquaredError] [From(\"h\"), Dense(1), Output(\"value\"), MeanSquaredError] partial class Net;",
        "NNG0009 `\"val_a\"`: Output 'name' is 'val_a', but must be a name that does not begin with 'val_', as metrics of validation samples do");

    [Fact]
    public void A_constructor_from_a_seed_collides_with_the_generated_one() => Reports(
        $"[Network] {Layers} partial class Net {{ public Net(int seed) {{ }} }}",
        "NNG0011 `Net`: 'Net(int)' is also a member of the generated part of 'Net' (rename yours)");

    [Fact]
    public void Overloads_of_generated_methods_are_allowed() => Reports(
        $"[Network] {Layers} partial class Net {{ Net(string file) : this(1) {{ }} static void Create(int seed) {{ }} float Predict(float[] x) => 0; void Predict<T>(ReadOnlySpan<T> x, Span<T> y) {{ }} }}");

    [Theory]
    [InlineData("public Net() { }", "Net()")]
    [InlineData("public Net(string file, int[]? sizes) : base() { }", "Net(string, int[]?)")]
    public void A_constructor_calls_the_generated_one(string constructor, string title) => Reports(
        $"[Network] {Layers} partial class Net {{ {constructor} public Net(long seed) : this((int)seed) {{ }} static Net() {{ }} }}",
        $"NNG0015 `Net`: Constructor '{title}' does not call the generated one of 'Net', which makes the parameters (add ': this(seed: 0)')");

    [Theory]
    [InlineData("class Base { protected Base(int x) { } }", "Base", "derived from 'Base', which has no constructor without arguments", "add one to 'Base'")]
    [InlineData("class Base { private Base() { } }", "Base", "derived from 'Base', which has no constructor without arguments", "add one to 'Base'")]
    [InlineData(
        "[Network] [Input(4), Dense(3), Softmax, CrossEntropy] partial class Base;",
        "Base", "derived from the network 'Base'", "derive it from another class, or from none")]
    public void A_base_class_is_an_ordinary_class(string declaration, string squiggle, string what, string suggestion) => Reports(
        $"[Network] {Layers} partial class Net : Base; {declaration}",
        $"NNG0003 `{squiggle}`: 'Net' is {what}, but a network is an ordinary class ({suggestion})");

    [Theory]
    [InlineData("class Base;")]
    [InlineData("class Base { protected Base(int x = 0) { } }")]
    [InlineData("class Base { internal Base(params string[] x) { } }")]
    [InlineData("interface Base;")]
    public void A_network_may_have_a_base(string declaration) => Reports($"[Network] {Layers} partial class Net : Base; {declaration}");

    [Fact]
    public void A_required_member_could_not_be_set() => Reports(
        $"[Network] {Layers} partial class Net {{ public required string Title {{ get; init; }} }}",
        "NNG0003 `Title`: 'Net' is a class with the required member 'Title', but a network is an ordinary class (remove 'required')");

    [Fact]
    public void Layers_need_a_network() => Reports(
        $"{Layers} public class Net;",
        "NNG0012 `Input(4)`: 'Net' has [Input] but no [Network], so nothing is generated for it (add [Network] above)");

    [Theory]
    [InlineData("", "dense")]
    [InlineData("fc.1", "fc_1")]
    [InlineData("block/fc", "block_fc")]
    [InlineData("1st", "_1st")]
    [InlineData("-", "_-")]
    [InlineData("two words", "two_words")]
    [InlineData("...", "dense")]
    public void A_name_is_made_of_letters_and_digits(string name, string valid) => Reports(
        $"[Network] [Input(4)] [Dense(3, Name = \"{name}\")] partial class Net;",
        $"NNG0013 `\"{name}\"`: Dense 'Name' is \"{name}\", but a name has letters, digits, '_' and '-', and begins with a letter or '_' (choose another, such as '{valid}')");

    [Theory]
    [InlineData("fc1")]
    [InlineData("_hidden-layer_2")]
    [InlineData("größe")]
    public void Names_may_have_dashes_underscores_and_letters_of_any_language(string name) => Reports(
        $"[Network] [Input(4)] [Dense(3, Name = \"{name}\")] partial class Net;");

    [Fact]
    public void All_problems_are_reported_at_once() => Reports(
        """
        class Outer
        {
            [Network]
            [Dense(0, Name = "x.y"), LeakyReLU(double.NaN)]
            [Input(8, 0)]
            [Dense(2, Inputs = -3, Name = "fc")]
            [Dense(2, Name = "fc")]
            public abstract class Net { int Summary; }
        }
        """,
        "NNG0002 `Outer`: 'Outer' contains the network 'Net' but is not partial, so the other part cannot be generated (write 'partial class Outer')",
        "NNG0009 `0`: Dense 'units' is 0, but must be at least 1",
        "NNG0013 `\"x.y\"`: Dense 'Name' is \"x.y\", but a name has letters, digits, '_' and '-', and begins with a letter or '_' (choose another, such as 'x_y')",
        "NNG0009 `double.NaN`: LeakyReLU 'slope' is NaN, but must be finite",
        "NNG0006 `Input(8, 0)`: [Input] comes after [Dense], but the order of the attributes is the network (move [Input] above [Dense])",
        "NNG0009 `0`: Input 'shape' is [8, 0], but must be at least 1 in every dimension",
        "NNG0009 `-3`: Dense 'Inputs' is -3, but must be at least 1, or 0 to check nothing",
        "NNG0010 `\"fc\"`: The name 'fc' belongs to an earlier [Dense], but names tell layers and their tensors in files apart (choose another, such as 'fc2')",
        "NNG0003 `abstract`: 'Net' is an abstract class, but a network is an ordinary class (remove 'abstract')",
        "NNG0001 `Net`: Class 'Net' has [Network] but is not partial, so its other part cannot be generated (write 'partial class Net')",
        "NNG0011 `Summary`: 'Summary' is also a member of the generated part of 'Net' (rename yours)");

    [Fact]
    public void The_generated_part_violates_no_rule()
    {
        var compilation = Compile.Source($"[Network] {Layers} public partial class Net;")
            .AddSyntaxTrees(GeneratedPart());

        Assert.Empty(Compile.Errors(compilation));
        Assert.Empty(Compile.Analyze(compilation));
    }

    [Fact]
    public void A_mistake_in_the_handwritten_part_is_found_next_to_the_generated_part()
    {
        var compilation = Compile.Source("[Network] [Input(4)] [Dense(0)] public partial class Net;")
            .AddSyntaxTrees(GeneratedPart());

        Assert.Equal("NNG0009", Assert.Single(Compile.Analyze(compilation)).Id);
    }

    [Fact]
    public void Errors_of_the_compiler_are_not_reported_again()
    {
        // A missing argument, an attribute that does not exist, an argument of the wrong type, a property that does not exist.
        foreach (string attributes in new[] { "[Dense]", "[Zernike(3)]", "[Dense(\"3\")]", "[Dense(3, Color = 4)]", "[Input(4)] [Dense(true)]" })
        {
            Assert.NotEmpty(Compile.Errors(Compile.Source($"[Network] {attributes} partial class Net;")));
            Reports($"[Network] {attributes} partial class Net;");
        }
    }

    [Fact]
    public void Attributes_of_another_namespace_are_not_layers() => Reports(
        """
        [Mine.Dense(0)] class Net;
        namespace Mine { class DenseAttribute(int units) : Attribute { public int Units => units; } }
        """);

    private static SyntaxTree GeneratedPart() => Compile.Parsed(
        """
        // <auto-generated/>
        [System.CodeDom.Compiler.GeneratedCode("NNGen", "1")]
        partial class Net
        {
            public Net(int seed) { }
            public static string Summary => "";
        }
        """,
        "NNGen.Generator/NNGen.Generator.NetworkGenerator/Net.g.cs");

    private static void Reports(string source, params string[] expected) => Assert.Equal(
        expected,
        Compile.Analyze(source).Select(finding => $"{finding.Id} `{finding.Squiggle}`: {finding.Message}"));
}
