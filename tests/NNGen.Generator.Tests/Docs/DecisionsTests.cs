using System.Text.RegularExpressions;

namespace NNGen.Generator.Tests;

/// <summary>The records in <c>docs/decisions</c> are complete, short, and listed in the index.</summary>
public sealed partial class DecisionsTests
{
    // A screen of text.
    private const int MaxLines = 50;

    private static readonly string folder = Repository.PathOf("docs/decisions");

    public static TheoryData<string> Records => [.. Names()];

    [Theory]
    [MemberData(nameof(Records))]
    public void A_record_has_a_status_a_context_a_decision_and_consequences_on_one_screen(string name)
    {
        string[] lines = File.ReadAllLines(Path.Combine(folder, name));

        Assert.Equal(
            ["## Status", "## Context", "## Decision", "## Consequences"],
            lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
        Assert.InRange(lines.Length, 1, MaxLines);
    }

    [Fact]
    public void The_index_lists_every_record_with_its_title_and_date()
    {
        string index = File.ReadAllText(Path.Combine(folder, "README.md"));

        MatchCollection rows = Rows().Matches(index);
        Assert.Equal(Names(), rows.Select(row => row.Groups["name"].Value).Order(StringComparer.Ordinal));
        Assert.All(rows, row =>
        {
            string[] lines = File.ReadAllLines(Path.Combine(folder, row.Groups["name"].Value));
            Assert.Equal(($"# {row.Groups["title"].Value}", row.Groups["date"].Value), (lines[0], lines[2]));
        });
    }

    private static IEnumerable<string> Names() => Directory.GetFiles(folder, "*.md").Select(path => Path.GetFileName(path)!)
        .Where(name => name is not ("README.md" or "performance-log.md")).Order(StringComparer.Ordinal);

    [GeneratedRegex(
        @"^\| \[(?<title>[^\]]+)\]\((?<name>[\w-]+\.md)\) \| (accepted|revised|superseded) \| (?<date>[^|]+) \|$",
        RegexOptions.Multiline)]
    private static partial Regex Rows();
}
