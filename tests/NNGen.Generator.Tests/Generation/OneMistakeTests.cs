using System.Globalization;
using Microsoft.CodeAnalysis;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Tests;

/// <summary>
/// A program uses all members of its network. After any mistake in the declaration, the author gets the diagnostic of NNGen, or that of the
/// compiler at the changed line, and no errors at the uses.
/// </summary>
public sealed class OneMistakeTests
{
    private static readonly string[] declaration =
    [
        "[Network]", "[Input(4)]", "[Dense(units: 5, Name = \"first\")]", "[ReLU]", "[Dense(3, Inputs = 5, Bias = true)]", "[Softmax]", "[CrossEntropy]", "public partial class Net;",
    ];

    private static readonly string[] values =
    [
        "0", "-1", "1", "2", "5", "6", "100000", "2147483647", "2147483648", "99999999999999999999", "1e999", "float.NaN", "null", "\"\"", "\"first\"", "'a'", "true",
        "4, 4", "4, -4", "2147483647, 2147483647", "units: 1, units: 2", "Name = \"1\"", "Name = \"x\", Name = \"y\"", "Inputs = 6", "Bias = false, BiasInitializer = Initializer.Ones",
        "3, WeightInitializer = Initializer.Constant", "3, WeightInitializer = (Initializer)99", "FromLogits = true", "new int[0]", "typeof(Net)", "Net.InputSize", "missing", "",
    ];

    private static readonly string[] others =
    [
        "[Sigmoid]", "[Softmax]", "[LeakyReLU(float.NaN)]", "[ELU(-1)]", "[Huber(0)]", "[BinaryCrossEntropy]", "[CrossEntropy(FromLogits = true)]", "[Input(2, 2)]", "[Dense(0)]",
        "[Dens(3)]", "[RELU]", "[Missing(1)]", "[Network(MaxParameters = 3)]", "[Network(Precision = (Precision)7)]", "[Input]", "[Obsolete]",
    ];

    [Fact]
    [Trait("Category", "Slow")]
    public void A_rejected_network_brings_no_error_elsewhere()
    {
        var random = new Random(12);
        int rejected = 0;
        for (int i = 0; i < 300; i++)
        {
            var (lines, changed) = Mutated(random);
            rejected += Check(lines, changed) ? 1 : 0;
        }

        // The others are valid.
        Assert.InRange(rejected, 150, 297);
    }

    [Fact]
    public void Each_line_alone_can_be_missing()
    {
        for (int i = 0; i < declaration.Length - 1; i++) { Check([.. declaration.Where((_, line) => line != i)], []); }
    }

    // Nothing can be added to these classes, so their uses get compiler errors as well (documented in docs/diagnostics).
    [Theory]
    [InlineData("NNG0001", "public class Net;")]
    [InlineData("NNG0003", "public static partial class Net;")]
    [InlineData("NNG0003", "public partial class Net<T>;")]
    public void A_class_that_cannot_be_extended_brings_errors_where_it_is_used(string id, string last)
    {
        string source = string.Join("\n", [.. declaration[..^1], last]);
        var generated = Generated.From(source, StubTests.Program);

        Assert.Empty(generated.Files);
        Assert.Equal(id, Assert.Single(Compile.Analyze(Compile.Source(source), new NetworkAnalyzer())).Id);
        Assert.NotEmpty(generated.Complaints);
    }

