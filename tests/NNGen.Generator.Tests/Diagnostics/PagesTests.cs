using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Tests;

/// <summary>Every rule has a page in docs/diagnostics, and its examples are true.</summary>
[Trait("Category", "Slow")]
public sealed partial class PagesTests
{
    private static readonly string folder = Path.Combine(Snapshot.RepositoryRoot(), "docs", "diagnostics");

    // These need a project's settings and files, which a page's example does not have; see ProjectRulesTests.
    private static readonly string[] ofProjects = ["NNG0019", "NNG0020"];

    public static TheoryData<string> IdsOfSource => [.. Rules.All.Select(rule => rule.Id).Except(ofProjects)];

    public static TheoryData<string> Ids => [.. Rules.All.Select(rule => rule.Id)];

    [Fact]
    public void Pages_are_those_of_the_rules_and_no_other() => Assert.Equal(
        Rules.All.Select(rule => rule.Id + ".md").Append("README.md"),
        Directory.GetFiles(folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_has_the_title_and_severity_of_its_rule(string id)
    {
        var rule = Rules.All.Single(rule => rule.Id == id);

        Assert.StartsWith($"# {id}: {rule.Title}\n\n{rule.DefaultSeverity}. ", Page(id));
    }

    [Theory]
    [MemberData(nameof(IdsOfSource))]
    public void The_wrong_example_breaks_the_rule_and_no_other(string id)
    {
        var (source, config) = Example(id, "Wrong");
        var findings = Analyze(Generated.From(source), config);

        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.Equal(id, finding.Id));
    }

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Ids))]
    public void The_right_example_breaks_none_and_compiles(string id)
    {
        var (example, config) = Example(id, "Right");
        var generated = Generated.From(example);

        Assert.Empty(Analyze(generated, config).Select(EditorConfig.Line));
        generated.CompilesSilently();
        Assert.NotEmpty(generated.Files);
        Assert.All(generated.Files.Values, file => Assert.Contains("Compiled by NNGen", file));
    }

    [Fact]
    public void The_readme_counts_rules_and_fixes() => Assert.Contains(
        $"[{Rules.All.Length} rules](docs/diagnostics/README.md), {FixableRules.All.Count} of them with a fix",
        File.ReadAllText(Path.Combine(Snapshot.RepositoryRoot(), "README.md")));

    [Fact]
    public void The_table_lists_every_rule()
    {
        var text = new StringBuilder("""
            # Diagnostics

            What NNGen reports while you build. The first digit of an id is the kind of mistake: 0xxx the declaration, 1xxx shapes,
            2xxx losses and activations, 3xxx limits and hints, 4xxx the use of a network. If the table names a fix, the editor
            offers it.

            All mistakes of a network are reported at once, except those that only follow from another one. If the C# compiler
            itself does not accept an attribute (because of a missing argument or an unknown name), NNGen does not know what the
            attribute means, and shapes are not checked. The editor then shows NNGen's errors in addition to those of C#. A build
            shows only those of C#, because the compiler does not run analyzers in that case; the exceptions are NNG0016 and
            NNG0017, which the generator itself reports, so that a build also suggests what was meant.

            ## Settings

            Set severities in `.editorconfig` or with `#pragma warning disable`. A network whose error is silenced is still not
            compiled: its members throw an exception when they are called. Limits are off unless you set them, and
            [NNG3005](NNG3005.md), which shows the shape of every layer, is off by default:

            ```
            [*.cs]
            dotnet_diagnostic.NNG2007.severity = none
            dotnet_diagnostic.NNG3005.severity = suggestion
            nngen_max_parameters = 100000
            nngen_max_memory_bytes = 1000000
            nngen_max_bytes_per_sample = 500000
            nngen_max_code_bytes = 200000
            ```

            ## All rules

            | Id | Severity | Rule | Fix |
            |---|---|---|---|

            """);
        foreach (var rule in Rules.All)
        {
            string severity = rule.DefaultSeverity + (rule.IsEnabledByDefault ? "" : " (off)");
            text.Append($"| [{rule.Id}]({rule.Id}.md) | {severity} | {rule.Title} | {FixableRules.All.GetValueOrDefault(rule.Id, "")} |\n");
        }

        string path = Path.Combine(folder, "README.md");
        string expected = text.ToString().ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("NNGEN_ACCEPT") == "1") { File.WriteAllText(path, expected); }
        Assert.Equal(expected, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    // Each page's project has a file of a 64-32-10 network among its additional files.
    private static IReadOnlyList<Diagnostic> Analyze(Generated generated, string config)
    {
        using var digits = new SavedFile("digits.safetensors", ("0.weight", [32, 64]), ("0.bias", [32]), ("2.weight", [10, 32]), ("2.bias", [10]));
        return EditorConfig.Analyze(generated.Compilation, config, digits);
    }

    private static string Page(string id) => File.ReadAllText(Path.Combine(folder, id + ".md")).ReplaceLineEndings("\n");

    // A section's code, and the lines of .editorconfig above it.
    private static (string Code, string Config) Example(string id, string section)
    {
        var match = Examples().Matches(Page(id)).Single(match => match.Groups["section"].Value == section);
        return (match.Groups["code"].Value, match.Groups["config"].Value);
    }

    [GeneratedRegex(
        @"^## (?<section>\w+)\n\n(?:[A-Z][^\n]*\n\n)?(?:```ini\n(?<config>[^`]*)\n```\n\n)?```cs\n(?<code>.*?)\n```$",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Examples();
}
