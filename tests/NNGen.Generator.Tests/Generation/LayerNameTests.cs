using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NNGen.Generator.Tests;

/// <summary>Layers may have the name of anything in the generated code, and similar names.</summary>
[Trait("Category", "Slow")]
public sealed class LayerNameTests
{
    // Together they print every kind of step: products with short and long formulas, panels, both kinds of lanes, weights, losses.
    private static readonly string[] samples =
    [
        "[Network, Input(64), Dense(32), ReLU, Dense(10), Softmax, CrossEntropy] public partial class A;",
        "[Network, Input(5), GELU, Dense(7), GELU, Softmax, Mish, Dense(1), Huber] public partial class B;",
        "[Network, Input(100), Dense(3), Tanh, Dense(1), Sigmoid, BinaryCrossEntropy] public partial class C;",
        "[Network, Input(150), Dense(10), ReLU, MeanSquaredError] public partial class D;",
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_layer_may_have_any_name_of_the_generated_code(int rotation)
    {
        var names = Identifiers(samples);
        Assert.InRange(names.Count, 100, 1000);

        // Rotating gives every name to a product, to a formula and to a sum in turn.
        Compiles([.. names.Skip(rotation), .. names.Take(rotation)]);
    }

    // The code of a network with many inputs has separate names, in its first layer only. No others can collide in it.
    [Fact]
    public void The_first_of_many_inputs_may_have_any_name_in_its_separate_code()
    {
        var generated = Generated.From([.. Identifiers(samples[^1]).Select((name, i) =>
            $"[Network, Input(150), Dense(10, Name = \"{name}\"), ReLU(Name = \"{name}Then\"), MeanSquaredError] public partial class N{i};")]);

        generated.CompilesSilently();
    }

    [Fact]
    public void A_layer_may_have_a_name_derived_from_that_of_another()
    {
        string[] endings = ["Rows", "At", "Tile", "Result", "Part", "Part1", "Part2", "Values", "Gradient", "Gradient2", "Max", "Sum", "Shifted", "Layer", "2"];
        var names = new List<string>();
        foreach (string ending in endings)
        {
            // Both orders, and each as product, formula and sum.
            string stem = $"h{names.Count}x";
            foreach (string pair in new[] { "a", "b", "c" }) { names.AddRange([$"{stem}{pair}", $"{stem}{pair}{ending}"]); }
            foreach (string pair in new[] { "d", "e", "f" }) { names.AddRange([$"{stem}{pair}-{ending}", $"{stem}{pair}"]); }
            names.Add($"between{names.Count}");
        }

        Compiles(names);
    }

    [Fact]
    public void Names_that_become_the_same_identifier_are_distinguished() => Compiles(
        ["my-layer", "my_layer", "myLayer", "MyLayer", "my__layer-", "_my-layer", "dense-1", "dense1", "dense_12", "größe", "Größe", "层", "_", "__", "_-", "_1", "layer", "Layer"]);

    [Fact]
    public void Names_may_be_those_that_the_compiler_gives_itself() => Compiles(
        [
            "input", "target", "weight", "scale", "loss", "pass", "pack", "head", "body", "activations", "class", "int", "var", "nint", "dynamic", "value",
            "field", "file", "scoped", "await", "x", "w", "row", "panel", "a0", "b12", "error", "mean", "sum", "weightedLoss", "predictOne", "dense1", "softmax1",
        ]);

    // A sequence Dense, GELU, Softmax, Dense, ... with these names, in both precisions.
    private static void Compiles(IReadOnlyList<string> names)
    {
        var layers = new StringBuilder();
        for (int i = 0; i < names.Count; i++)
        {
            string layer = (i % 3) switch { 0 => $"Dense({3 + (i % 5)}, ", 1 => "GELU(", _ => i % 2 == 0 ? "Softmax(" : "SiLU(" };
            layers.Append($", {layer}Name = \"{names[i]}\")");
        }

        var generated = Generated.From(
            $"[Network, Input(4){layers}, Dense(2, Name = \"theEnd\"), Huber] public partial class Net;",
            $"[Network, Input(4){layers}, Dense(2, Name = \"theEnd\"), Softmax, CrossEntropy] public partial class Fused;");

        generated.CompilesSilently();
        Assert.All(generated.Files.Values, file => Assert.Contains("Compiled by NNGen", file));
    }

    private static List<string> Identifiers(params string[] networks) => Generated.From(networks).Files.Values
        .SelectMany(file => CSharpSyntaxTree.ParseText(file).GetRoot().DescendantTokens())
        .Where(token => token.IsKind(SyntaxKind.IdentifierToken) || SyntaxFacts.IsKeywordKind(token.Kind()))
        .Select(token => token.ValueText)
        .Distinct()
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToList();
}
