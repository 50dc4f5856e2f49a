using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NNGen.Generator.Tests;

/// <summary>The analyzer handles every intermediate state of a program that is being typed.</summary>
[Trait("Category", "Slow")]
public sealed class UseRobustnessTests
{
    private const string Program = """
        using System.Linq; using System.Threading.Tasks;
        class P
        {
            private static readonly float[] image = { 1, 2, 3, 4, 5 }; private const int Size = 63;
            void Run(Net net, float[] any)
            {
                Span<float> x = stackalloc float[Size]; x = x[1..^1]; const int n = 5; float[] y = [.. any, .. new float[n]];
                net.Predict(x, y.AsSpan(0, 9)); net.Classify(image); Net.Load(System.IO.Path.Combine("a", "net.safetensors"));
                var (train, test) = Datasets.Digits().Split(0.2, 1); net.Fit(train, validation: test.Shuffle(1)[..9]);
                var made = Dataset.FromLabels<float>([[0, 1], [1, 0, 1]], [0, 7, -1], 2); data.OneHot();
                using var trainer = net.CreateTrainer(); trainer.Step(new Batch<float> { Size = 2, Inputs = new float[8], Classes = new[] { 1, 3 } });
                var task = Task.Run(() => net.Predict(any)); Parallel.Invoke(() => trainer.Fit(made), () => net.PredictBatch(net.PredictBatch(any)));
                int size = size + 1; net.Gradients(new float[size], Enumerable.Repeat(1f, 8).ToArray(), new float[2 * n], default);
            }
        }
        """;

    // Emitted once, like a network of a referenced project: only the program is bound again.
    private static readonly Compilation network = Compile.Source().AddReferences(
        Generated.From(Compile.Source("[Network, Input(4), Dense(3), Softmax, CrossEntropy] public partial class Net;")).Compilation.WithAssemblyName("Nets").ToMetadataReference());

    [Fact]
    public void Every_prefix_is_survived()
    {
        int reported = 0;
        for (int length = 0; length <= Program.Length; length += 11) { reported += Run(Program[..length]); }
        Assert.InRange(reported, 300, 100_000);
    }

    [Fact]
    public void A_program_without_any_one_token_is_survived()
    {
        int reported = 0;
        foreach (var token in Tokens().Where((_, i) => i % 3 == 0)) { reported += Run(Program.Remove(token.SpanStart, token.Span.Length)); }
        Assert.InRange(reported, 300, 100_000);
    }

    [Fact]
    public void Mutations_are_survived()
    {
        var random = new Random(4);
        var tokens = Tokens();
        string[] pieces = [.. tokens.Select(token => token.Text).Distinct(), "0", "-1", "2147483647", "9223372036854775807", "null", "default", "ref", "out", "=>", "^", "..", "new", "await"];
        int reported = 0;
        for (int i = 0; i < 100; i++)
        {
            string text = Program;
            for (int edits = random.Next(1, 4); edits > 0; edits--)
            {
                var token = tokens[random.Next(tokens.Count)];
                if (token.Span.End > text.Length) { continue; }
                text = text.Remove(token.SpanStart, token.Span.Length).Insert(token.SpanStart, pieces[random.Next(pieces.Length)] + " ");
            }

            reported += Run(text);
        }

        Assert.InRange(reported, 100, 100_000);
    }

    [Fact]
    public void Locals_that_are_set_by_each_other_have_no_value() =>
        Assert.Equal(0, Run("class P { void Run(Net net) { float[] a = b; float[] b = a; int n = n * n; net.Predict(a, b); _ = net.Classify(new float[n]); } }"));

    private static List<SyntaxToken> Tokens() => [.. CSharpSyntaxTree.ParseText(Program).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0)];

    // Fails if an analyzer throws. Returns the number of diagnostics.
    private static int Run(string source) => Compile.AnalyzeGenerated(network.AddSyntaxTrees(Compile.Parsed(source, "Program.cs"))).Count;
}
