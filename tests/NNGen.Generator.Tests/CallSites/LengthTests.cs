using Microsoft.CodeAnalysis;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Tests;

/// <summary>Numbers of values that are known and wrong: the argument that is underlined and the whole message.</summary>
[Trait("Category", "Slow")]
public sealed class LengthTests
{
    [Theory]
    [InlineData("new float[5]")]
    [InlineData("new float[] { 1, 2, 3, 4, 5 }")]
    [InlineData("new[] { 1f, 2f, 3f, 4f, 5f }")]
    [InlineData("[1f, 2f, 3f, 4f, 5f]")]
    [InlineData("[.. new float[3], 1f, 2f]")]
    [InlineData("(ReadOnlySpan<float>)new float[5]")]
    [InlineData("new float[Net.InputSize + 1]")]
    [InlineData("new float[2 * 3 - 1]")]
    [InlineData("any.AsSpan(0, 5)")]
    [InlineData("any.AsSpan().Slice(1, 5)")]
    [InlineData("any[..5]")]
    [InlineData("any[2..7]")]
    [InlineData("any[^5..]")]
    [InlineData("any.AsSpan()[^6..^1]")]
    [InlineData("any.AsSpan(1..6)")]
    [InlineData("(new float[7])[1..^1]")]
    [InlineData("new float[6].AsSpan(1)")]
    [InlineData("new float[6].AsSpan().Slice(1).ToArray()")]
    [InlineData("any.AsMemory(0, 5).Span")]
    [InlineData("new ReadOnlySpan<float>(any, 0, 5)")]
    [InlineData("new Span<float>(new float[5])")]
    [InlineData("GC.AllocateUninitializedArray<float>(5)")]
    [InlineData("System.Linq.Enumerable.ToArray(System.Linq.Enumerable.Repeat(1f, 5))")]
    [InlineData("System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref any[0], 5)")]
    [InlineData("n > 0 ? new float[5] : new float[] { 1, 2, 3, 4, 5 }")]
    public void An_expression_has_a_known_length(string expression)
    {
        string report = Assert.Single(Uses.Reported($"_ = net.Classify({expression});"));

        Assert.StartsWith($"NNG4001 `{expression}`: Classify of Net takes 4 values (Input(4)), but '", report);
        Assert.Contains("' has 5", report);
    }

    [Theory]
    [InlineData("_ = net.Classify(null);", "'null' has 0")]
    [InlineData("var (x, y) = (new float[5], new float[4]); _ = net.Classify(x);", "'x' has 5 (new float[5], line 4)")]
    [InlineData("float[] x; (x, n) = (new float[5], 1); _ = net.Classify(x);", "'x' has 5 (new float[5], line 4)")]
    public void Null_and_parts_of_a_tuple_have_a_known_length(string statements, string what) =>
        Assert.EndsWith($"Classify of Net takes 4 values (Input(4)), but {what}", Assert.Single(Uses.Reported(statements)));