    // Without the rule, these would build, and then throw.
    [Theory]
    [InlineData("«Net.OutputSize»", "")]
    [InlineData("units: «2 * InputSize»", "")]
    [InlineData("5, Name = «Net.Summary + \"x\"»", "")]
    [InlineData("«(Other.OutputSize) - 1»", "[Network, Input(2), Dense(2)] partial class Other;")]
    [InlineData("«Mine»", "[Network, Input(2), Dense(2)] partial class Other; public partial class Net { const int Mine = 1 + Other.OutputSize; }")]
    public void A_generated_constant_in_a_declaration_is_named(string argument, string userCode)
    {
        string plain = argument.Replace("«", "").Replace("»", "");
        string[] lines = [.. declaration];
        lines[2] = $"[Dense({plain})]";
        var generated = Generated.From(string.Join("\n", lines), userCode, StubTests.Program);

        generated.CompilesSilently();
        var finding = Assert.Single(Compile.Analyze(generated.Compilation, new NetworkAnalyzer()));
        Assert.Equal("NNG0018", finding.Id);
        Assert.Equal(argument[(argument.IndexOf('«') + 1)..argument.IndexOf('»')], finding.Squiggle);
        Assert.Equal(
            $"[Dense] takes '{finding.Squiggle}', but constants that NNGen generates do not exist yet while it compiles networks (write the number, or use a constant that you declare)",
            finding.Message);
    }

    [Theory]
    [InlineData("[Dense(Sizes.InputSize, WeightInitializer = Initializer.Ones)]", "static class Sizes { public const int InputSize = 5; }")]
    [InlineData("[Dense(5, Name = nameof(Net))]", "")]
    public void User_defined_constants_are_allowed(string line, string userCode)
    {
        string[] lines = [.. declaration];
        lines[2] = line;
        var generated = Generated.From(string.Join("\n", lines), userCode, StubTests.Program);

        generated.CompilesSilently();
        Assert.DoesNotContain(Compile.Analyze(generated.Compilation, new NetworkAnalyzer()), finding => finding.Id.StartsWith("NNG0", StringComparison.Ordinal));
    }

    // Values, removal, duplication and order of whole attributes. Returns the lines, and which of them were touched.
    private static (List<string> Lines, HashSet<string> Changed) Mutated(Random random)
    {
        var lines = declaration.ToList();
        var changed = new HashSet<string>();
        for (int edits = random.Next(1, 4); edits > 0; edits--)
        {
            int line = random.Next(lines.Count - 1);
            int other = random.Next(lines.Count - 1);
            switch (random.Next(5))
            {
                case 0:
                    if (lines[line].Contains('(') && !lines[line].StartsWith("[Network", StringComparison.Ordinal))
                    {
                        lines[line] = $"{lines[line][..lines[line].IndexOf('(')]}({values[random.Next(values.Length)]})]";
                        changed.Add(lines[line]);
                    }

                    break;
                case 1:
                    // Without [Input] and [Network], nothing shows that a class is meant to be a network.
                    if (lines.Count > 2 && !lines[line].StartsWith("[Input", StringComparison.Ordinal)) { lines.RemoveAt(line); }
                    break;
                case 2:
                    lines.Insert(other, lines[line]);
                    changed.Add(lines[other]);
                    break;
                case 3:
                    (lines[line], lines[other]) = (lines[other], lines[line]);
                    break;
                default:
                    lines.Insert(line, others[random.Next(others.Length)]);
                    changed.Add(lines[line]);
                    break;
            }
        }

        return (lines, changed);
    }

    // Whether the network was rejected.
    private static bool Check(List<string> lines, HashSet<string> changed)
    {
        string source = string.Join("\n", lines);
        var generated = Generated.From(source, StubTests.Program);
        string file = Assert.Single(generated.Files).Value;
        if (!file.Contains("NNGen cannot compile", StringComparison.Ordinal)) { return false; }

        var errors = generated.Compilation.GetDiagnostics().Where(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error).ToList();
        Assert.All(errors, error =>
        {
            string path = error.Location.SourceTree!.FilePath;
            string line = error.Location.SourceTree.GetText().Lines.GetLineFromPosition(error.Location.SourceSpan.Start).ToString();

            // Of two equal attributes, the compiler always underlines the later one.
            Assert.True(
                path == "File0.cs" && (changed.Contains(line) || error.Id == "CS0579"),
                $"{path}: {error.Id} {error.GetMessage(CultureInfo.InvariantCulture)} | {line}\n\nfor\n\n{source}");
        });

        // And there is a reason.
        Assert.True(errors.Count > 0 || Compile.Analyze(generated.Compilation, new NetworkAnalyzer()).Count > 0, source);
        return true;
    }
}
