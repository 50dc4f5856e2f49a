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
    public void Every_rule_links_to_its_page() =>
        Assert.All(Rules.All, rule => Assert.EndsWith($"docs/diagnostics/{rule.Id}.md", rule.HelpLinkUri));

    [Fact]
    public void The_texts_are_the_verified_ones() => Snapshot.Verify(string.Concat(Rules.All.Select(
        rule => $"{rule.Id} {rule.DefaultSeverity}: {rule.Title}\n    {rule.MessageFormat}\n")));
}