    [Theory]
    [InlineData("float[] image = new float[5];", "new float[5], line 4")]
    [InlineData("float[] image; image = new float[5];", "new float[5], line 4")]
    [InlineData("var image = new[] { 1f, 2f, 3f, 4f, 5f };", "new[] { 1f, 2f, 3f, 4f, 5f }, line 4")]
    [InlineData("float[] image = [0.25f, 0.5f, 0.75f, 1.25f, 1.5f, 1.75f, 2f];", "[0.25f, 0.5f, 0.75f, 1.25f, 1.5f, 1.75f…, line 4", 7)]
    [InlineData("const int Size = 5; float[] image = new float[Size];", "new float[Size], line 4")]
    [InlineData("int size = 5; float[] image = new float[size]; image[0] = 1;", "new float[size], line 4")]
    [InlineData("Span<float> image = stackalloc float[5]; image.Clear();", "stackalloc float[5], line 4")]
    [InlineData("Span<float> image = stackalloc[] { 1f, 2f, 3f, 4f, 5f };", "stackalloc[] { 1f, 2f, 3f, 4f, 5f }, line 4")]
    [InlineData("Span<float> image = stackalloc float[] { 1, 2, 3, 4, 5 };", "stackalloc float[] { 1, 2, 3, 4, 5 }, line 4")]
    [InlineData("ReadOnlySpan<float> image = [1, 2, 3, 4, 5];", "[1, 2, 3, 4, 5], line 4")]
    [InlineData("var first = new float[5]; Span<float> image = first;", "new float[5], line 4")]
    [InlineData("var first = new float[5]; var image = new float[first.Length];", "new float[first.Length], line 4")]
    [InlineData("\nvar image = any.AsSpan(0, 5);", "any.AsSpan(0, 5), line 5")]
    [InlineData("Buffer5 image = default; image[0] = 1;", null)]
    public void A_local_that_is_set_once_has_a_known_length(string declaration, string? origin, int length = 5)
    {
        string from = origin is null ? "" : $" ({origin})";
        Assert.Equal(
            [$"NNG4001 `image`: Classify of Net takes 4 values (Input(4)), but 'image' has {length}{from}"],
            Uses.Reported($"{declaration} _ = net.Classify(image);", "[System.Runtime.CompilerServices.InlineArray(5)] public struct Buffer5 { private float first; }"));
    }

    [Theory]
    [InlineData("private static readonly float[] image = new float[5];")]
    [InlineData("private readonly float[] image = [1, 2, 3, 4, 5];")]
    [InlineData("private const int Size = 5; private static readonly int size = Size; private static readonly float[] image = new float[size];")]
    public void A_read_only_field_has_a_known_length(string field)
    {
        string report = Assert.Single(Uses.InSource($"[Network, Input(4), Dense(3)] public partial class Net; public class User {{ {field} public int Run(Net net) => net.Classify(image); }}"));

        Assert.StartsWith("NNG4001 `image`: Classify of Net takes 4 values (Input(4)), but 'image' has 5 (", report);
        Assert.EndsWith(", line 1)", report);
    }

    [Fact]
    public void A_fixed_buffer_has_the_stated_length()
    {
        var compilation = Generated.From(Compile.Source("""
            [Network, Input(4), Dense(3)] public partial class Net;
            public unsafe struct Sample
            {
                public fixed float Values[5];
                public static int Run(Net net, Sample sample) => net.Classify(new ReadOnlySpan<float>(sample.Values, 5));
            }
            """)).Compilation;

        Assert.Equal("NNG4001", Assert.Single(Compile.AnalyzeGenerated(compilation)).Id);
    }

    [Fact]
    public void Top_level_statements_are_code_as_well()
    {
        var compilation = Generated.From(Compile.Source("float[] image = new float[5]; _ = new Net().Classify(image); [Network, Input(4), Dense(3)] public partial class Net;")
            .WithOptions(new Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions(OutputKind.ConsoleApplication))).Compilation;

        Assert.Equal("image", Assert.Single(Compile.AnalyzeGenerated(compilation)).Squiggle);
    }

