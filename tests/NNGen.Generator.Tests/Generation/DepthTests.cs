using System.Diagnostics;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NNGen.Generator.Tests;

/// <summary>Declarations that are much larger or deeper than usual ones.</summary>
[Trait("Category", "Slow")]
public sealed class DepthTests
{
    /// <summary>
    /// The maximum time for 2,000 layers in the generator and the analyzers together; 0.4 s was measured. If any stage were quadratic in layers, it
    /// would take minutes; the limit leaves room for a machine under load.
    /// </summary>
    private static readonly TimeSpan bound = TimeSpan.FromSeconds(20);

    [Fact]
    public void Two_thousand_layers_are_compiled_and_checked_within_the_bound()
    {
        var text = new StringBuilder("[Network]\n[Input(8)]\n");
        for (int i = 0; i < 1000; i++) { text.Append($"[Dense(8, Name = \"layer{i}\")]\n[{(i % 2 == 0 ? "ReLU" : "Tanh")}]\n"); }

        // One mistake at the end, so that all stages run before something is reported.
        string valid = text + "[MeanSquaredError] public partial class Net;";
        string wrong = text + "[Dense(8, Name = \"layer7\")] [Huber(-1)] public partial class Net;";
        long start = Stopwatch.GetTimestamp();
        (var printed, var nothing) = Run(valid);
        (var refused, var findings) = Run(wrong);

        Assert.True(Stopwatch.GetElapsedTime(start) < 2 * bound, $"Twice 2,000 layers took {Stopwatch.GetElapsedTime(start)}.");
        Assert.Contains("Compiled by NNGen", printed);
        Assert.All(nothing, finding => Assert.StartsWith("NNG3", finding.Id)); // There are hints because of its size.
        Assert.Contains("NNGen cannot compile", refused);
        Assert.Equal(["NNG0010", "NNG0009"], findings.Select(finding => finding.Id));
    }

    [Theory]
    [InlineData("namespace N { ", " }")]
    [InlineData("partial class C { ", " }")]
    [InlineData("partial interface I<T> { ", " }")]
    public void A_network_at_the_bottom_of_two_hundred_levels_is_compiled(string opening, string closing)
    {
        const int Levels = 200;
        var text = new StringBuilder();
        for (int i = 0; i < Levels; i++) { text.Append(opening.Replace(" N ", $" N{i} ").Replace(" C ", $" C{i} ").Replace(" I<T>", $" I{i}<T{i}>")); }
        text.Append("[Network, Input(2), Dense(1), MeanSquaredError] public partial class Net;");
        for (int i = 0; i < Levels; i++) { text.Append(closing); }

        (var printed, var findings) = Run(text.ToString());

        Assert.Contains("Compiled by NNGen", printed);
        Assert.Empty(findings);
    }

    [Theory]
    [InlineData("(", "3", ")", 200)]
    [InlineData("1+", "1", "", 2000)]
    [InlineData("- ", "3", "", 200)]
    [InlineData("true ? ", "3", " : 4", 100)]
    [InlineData("(int)", "3L", "", 200)]
    public void An_argument_that_is_a_deep_expression_is_read(string before, string middle, string after, int depth)
    {
        string expression = string.Concat(Enumerable.Repeat(before, depth)) + middle + string.Concat(Enumerable.Repeat(after, depth));

        (var printed, var findings) = Run($"[Network, Input(2), Dense(Net.X), MeanSquaredError] public partial class Net {{ const int X = {expression}; }}");
        (var inPlace, var same) = Run($"[Network, Input(2), Dense({expression}), MeanSquaredError] public partial class Net;");

        Assert.Contains("Compiled by NNGen", printed);
        Assert.Contains("Compiled by NNGen", inPlace);
        Assert.Empty(findings);
        Assert.Empty(same);
    }

    [Fact]
    public void Thousands_of_attributes_that_do_not_exist_are_survived()
    {
        string text = "[Network, Input(2)]" + string.Concat(Enumerable.Range(0, 2000).Select(i => $" [Dens{i}({i})]")) + " public partial class Net;";

        (var printed, _) = Run(text);

        Assert.Contains("NNGen cannot compile", printed);
    }

    [Fact]
    public void Thousands_of_dimensions_are_survived()
    {
        (var flat, _) = Run($"[Network, Input({string.Join(", ", Enumerable.Repeat("1", 3000))}), ReLU, MeanSquaredError] public partial class Net;");
        (var huge, var findings) = Run($"[Network, Input({string.Join(", ", Enumerable.Repeat("2147483647", 3000))}), ReLU] public partial class Net;");

        Assert.Contains("Compiled by NNGen", flat);
        Assert.Contains("NNGen cannot compile", huge);
        Assert.Equal("NNG0014", Assert.Single(findings).Id);
    }

    private static (string Printed, IReadOnlyList<Finding> Findings) Run(string source)
    {
        var compilation = Compile.Source(source);
        var files = Generated.From(compilation).Files;
        return (Assert.Single(files).Value, Compile.Analyze(compilation, [.. AllAnalyzers.New()]));
    }
}
