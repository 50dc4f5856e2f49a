using System.Text.RegularExpressions;

namespace NNGen.Generator.Tests;

/// <summary>Names of tests are sentences that start with their subject.</summary>
public sealed partial class TestNameTests
{
    // A preposition, a conjunction or a pronoun is not a subject.
    private static readonly string[] others =
    [
        "After", "As", "At", "Before", "Below", "By", "From", "If", "In", "It", "Nobody", "Of", "On", "There", "They", "Together",
        "Whatever", "When", "Where", "Whoever", "With", "Without",
        "Can", "Does", "Has", "Is", "Prints", "Returns", "Should", "Test", "Tests", "Throws",
    ];

    [Fact]
    public void Names_of_tests_start_with_their_subject()
    {
        string[] names = [.. Directory.EnumerateFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories)
            .SelectMany(file => Methods().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value))];

        Assert.True(names.Length > 900, $"Only {names.Length} tests were found.");
        Assert.DoesNotContain(names, name => others.Contains(name.Split('_')[0]));
    }

    [GeneratedRegex(@"^    \[\w*(?:Fact|Theory)\b[^;{}]*?^    public (?:async )?(?:void|Task) (?<name>\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Methods();
}