    [Theory]
    [InlineData("net.Predict(any, new float[4]);", "NNG4001 `new float[4]`: Predict of Net gives 3 values (Dense 'out'), but 'new float[4]' has 4")]
    [InlineData("_ = net.Predict(new float[3]);", "NNG4001 `new float[3]`: Predict of Net takes 4 values (Input(4)), but 'new float[3]' has 3")]
    [InlineData("net.Predict(output: any, input: new float[3]);", "NNG4001 `new float[3]`: Predict of Net takes 4 values (Input(4)), but 'new float[3]' has 3")]
    [InlineData("net.Gradients(any, any, new float[14]);", "NNG4001 `new float[14]`: Gradients of Net gives 15 values (one per parameter), but 'new float[14]' has 14")]
    [InlineData("net.Backward(any, any, new float[16], null!);", "NNG4001 `new float[16]`: Backward of Net gives 15 values (one per parameter), but 'new float[16]' has 16")]
    [InlineData("_ = net.PredictBatch(new float[10]);", "NNG4002 `new float[10]`: PredictBatch of Net takes whole samples of 4 values (Input(4)), but 'new float[10]' has 10 (2 × 4 + 2)")]
    [InlineData("var x = new float[10]; _ = net.PredictBatch(x);", "NNG4002 `x`: PredictBatch of Net takes whole samples of 4 values (Input(4)), but 'x' has 10 (2 × 4 + 2; new float[10], line 4)")]
    [InlineData("_ = net.PredictBatch([]);", "NNG4002 `[]`: PredictBatch of Net takes whole samples of 4 values (Input(4)), but '[]' has 0 (at least 1 sample is needed)")]
    [InlineData("net.PredictBatch(any, new float[10]);", "NNG4002 `new float[10]`: PredictBatch of Net gives whole samples of 3 values (Dense 'out'), but 'new float[10]' has 10 (3 × 3 + 1)")]
    [InlineData("net.Gradients(any, new float[4], new float[15]);", "NNG4002 `new float[4]`: Gradients of Net takes whole samples of 3 values (Dense 'out'), but 'new float[4]' has 4 (1 × 3 + 1)")]
    [InlineData("net.PredictBatch(new float[12], new float[8]);", "NNG4003 `new float[8]`: PredictBatch of Net gets 3 samples (12 = 3 × 4), so 'new float[8]' must have 9 values (3 × 3), not 8")]
    [InlineData("net.ClassifyBatch(new float[12], new int[4]);", "NNG4003 `new int[4]`: ClassifyBatch of Net gets 3 samples (12 = 3 × 4), so 'new int[4]' must have 3 values (3 × 1), not 4")]
    [InlineData("var y = new float[6]; net.Forward(new float[12], y, null!);", "NNG4003 `y`: Forward of Net gets 3 samples (12 = 3 × 4), so 'y' must have 9 values (3 × 3), not 6 (new float[6], line 4)")]
    [InlineData("net.Gradients(new float[8], [0, 1, 2], new float[15]);", "NNG4003 `[0, 1, 2]`: Gradients of Net gets 2 samples (8 = 2 × 4), so '[0, 1, 2]' must have 2 values (2 × 1), not 3")]
    [InlineData("net.Gradients(new float[8], new float[6], new float[15], new float[4]);", "NNG4003 `new float[4]`: Gradients of Net gets 2 samples (8 = 2 × 4), so 'new float[4]' must have 8 values (2 × 4), not 4")]
    [InlineData("net.Backward(new float[8], new float[3], new float[15], null!);", "NNG4003 `new float[3]`: Backward of Net gets 2 samples (8 = 2 × 4), so 'new float[3]' must have 6 values (2 × 3), not 3")]
    [InlineData("trainer.Step(new float[8], new float[3]);", "NNG4003 `new float[3]`: Step of Net gets 2 samples (8 = 2 × 4), so 'new float[3]' must have 6 values (2 × 3), not 3")]
    [InlineData("trainer.Step(new float[9], any);", "NNG4002 `new float[9]`: Step of Net takes whole samples of 4 values (Input(4)), but 'new float[9]' has 9 (2 × 4 + 1)")]
    [InlineData("trainer.Step(new float[8], [0, 1], new float[3]);", "NNG4003 `new float[3]`: Step of Net gets 2 samples (8 = 2 × 4), so 'new float[3]' must have 2 values (2 × 1), not 3")]
    [InlineData("trainer.Step(new Batch<float> { Size = 2, Inputs = new float[8], Targets = new float[5] });", "NNG4003 `new float[5]`: Step of Net gets 2 samples (8 = 2 × 4), so 'new float[5]' must have 6 values (2 × 3), not 5")]
    [InlineData("((INetwork<Net, float>)net).PredictBatch(new float[12], new float[8]);", "NNG4003 `new float[8]`: PredictBatch of Net gets 3 samples (12 = 3 × 4), so 'new float[8]' must have 9 values (3 × 3), not 8")]
    [InlineData("_ = net.Classify(new float[5], 0.3);", "NNG4001 `new float[5]`: Classify of Net takes 4 values (Input(4)), but 'new float[5]' has 5")]
    [InlineData("int? c = net?.Classify(new float[5]);", "NNG4001 `new float[5]`: Classify of Net takes 4 values (Input(4)), but 'new float[5]' has 5")]
    public void Every_member_that_takes_values_is_checked(string statement, string expected) => Uses.Report(statement, expected);

