using System.Text.RegularExpressions;
using Articles;
using NNGen.Generator.Tests;

namespace NNGen.Articles.Tests;

/// <summary>
/// The page on the articles shows the current samples: their code, their output and their pictures. <c>NNGEN_ACCEPT=1</c> updates
/// all three.
/// </summary>
public sealed partial class PageTests
{
    private const string Page = "docs/articles.md";
    private const string Pictures = "docs/pictures/articles";

    private static readonly bool Accept = Environment.GetEnvironmentVariable("NNGEN_ACCEPT") == "1";

    public static TheoryData<string> Names => [.. Catalog.All.Select(article => article.Name)];

    [Fact]
    public void The_code_of_the_page_is_that_of_the_samples()
    {
        string text = Read(Page);
        int excerpts = 0;
        string current = Excerpts().Replace(text, match =>
        {
            excerpts++;
            return $"{match.Groups["mark"].Value}\n```csharp fragment\n{SourceExcerpt.Read(match.Groups["file"].Value, match.Groups["members"].Value)}\n```";
        });

        Assert.True(excerpts >= Catalog.All.Count, $"{Page} has {excerpts} excerpts for {Catalog.All.Count} samples.");
        if (Accept) { File.WriteAllText(Repository.PathOf(Page), current); }
        else { Assert.Equal(current, text); }
    }

    [Fact]
    public void Every_sample_has_a_section()
    {
        string[] sections = [.. Headings().Matches(Read(Page)).Select(match => match.Groups[1].Value)];
        Assert.Equal(Catalog.All.Select(article => article.Name).Order(), sections.Order());
    }

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Names))]
    public void The_pictures_and_the_text_of_the_page_are_what_the_sample_draws_and_prints(string name)
    {
        Article article = Catalog.All.Single(article => article.Name == name);
        string folder = Directory.CreateTempSubdirectory("articles").FullName;
        try
        {
            var output = new StringWriter();
            var context = new ArticleContext(name, folder, output, isQuick: false);
            KeyFigure figure = article.Run(context);

            Assert.True(figure.IsKept, figure.ToString());
            Assert.All(context.Pictures, picture => ComparePicture(picture, File.ReadAllText(Path.Combine(folder, picture)), article.Varies is not null));
            ComparePrinted(name, string.Join('\n', output.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).Trim('\n'));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Every_committed_picture_is_on_the_page()
    {
        string text = Read(Page);
        Assert.All(
            Directory.GetFiles(Repository.PathOf(Pictures)),
            file => Assert.Contains($"](pictures/articles/{Path.GetFileName(file)})", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_may_differ_a_little_and_nothing_else_may()
    {
        Assert.True(Tolerance.Same("<path d=\"M1.50 −2\"/>", "<path d=\"M1.51 −2\"/>", absolute: 0.05, relative: 0));
        Assert.False(Tolerance.Same("<path d=\"M1.50 −2\"/>", "<path d=\"M1.60 −2\"/>", absolute: 0.05, relative: 0));
        Assert.False(Tolerance.Same("<path d=\"M1.50 −2\"/>", "<path d=\"M1.50 2\"/>", absolute: 0.05, relative: 0));
        Assert.False(Tolerance.Same("<path d=\"M1.50 −2\"/>", "<path d=\"L1.50 −2\"/>", absolute: 0.05, relative: 0));
        Assert.False(Tolerance.Same("1 2", "1", absolute: 0.05, relative: 0));
    }

    private static void ComparePicture(string name, string drawn, bool varies)
    {
        string path = Repository.PathOf($"{Pictures}/{name}");
        Assert.True(Read(Page).Contains($"](pictures/articles/{name})", StringComparison.Ordinal), $"{Page} does not show {name}.");
        string shown = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        bool same = varies ? Tolerance.Words(shown) == Tolerance.Words(drawn) : Tolerance.Same(shown, drawn, absolute: 0.05, relative: 0);
        if (!same && Accept) { File.WriteAllText(path, drawn); }
        Assert.True(same || Accept, $"{Pictures}/{name} is not what the sample draws (NNGEN_ACCEPT=1 updates it).");
    }

    // <!-- printed: name --> and the block below it; a sample whose text is not shown has none.
    private static void ComparePrinted(string name, string printed)
    {
        string text = Read(Page);
        string current = Printed().Replace(text, match => match.Groups["name"].Value == name ? $"{match.Groups["mark"].Value}\n```text\n{printed}\n```" : match.Value);
        if (Tolerance.Same(current, text, absolute: 0.005, relative: 0.05)) { return; }
        if (Accept) { File.WriteAllText(Repository.PathOf(Page), current); }
        else { Assert.Fail($"{Page} does not show what {name} prints (NNGEN_ACCEPT=1 updates it):\n{printed}"); }
    }

    private static string Read(string path) => File.ReadAllText(Repository.PathOf(path)).ReplaceLineEndings("\n");

    [GeneratedRegex(@"(?<mark><!-- excerpt: (?<file>\w+\.cs) (?<members>\w+( \d+(-\d+)?)?(, \w+( \d+(-\d+)?)?)*) -->)\n```csharp fragment\n.*?```", RegexOptions.Singleline)]
    private static partial Regex Excerpts();

    [GeneratedRegex(@"(?<mark><!-- printed: (?<name>[\w-]+) -->)\n```text\n.*?```", RegexOptions.Singleline)]
    private static partial Regex Printed();

    // ## `linear`: what it shows
    [GeneratedRegex(@"^## `([\w-]+)`: .", RegexOptions.Multiline)]
    private static partial Regex Headings();
}
