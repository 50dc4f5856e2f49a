using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NNGen.Generator.Tests;

/// <summary>
/// The generator and the analyzer handle every intermediate state of a declaration that is being typed, and some that nobody types.
/// </summary>
[Trait("Category", "Slow")]
public sealed class RobustnessTests
{
    private static readonly string[] declarations =
    [
        "[Network]\n[Input(6)]\n[Dense(3, Name = \"a-b\"), GELU]\n[Dense(units: 2, Bias = false), Softmax]\n[CrossEntropy]\npublic partial class Net\n{\n    public Net(string x) : this(seed: x.Length) { }\n}",
        "namespace A.B;\npartial interface I<T>\n{\n    [Network(Precision = Precision.Double), Input(2, 3)]\n    [LeakyReLU(slope: -1e-3), ELU(2)]\n    [MeanSquaredError] private partial class Net : IDisposable { public void Dispose() { } }\n}",
        "[Network, Input(1), Dense(1, WeightInitializer = Initializer.Constant, WeightScale = 0.5), Sigmoid, BinaryCrossEntropy] partial class A; [Network, Input(4), Dense(3, Inputs = 4), Linear, Dense(2), Huber(0.5)] sealed partial class B;",
    ];

    public static TheoryData<int> Declarations => [0, 1, 2];

    [Theory]
    [MemberData(nameof(Declarations))]
    public void Every_prefix_is_survived(int index)
    {
        string text = declarations[index];
        int printed = 0;
        for (int length = 0; length <= text.Length; length++) { printed += Run(text[..length]); }
        Assert.InRange(printed, 1, text.Length);
    }

    [Theory]
    [MemberData(nameof(Declarations))]
    public void A_declaration_without_any_one_token_is_survived(int index)
    {
        string text = declarations[index];
        int printed = Tokens(text).Sum(token => Run(text.Remove(token.SpanStart, token.Span.Length)));
        Assert.InRange(printed, 1, text.Length);
    }

    [Fact]
    public void Hundreds_of_mutations_are_survived()
    {
        // Mutations of one declaration take pieces of the others.
        var random = new Random(20_250);
        string[] pieces = [.. declarations.SelectMany(Tokens).Select(token => token.Text).Distinct(), "0", "-1", "2147483647", "1e999", "null", "\"\"", "[", "(", "{", "<", "@", "\\", "/*", "\"", "record", "struct", "abstract", "file"];
        int printed = 0;
        for (int i = 0; i < 500; i++)
        {
            string text = declarations[i % declarations.Length];
            for (int edits = random.Next(1, 4); edits > 0; edits--)
            {
                var tokens = Tokens(text);
                if (tokens.Count == 0) { break; }
                var token = tokens[random.Next(tokens.Count)];
                var other = tokens[random.Next(tokens.Count)];
                text = random.Next(5) switch
                {
                    0 => text.Remove(token.SpanStart, token.Span.Length),
                    1 => text.Insert(token.SpanStart, pieces[random.Next(pieces.Length)] + " "),
                    2 => text.Remove(token.SpanStart, token.Span.Length).Insert(token.SpanStart, pieces[random.Next(pieces.Length)]),
                    3 => text.Remove(token.SpanStart, token.Span.Length).Insert(token.SpanStart, other.Text),
                    _ => text.Insert(other.SpanStart, text[Math.Min(token.SpanStart, other.SpanStart)..Math.Max(token.SpanStart, other.SpanStart)]),
                };
                if (text.Length > 3000) { text = text[..3000]; }
            }

            printed += Run(text);
        }

        Assert.InRange(printed, 25, 1500);
    }

    // Neither generator nor analyzer throws. If the source is free of errors, the printed code is, too; if NNGen reports nothing, the printed code
    // is the network, not a stub. Returns how many networks were printed.
    private static int Run(string source)
    {
        var compilation = Compile.Source(source);
        var generated = Generated.From(compilation);
        var findings = Compile.Analyze(compilation, [.. AllAnalyzers.New()]);
        if (generated.Files.Count == 0) { return 0; }

        int printed = generated.Files.Values.Count(file => file.Contains("Compiled by NNGen", StringComparison.Ordinal));
        bool wrong = findings.Any(finding => NNGen.Generator.Diagnostics.Rules.All.Single(rule => rule.Id == finding.Id).DefaultSeverity == DiagnosticSeverity.Error);
        if (!HasOwnErrors(compilation))
        {
            var complaints = generated.Complaints.Where(complaint => complaint.Contains(".g.cs:", StringComparison.Ordinal)).ToList();
            Assert.True(complaints.Count == 0, $"{source}\n{string.Join("\n", complaints)}");
            Assert.True(wrong || printed == generated.Files.Count, $"A stub without a reason: {source}");
        }

        return printed;
    }

    // All except calls of the generated constructor.
    private static bool HasOwnErrors(Compilation compilation) => compilation.GetDiagnostics().Any(diagnostic =>
        diagnostic.Severity == DiagnosticSeverity.Error
        && !(diagnostic.Id == "CS1739" && diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Contains("'Net'", StringComparison.Ordinal)));

    private static List<SyntaxToken> Tokens(string text) =>
        CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0).ToList();
}
