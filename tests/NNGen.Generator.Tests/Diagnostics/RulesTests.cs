using System.Reflection;
using Microsoft.CodeAnalysis;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Tests;

public sealed class RulesTests
{
    [Fact]
    public void All_holds_every_rule_in_the_order_of_ids()
    {
        var fields = typeof(Rules).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(field => field.GetValue(null))
            .OfType<DiagnosticDescriptor>()
            .OrderBy(rule => rule.Id, StringComparer.Ordinal)
            .ToList();

        Assert.Equal(fields, Rules.All);
        Assert.Equal(fields.Count, fields.Select(rule => rule.Id).Distinct().Count());
    }

    [Fact]
    public void The_category_follows_from_the_id()
    {
        string[] categories = ["NNGen.Declaration", "NNGen.Shape", "NNGen.Training", "NNGen.Limits", "NNGen.Usage"];
        Assert.All(Rules.All, rule => Assert.Equal(categories[rule.Id[3] - '0'], rule.Category));
    }

    [Fact]
    public void A_rule_links_to_its_page_on_the_web_or_nowhere()
    {
        Assert.Equal("https://host/NNGen/blob/v1/docs/diagnostics/NNG0001.md", HelpLinks.Of("https://host/NNGen/blob/v1/docs/diagnostics", "NNG0001"));
        Assert.Null(HelpLinks.Of("", "NNG0001"));
        Assert.All(Rules.All, rule => Assert.Equal(HelpLinks.Of(rule.Id) ?? "", rule.HelpLinkUri));
        Assert.All(Rules.All, rule => Assert.True(rule.HelpLinkUri.Length == 0 || new Uri(rule.HelpLinkUri, UriKind.Absolute).IsAbsoluteUri));
    }

    [Fact]
    public void Every_rule_has_a_line_in_the_release_notes()
    {
        string folder = Path.Combine(Snapshot.RepositoryRoot(), "generator", "NNGen.Generator");
        string[] lines = [.. File.ReadAllLines(Path.Combine(folder, "AnalyzerReleases.Shipped.md")), .. File.ReadAllLines(Path.Combine(folder, "AnalyzerReleases.Unshipped.md"))];

        Assert.Equal(
            Rules.All.Select(rule => $"{rule.Id} | {rule.Category} | {(rule.IsEnabledByDefault ? rule.DefaultSeverity.ToString() : "Disabled")} | {rule.Title}"),
            lines.Where(line => line.StartsWith("NNG", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_rule_has_a_test()
    {
        string folder = Path.Combine(Snapshot.RepositoryRoot(), "tests", "NNGen.Generator.Tests");
        string tests = string.Concat(Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .Select(File.ReadAllText));

        Assert.All(Rules.All, rule => Assert.Contains($"\"{rule.Id}", tests));
    }

    [Fact]
    public void Every_rule_with_a_fix_exists() => Assert.Subset(
        Rules.All.Select(rule => rule.Id).ToHashSet(), FixableRules.All.Keys.ToHashSet());

    [Fact]
    public void The_texts_are_the_verified_ones() => Snapshot.Verify(string.Concat(Rules.All.Select(
        rule => $"{rule.Id} {rule.DefaultSeverity}: {rule.Title}\n    {rule.MessageFormat}\n")));
}