    [Fact]
    public void All_wrong_arguments_of_a_call_are_reported() => Uses.Report(
        "net.Predict(new float[3], new float[2]);",
        "NNG4001 `new float[3]`: Predict of Net takes 4 values (Input(4)), but 'new float[3]' has 3",
        "NNG4001 `new float[2]`: Predict of Net gives 3 values (Dense 'out'), but 'new float[2]' has 2");

    [Fact]
    public void An_image_is_called_by_its_shape() => Assert.Equal(
        ["NNG4001 `new double[7]`: Classify of Image takes 6 values (Input(2, 3)), but 'new double[7]' has 7"],
        Uses.InSource("[Network(Precision = Precision.Double), Input(2, 3), ReLU] public partial class Image; class P { int Run(Image net) => net.Classify(new double[7]); }"));

    [Fact]
    public void A_fix_gets_the_number_and_its_location()
    {
        const string Source = "[Network, Input(4), Dense(3)] public partial class Net; class P { int Run(Net net) { var x = new float[5]; return net.Classify(x); } }";
        var diagnostic = Assert.Single(Compile.Diagnostics(Generated.From(Compile.Source(Source)).Compilation, [], new NetworkUseAnalyzer()));

        Assert.Equal("4", diagnostic.Properties[FixProperties.Expected]);
        Assert.Equal("5", Source.Substring(diagnostic.AdditionalLocations[0].SourceSpan.Start, diagnostic.AdditionalLocations[0].SourceSpan.Length));
    }

    [Fact]
    public void A_network_of_a_referenced_project_is_known_by_its_constants()
    {
        using var image = new MemoryStream();
        var library = Generated.From(Compile.Source("[Network(Precision = Precision.Double), Input(4), Dense(3)] public partial class Net;")).Compilation;
        Assert.True(library.Emit(image).Success);
        var user = Compile.Source("class P { void Run(Net net, Dataset<double> data) { _ = net.Classify(new double[5]); net.Fit(data); } }")
            .AddReferences(MetadataReference.CreateFromImage(image.ToArray()));

        Assert.Equal(
            [
                "Classify of Net takes 4 values (InputSize), but 'new double[5]' has 5",
                "Net has no loss to train for, but Fit needs one (add one to its declaration, such as [CrossEntropy] or [MeanSquaredError])",
            ],
            Compile.AnalyzeGenerated(user).Select(finding => finding.Message));
    }

    [Fact]
    public void Conversions_of_the_language_are_followed()
    {
        var tree = (Microsoft.CodeAnalysis.CSharp.CSharpParseOptions)Compile.Source("").SyntaxTrees[0].Options;
        var options = tree.WithLanguageVersion(Microsoft.CodeAnalysis.CSharp.LanguageVersion.Preview);
        var compilation = Generated.From(
            Compile.Empty.AddSyntaxTrees(Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(
                "using System; using NNGen; [Network, Input(4), Dense(3)] public partial class Net; class P { void Run(Net net) { float[] x = new float[5]; Span<float> y = x; _ = net.Classify(x); _ = net.Classify(y); _ = net.Classify(x.AsSpan(1)); } }",
                options)),
            options).Compilation;

        Assert.Empty(Compile.Errors(compilation));
        Assert.Equal(["x", "y"], Compile.AnalyzeGenerated(compilation).Select(finding => finding.Squiggle));
    }
}
