using System.Text;

namespace NNGen.Generator.Tests;

/// <summary>Deep and wide networks.</summary>
[Trait("Category", "Slow")]
public sealed class SizeTests
{
    [Theory]
    [InlineData("[Input(2), Dense(3), Sigmoid, Dense(1), Sigmoid, BinaryCrossEntropy]", true)]
    [InlineData("[Input(1), Dense(32), Mish, Dense(1), MeanSquaredError]", false)]
    public void Only_a_network_of_few_instructions_is_straight_line_code(string layers, bool straight)
    {
        // Few multiply-adds are not enough: each activation takes tens of instructions, and the JIT has a limit on inlining.
        string code = Generated.From($"[Network] {layers} public partial class Net;").Files["Net.g.cs"];

        Assert.Equal(straight, code.Contains("in a straight line", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[Input(5), {0}Dense(40), ReLU, {1}Dense(3), Softmax, CrossEntropy]")]
    [InlineData("[Input(2), {0}Dense(3), {1}Sigmoid, Dense(1), MeanSquaredError]")]
    public void A_prediction_of_one_sample_has_no_noise(string layers)
    {
        string with = string.Format(System.Globalization.CultureInfo.InvariantCulture, layers, "GaussianNoise(0.1), ", "Dropout(0.5), ");
        string without = string.Format(System.Globalization.CultureInfo.InvariantCulture, layers, "", "");

        Assert.Equal(PredictOne(without), PredictOne(with));
        Assert.DoesNotContain("NoisePanels", Generated.From($"[Network] {without} public partial class Net;").Files["Net.g.cs"]);

        static string PredictOne(string layers)
        {
            var generated = Generated.From($"[Network] {layers} public partial class Net;");
            generated.CompilesSilently();
            string code = generated.Files["Net.g.cs"];
            int start = code.IndexOf("bool PredictOne(", StringComparison.Ordinal);
            return code[start..code.IndexOf("return true;", start, StringComparison.Ordinal)];
        }
    }

    [Fact]
    public void The_code_of_a_convolutional_network_does_not_grow_with_the_image()
    {
        int small = Length(16), large = Length(224);

        // Numbers have more digits; loops over pixels stay loops.
        Assert.InRange(large, 0.9 * small, 1.03 * small);

        static int Length(int pixels) => Generated.From(
            $"[Network, Input({pixels}, {pixels}, 3), Conv2D(8, 3, Padding = Padding.Same), BatchNorm, ReLU, DepthwiseConv2D(3, Stride = 2, Padding = Padding.Same), MaxPool2D(2), "
            + "Conv2D(16, 1), LayerNorm, GlobalAveragePool, Dense(10), CrossEntropy(FromLogits = true)] public partial class Net;").Files["Net.g.cs"].Length;
    }

    [Fact]
    public void The_digits_network_has_few_lines()
    {
        string code = Generated.From("[Network, Input(64), Dense(32), ReLU, Dense(10), Softmax, CrossEntropy] public partial class Net;").Files["Net.g.cs"];

        // Half of the lines before kernels were printed from loop nests.
        Assert.InRange(code.Count(c => c == '\n'), 500, 723);
    }

    [Theory]
    [InlineData(6, 58_500)]
    [InlineData(60, 120_000)]
    [InlineData(600, 880_000)]
    public void Layers_of_the_same_shape_share_their_code(int layers, int most)
    {
        // Every second one is an activation. Another layer is a few calls, names and shapes: 2 KB; each had 29 KB once.
        Assert.InRange(Generated.From(Deep(layers)).Files["Net.g.cs"].Length, 0, most);
    }

    [Fact]
    public void A_network_of_300_layers_compiles()
    {
        var generated = Generated.From(Deep(300));

        generated.CompilesSilently();
        Assert.Contains("Compiled by NNGen", generated.Files["Net.g.cs"]);
    }

    [Fact]
    public void A_network_of_2000_layers_is_generated()
    {
        var generated = Generated.From(Deep(2000));

        Assert.Contains("Compiled by NNGen", generated.Files["Net.g.cs"]);
        Assert.Contains("dense1000: 8 → 8", generated.Files["Net.g.cs"]);
    }

    // Sizes at which 32 bits have overflowed: of the workspace in bytes, of padded weights, of a layer's parameters.
    [Theory]
    [InlineData("Input(1_000_000), Dense(2_000), MeanSquaredError")]
    [InlineData("Input(1_000_000), Dense(2_100), MeanSquaredError")]
    [InlineData("Input(2_000_000_000), Dense(1), MeanSquaredError")]
    [InlineData("Input(1), Dense(1_000_000_000), MeanSquaredError")]
    [InlineData("Input(67_108_863), Dense(1, Bias = false)")]
    [InlineData("Input(16_777_216), ReLU, MeanSquaredError")]
    [InlineData("Input(2_147_483_647), Linear")]
    [InlineData("Input(40_000, 40_000), ReLU, GELU, Tanh, MeanSquaredError")]
    [InlineData("Input(100_000, 100_000), ReLU")]
    [InlineData("Input(2_147_483_647, 2_147_483_647, 2_147_483_647), ReLU")]
    [InlineData("Input(50_000), Dense(2_147_483_647), ReLU")]
    [InlineData("Input(20_000), Dense(50_000), ReLU, Dense(30_000), ReLU")]
    public void A_huge_network_compiles_or_is_rejected(string layers)
    {
        string source = $"[Network, {layers}] public partial class Net;";
        var generated = Generated.From(new Settings(Checked: true), source);

        generated.CompilesSilently();
        Assert.DoesNotMatch(@"[(=<+] ?-\d", generated.Files["Net.g.cs"].Replace("maxDegreeOfParallelism = -1", "", StringComparison.Ordinal));
        var finding = Compile.Analyze(source).SingleOrDefault();
        if (finding is null) { Assert.Contains("Compiled by NNGen", generated.Files["Net.g.cs"]); }
        else
        {
            Assert.Equal("NNG0014", finding.Id);
            Assert.Contains("NNGen cannot compile", generated.Files["Net.g.cs"]);
        }
    }

    private static string Deep(int layers)
    {
        var text = new StringBuilder("[Network, Input(8)");
        for (int i = 0; i < layers / 2; i++) { text.Append(i % 2 == 0 ? ", Dense(8), ReLU" : ", Dense(8), Tanh"); }
        return text + ", MeanSquaredError] public partial class Net;";
    }
}
