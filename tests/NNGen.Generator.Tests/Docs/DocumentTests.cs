using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace NNGen.Generator.Tests;

/// <summary>Documents are correct: their programs run and print the documented output, their links and commands are valid.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string> All => [.. Repository.Documents];

    public static TheoryData<string> WithPrograms =>
        [.. Repository.Documents.Where(document => Blocks(document).Any(block => block.Language == "csharp"))];

    public static TheoryData<string> Readmes =>
        [.. Repository.Documents.Where(document => document.EndsWith("README.md", StringComparison.Ordinal) && Blocks(document).Any(block => block.Language == "csharp"))];

    /// <remarks>An <c>output</c> block holds what the <c>csharp</c> block before it prints; <c>NNGEN_ACCEPT=1</c> updates it.</remarks>
    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(WithPrograms))]
    public void The_program_of_a_document_prints_what_the_document_says(string document)
    {
        string path = Repository.PathOf(document);
        IReadOnlyDictionary<int, string> printed = DocumentProgram.Output(path, folder => ComparePictures(document, folder));
        string text = File.ReadAllText(path).ReplaceLineEndings("\n");
        int line = 0;
        foreach (DocumentBlock block in Blocks(document))
        {
            if (block.Language == "csharp") { line = block.Line; }
            if (block.Language != "output") { continue; }
            if (Environment.GetEnvironmentVariable("NNGEN_ACCEPT") == "1")
            {
                text = text.Replace($"```output\n{block.Text}\n```", $"```output\n{printed[line]}\n```", StringComparison.Ordinal);
                continue;
            }

            Assert.True(
                block.Text == printed[line],
                $"{document}, line {block.Line}, shows\n{block.Text}\nbut the program prints\n{printed[line]}\n(NNGEN_ACCEPT=1 updates it).");
        }

        if (text != File.ReadAllText(path).ReplaceLineEndings("\n")) { File.WriteAllText(path, text); }
    }

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Readmes))]
    public void The_first_program_of_a_readme_is_a_file_that_compiles_and_runs_as_pasted(string document)
    {
        DocumentBlock[] blocks = [.. Blocks(document)];
        int first = Array.FindIndex(blocks, block => block.Language == "csharp");

        string printed = DocumentProgram.OutputOfFile(blocks[first].Text);

        if (first + 1 < blocks.Length && blocks[first + 1].Language == "output") { Assert.Equal(blocks[first + 1].Text, printed); }
    }

    [Fact]
    public void The_blocks_of_the_readme_can_be_pasted_into_one_file()
    {
        string file = string.Join("\n\n", Blocks("README.md").Where(block => block.Language is "csharp" or "csharp wrong").Select(block => block.Text));

        Assert.Empty(CSharpSyntaxTree.ParseText(file).GetDiagnostics());
    }

    /// <remarks>
    /// A <c>diagnostics</c> block holds what is reported for the <c>csharp wrong</c> block before it: id, underlined text, message.
    /// </remarks>
    [Theory]
    [MemberData(nameof(All))]
    public void Wrong_code_of_a_document_is_reported_as_the_document_says(string document)
    {
        DocumentBlock[] blocks = [.. Blocks(document)];
        for (int i = 0; i + 1 < blocks.Length; i++)
        {
            if (blocks[i].Language != "csharp wrong") { continue; }
            Assert.Equal("diagnostics", blocks[i + 1].Language);
            IEnumerable<string> reported = Compile.Analyze(blocks[i].Text)
                .Select(finding => $"{finding.Id} at {finding.Squiggle}: {finding.Message}");
            string text = string.Join('\n', reported);
            Assert.True(text == blocks[i + 1].Text, $"{document}, line {blocks[i + 1].Line}, should show\n{text}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Relative_links_lead_to_files(string document)
    {
        string text = Fences().Replace(File.ReadAllText(Repository.PathOf(document)), "");
        string folder = Path.GetDirectoryName(Repository.PathOf(document))!;
        foreach (Match link in Links().Matches(text))
        {
            string target = link.Groups[1].Value.Split('#')[0];
            if (target.Length == 0 || target.Contains("://", StringComparison.Ordinal)) { continue; }
            Assert.True(Path.Exists(Path.Combine(folder, target)), $"{document} links to {target}, which does not exist.");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Commands_name_projects_and_tests_that_exist(string document)
    {
        IEnumerable<string> inBlocks = Blocks(document).Where(block => block.Language == "bash").SelectMany(block => block.Text.Split('\n'));
        IEnumerable<string> inText = InlineCommands().Matches(File.ReadAllText(Repository.PathOf(document))).Select(match => match.Groups[1].Value);
        foreach (string command in inBlocks.Concat(inText))
        {
            string[] words = command.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (string word in words.Where(word => IsPath().IsMatch(word)))
            {
                Assert.True(Path.Exists(Repository.PathOf(word)), $"{document}: there is no {word} ({command}).");
            }

            int filter = Array.IndexOf(words, "--filter");
            if (filter >= 0 && !words[filter + 1].Trim('"').StartsWith("Category", StringComparison.Ordinal))
            {
                string name = words[filter + 1].Trim('"').Split('~', '=')[^1].Split('.')[^1];
                Assert.True(TestNames.Value.Contains(name), $"{document}: no test is called {name} ({command}).");
            }
        }
    }

    [Fact]
    public void The_two_commands_of_the_readme_are_those_that_CI_runs()
    {
        DocumentBlock commands = Blocks("README.md").First(block => block.Language == "bash");
        string script = File.ReadAllText(Repository.PathOf(".ci/run"));

        Assert.Equal(["dotnet run -c Release --project samples/Digits", "dotnet test -c Release NNGen.sln"], commands.Text.Split('\n'));
        Assert.All(commands.Text.Split('\n'), command => Assert.Contains(command, script, StringComparison.Ordinal));
    }

    [Fact]
    public void A_document_with_an_error_is_found()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "```csharp\nint x = \"text\";\n```\n");
        try
        {
            var failure = Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => DocumentProgram.Compile(path));
            Assert.Contains("CS0029", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    // A picture that the document shows and its program draws under the same name is the same, to the byte.
    private static void ComparePictures(string document, string folder)
    {
        string home = Path.GetDirectoryName(Repository.PathOf(document))!;
        foreach (Match link in Links().Matches(Fences().Replace(File.ReadAllText(Repository.PathOf(document)), "")))
        {
            string name = link.Groups[1].Value;
            if (!name.EndsWith(".svg", StringComparison.Ordinal) || !File.Exists(Path.Combine(folder, name))) { continue; }
            string drawn = File.ReadAllText(Path.Combine(folder, name));
            string shown = Path.Combine(home, name);
            if (Environment.GetEnvironmentVariable("NNGEN_ACCEPT") == "1")
            {
                Directory.CreateDirectory(Path.GetDirectoryName(shown)!);
                File.WriteAllText(shown, drawn);
                continue;
            }

            Assert.True(
                File.Exists(shown) && File.ReadAllText(shown).ReplaceLineEndings("\n") == drawn,
                $"{document} shows {name}, but its program draws another picture (NNGEN_ACCEPT=1 updates it).");
        }
    }

    private static IReadOnlyList<DocumentBlock> Blocks(string document) => DocumentBlock.Read(Repository.PathOf(document));

    // Classes that hold tests, and the tests in them.
    private static readonly Lazy<HashSet<string>> TestNames = new(() =>
        [.. Directory.EnumerateFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .SelectMany(text => TestClasses().Matches(text).Concat(TestMethods().Matches(text)))
            .Select(match => match.Groups["name"].Value)]);

    [GeneratedRegex(@"^public (?:sealed |partial )*class (?<name>\w+Tests)\b", RegexOptions.Multiline)]
    private static partial Regex TestClasses();

    [GeneratedRegex(@"^    \[(?:Fact|Theory)\b[^;{}]*?^    public (?:async )?(?:void|Task) (?<name>\w+)\(", RegexOptions.Multiline)]
    private static partial Regex TestMethods();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"`((?:\w+=\w+ )?dotnet [^`\n]+)`")]
    private static partial Regex InlineCommands();

    // Of the repository: samples/Digits, NNGen.sln, .ci/run; not: -p:X=Y, https://, /tmp.
    [GeneratedRegex(@"^(\.ci|samples|src|generator|tests|benchmarks|docs)/[\w./-]*$|^[\w.]+\.sln$")]
    private static partial Regex IsPath();
}
