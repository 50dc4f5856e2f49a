using System.Text.RegularExpressions;

namespace NNGen.Generator.Tests;

/// <summary>
/// The documentation shows what is generated for the network of <c>samples/Digits</c>, the whole file and excerpts in the walk through it, and excerpts for
/// a convolutional network. <c>NNGEN_ACCEPT=1</c> updates them.
/// </summary>
public sealed partial class GeneratedCodeTests
{
    private static readonly bool Accept = Environment.GetEnvironmentVariable("NNGEN_ACCEPT") == "1";
    private static readonly Lazy<string> Generated = new(Generate);

    [Fact]
    public void The_file_in_the_documentation_is_the_generated_one() => Same("docs/generated/DigitClassifier.g.cs", Generated.Value);

    [Fact]
    public void The_excerpts_in_the_walk_are_those_of_the_file() => SameExcerpts("docs/generated-code.md", Generated.Value);

    [Fact]
    public void The_excerpts_of_a_convolution_are_those_of_the_network_on_the_page()
    {
        const string Walk = "docs/generated-convolution.md";
        string network = DocumentBlock.Read(Repository.PathOf(Walk)).First(block => block.Language == "csharp").Text;

        SameExcerpts(Walk, Generate(network));
    }

    [Fact]
    public void The_excerpt_in_the_architecture_is_that_of_the_file() => SameExcerpts("docs/architecture.md", Generated.Value, least: 1);

    private static void SameExcerpts(string walk, string generated, int least = 4)
    {
        string text = File.ReadAllText(Repository.PathOf(walk)).ReplaceLineEndings("\n");
        int excerpts = 0;
        string current = Excerpts().Replace(text, match =>
        {
            excerpts++;
            string statements = match.Groups["statements"].Value;
            return $"{match.Groups["mark"].Value}\n```csharp fragment\n{Excerpt.Of(generated, match.Groups["member"].Value, statements)}\n```";
        });

        Assert.True(excerpts >= least, $"Only {excerpts} excerpts were found in {walk}.");
        Same(walk, current);
    }

    private static void Same(string document, string expected)
    {
        string path = Repository.PathOf(document);
        if (Accept)
        {
            File.WriteAllText(path, expected);
            return;
        }

        string[] lines = expected.Split('\n');
        string[] documented = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n").Split('\n') : [];
        int line = 0;
        while (line < lines.Length && line < documented.Length && lines[line] == documented[line]) { line++; }
        Assert.True(
            line == lines.Length && line == documented.Length,
            $"{document} is not current from line {line + 1} on (NNGEN_ACCEPT=1 dotnet test --filter GeneratedCodeTests updates it).");
    }

    private static string Generate() => Generate(File.ReadAllText(Repository.PathOf("samples/Digits/DigitClassifier.cs")));

    private static string Generate(string source)
    {
        var driver = Compile.Driver(new NetworkGenerator()).RunGenerators(Compile.Source(source));
        return Assert.Single(driver.GetRunResult().GeneratedTrees).ToString().ReplaceLineEndings("\n");
    }

    // <!-- excerpt: Member -->, <!-- excerpt: Member 2-4 --> or <!-- excerpt: Member heading -->, and the block below it.
    [GeneratedRegex(@"(?<mark><!-- excerpt: (?<member>[\w.]+)(?: (?<statements>\d+(-\d+)?|heading))? -->)\n```csharp fragment\n.*?```", RegexOptions.Singleline)]
    private static partial Regex Excerpts();
}
