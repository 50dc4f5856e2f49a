namespace NNGen.Generator.Tests;

/// <summary>
/// Documents use the words of the field. <c>BannedWords</c> is the table of those that they do not use;
/// <c>docs/glossary.md</c> defines the others.
/// </summary>
public sealed class WordsTests
{
    public static TheoryData<int> Rows => [.. Enumerable.Range(0, BannedWords.Searched.Length)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Files_use_the_words_of_the_field(int row)
    {
        SearchedFiles searched = BannedWords.Searched[row];

        Assert.NotEmpty(searched.Files);
        string[] findings = [.. searched.Findings];
        Assert.True(findings.Length == 0, string.Join('\n', findings));
    }

    [Fact]
    public void A_banned_word_in_a_document_is_reported_with_its_line_and_its_replacement() => Assert.Equal(
        ["line 3: 'asks for' (write 'prefetch, require, request')", "line 2: 'mend' (write 'fix, code fix, suggested fix')"],
        Uses(TextSegment.OfMarkdown("# Title\nThe mend:\nthe kernel asks\nfor the next line.\n")));

    [Fact]
    public void Code_in_a_document_is_not_searched() =>
        Assert.Empty(Uses(TextSegment.OfMarkdown("Call `Doors.Check`:\n\n```csharp\nDoors.Check(); // the doors\n```\n")));

    [Fact]
    public void The_changelog_may_name_old_words_in_its_section_on_moving()
    {
        const string Changelog =
            "## [0.1.0]\n\n### Moving from an earlier build\n\n- A tape is a workspace.\n\n### Added\n\n- A tape.\n";

        Assert.Equal(["line 9: 'tape' (write 'workspace')"], Uses(TextSegment.OfMarkdown(Changelog)));
    }

    [Fact]
    public void Comments_strings_and_names_of_code_are_searched_and_the_rest_is_not()
    {
        const string Code = """"
            // The doors of the library.
            internal static class ArgumentDoors
            {
                /// <summary>Calls <c>Tape.At</c>, beside others.</summary>
                private static string Text(string tape) => $"A tape of {tape}.";
            }
            """";

        Assert.Equal(
            [
                "line 1: 'doors' (write 'argument checks')",
                "line 2: 'Doors' (write 'argument checks')",
                "line 5: 'tape' (write 'workspace')",
                "line 4: 'beside' (write 'next to, in addition to')",
            ],
            Uses(TextSegment.OfCode(Code)));
    }

    private static IEnumerable<string> Uses(IEnumerable<TextSegment> file)
    {
        TextSegment[] segments = [.. file];
        return BannedWords.All.SelectMany(word => word.In(segments));
    }
}
