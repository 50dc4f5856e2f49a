using System.Text;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Tests;

/// <summary>Limits that a project sets, fallbacks of the scheduler, and the shapes that are shown on request.</summary>
public sealed class LimitsTests
{
    private const string Net = "[Network, Input(64), Dense(32), ReLU, Dense(10), Softmax, CrossEntropy] partial class Net;";

    [Theory]
    [InlineData("nngen_max_parameters = 2410", 0)]
    [InlineData("nngen_max_parameters = 2,409", 1)]
    [InlineData("nngen_max_parameters =", 0)]
    [InlineData("nngen_max_memory_bytes = 30504", 0)]
    [InlineData("nngen_max_memory_bytes = 30503", 1)]
    [InlineData("nngen_max_parameters = 1\nnngen_max_memory_bytes = 1\nnngen_max_code_bytes = 1", 3)]
    public void A_limit_is_what_is_still_allowed(string config, int findings) =>
        Assert.Equal(findings, EditorConfig.Analyze(Net, config).Count);

    [Theory]
    [InlineData("nngen_max_parameters = 0")]
    [InlineData("nngen_max_memory_bytes = -1")]
    [InlineData("nngen_max_code_bytes = 1e6")]
    [InlineData("nngen_max_code_bytes = 99999999999999999999")]
    public void A_limit_is_an_integer(string config)
    {
        string[] parts = config.Split(" = ");

        Assert.Equal(
            $"NNG0009 Error `Net`: .editorconfig '{parts[0]}' is {parts[1]}, but must be a whole number of at least 1",
            Assert.Single(EditorConfig.Analyze(Net, config).Select(EditorConfig.Line)));
    }

    [Fact]
    public void The_limit_at_the_network_goes_before_that_of_the_project()
    {
        Assert.Empty(EditorConfig.Analyze(Net.Replace("Network", "Network(MaxParameters = 2410)"), "nngen_max_parameters = 5"));
        Assert.Contains(
            "but nngen_max_parameters allows 5",
            Assert.Single(EditorConfig.Analyze(Net.Replace("Network", "Network(MaxParameters = 0)"), "nngen_max_parameters = 5").Select(EditorConfig.Line)));
    }

    [Fact]
    public void A_network_that_exceeds_a_limit_is_compiled()
    {
        var generated = Generated.From(Net.Replace("Network", "Network(MaxParameters = 1)"));

        generated.CompilesSilently();
        Assert.Contains("Compiled by NNGen", Assert.Single(generated.Files).Value);
    }

    [Fact]
    public void Code_is_counted_as_it_is_generated()
    {
        int bytes = Encoding.UTF8.GetByteCount(Assert.Single(Generated.From(Net).Files).Value);

        Assert.Empty(EditorConfig.Analyze(Net, $"nngen_max_code_bytes = {bytes}"));
        Assert.Equal(
            FormattableString.Invariant($"NNG3003 Warning `Net`: The code generated for network 'Net' has {bytes:N0} bytes, but nngen_max_code_bytes allows {bytes - 1:N0} (use fewer layers, or raise the limit)"),
            Assert.Single(EditorConfig.Analyze(Net, $"nngen_max_code_bytes = {bytes - 1}").Select(EditorConfig.Line)));
    }

    [Fact]
    public void The_precision_counts_in_bytes()
    {
        string[] lines = [.. new[] { "Single", "Double" }.Select(precision => Assert.Single(EditorConfig.Analyze(
            $"[Network(Precision = Precision.{precision}), Input(64), Dense(16)] partial class Net;", "nngen_max_memory_bytes = 1").Select(EditorConfig.Line)))];

        // 64 × 16 weights and 16 biases; their copy has room for 32 outputs.
        Assert.Contains("takes 12,480 bytes, but nngen_max_memory_bytes allows 1: parameters 4,160, their copy for predictions 8,320 (", lines[0]);
        Assert.Contains("takes 24,960 bytes, but nngen_max_memory_bytes allows 1: parameters 8,320, their copy for predictions 16,640 (", lines[1]);
    }

    [Fact]
    public void Both_fallbacks_of_a_wide_network_are_named() => Assert.Equal(
        [
            "NNG3004 Info `Net`: A prediction keeps 81,088 bytes between its layers, and the stack is used up to 16,384, so every thread that predicts keeps them on the heap "
                + "(make the widest layers narrower, or take it as it is: nothing is allocated after a thread's first prediction)",
            "NNG3004 Info `Net`: 16 samples keep 1,293,568 bytes between the layers of a training step, and the cache is used up to 524,288, so a training step reads and writes them in memory "
                + "(make the widest layers narrower, or take it as it is: large weights are read from memory anyway)",
        ],
        EditorConfig.Analyze("[Network, Input(64), Dense(10_000), ReLU, Dense(10), Softmax, CrossEntropy] partial class Net;").Select(EditorConfig.Line));

    [Theory]
    [InlineData(1000)]
    [InlineData(1500)]
    public void A_network_whose_values_fit_takes_no_fallback(int units) =>
        Assert.Empty(EditorConfig.Analyze($"[Network, Input(64), Dense({units}), ReLU, Dense(10), Softmax, CrossEntropy] partial class Net;"));

    [Fact]
    public void Limits_are_checked_only_for_valid_networks() => Assert.Equal(
        ["NNG0009"], EditorConfig.Analyze("[Network(MaxParameters = 1), Input(64), Dense(32), LeakyReLU(double.NaN)] partial class Net;").Select(finding => finding.Id));

    [Fact]
    public void Shapes_are_shown_at_every_layer_if_enabled() => Assert.Equal(
        [
            "NNG3005 Info `Dense(32)`: → [32] · 2,080 parameters",
            "NNG3005 Info `ReLU`: → [32]",
            "NNG3005 Info `Dense(10)`: → [10] · 330 parameters",
            "NNG3005 Info `Softmax`: → [10]",
        ],
        EditorConfig.Analyze(Net, "dotnet_diagnostic.NNG3005.severity = suggestion").Select(EditorConfig.Line));

    [Fact]
    public void Shapes_are_not_shown_otherwise()
    {
        Assert.Empty(EditorConfig.Analyze(Net));
        Assert.Empty(EditorConfig.Analyze(Net, "dotnet_diagnostic.NNG3005.severity = none"));
        Assert.False(Rules.LayerShape.IsEnabledByDefault);
    }

    [Theory]
    [InlineData("[Network, Input(64), Dense(0), ReLU] partial class Net;")]
    [InlineData("[Network, Dense(3), ReLU] partial class Net;")]
    [InlineData("[Network, Input(4), Dens(3)] partial class Net;")]
    public void Shapes_that_are_not_known_are_not_shown(string source) =>
        Assert.DoesNotContain(EditorConfig.Analyze(source, "dotnet_diagnostic.NNG3005.severity = suggestion"), finding => finding.Id == "NNG3005");
}
