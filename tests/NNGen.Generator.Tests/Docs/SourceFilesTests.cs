using System.Text.RegularExpressions;

namespace NNGen.Generator.Tests;

/// <summary>The form of the source files, as far as <c>dotnet format</c> does not check it.</summary>
public sealed partial class SourceFilesTests
{
    [Fact]
    public void Lines_are_no_longer_than_editorconfig_allows_without_the_texts_of_strings()
    {
        string settings = File.ReadAllText(Repository.PathOf(".editorconfig"));
        int most = int.Parse(Setting().Match(settings).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        string[] folders = ["src", "generator", "tests", "samples", "benchmarks"];
        string[] tooLong =
        [
            .. from folder in folders
               from file in new SearchedFiles(folder, "*.cs", TextSegment.OfCode).Files
               from line in File.ReadLines(Repository.PathOf(file)).Select((text, index) => (Text: text, Number: index + 1))
               where line.Text.Length > most && Strings().Replace(line.Text, "").Length > most
               select $"{file}, line {line.Number}: {line.Text.Length} columns",
        ];

        Assert.True(tooLong.Length == 0, string.Join('\n', tooLong));
    }

    [GeneratedRegex("max_line_length = ([0-9]+)")]
    private static partial Regex Setting();

    [GeneratedRegex("""\"\"\".*?\"\"\"|"(?:[^"\\]|\\.)*"|\{\{\{?[^}]*\}\}\}?""")]
    private static partial Regex Strings();
}
