using Articles;

namespace NNGen.Articles.Tests;

/// <summary>Every sample runs with small settings, and the command distinguishes a kept bound from a missed one.</summary>
public sealed class SamplesTests
{
    public static TheoryData<string> Names => [.. Catalog.All.Select(article => article.Name)];

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Names))]
    public void A_sample_keeps_its_bound_and_draws_with_small_settings(string name)
    {
        string folder = Directory.CreateTempSubdirectory("articles").FullName;
        try
        {
            var output = new StringWriter();
            int code = CommandLine.Run([name, "--quick", "--out", folder], Catalog.All, output);

            Assert.True(code == CommandLine.Ok, output.ToString());
            Assert.EndsWith("): ok", output.ToString().TrimEnd(), StringComparison.Ordinal);
            Assert.NotEmpty(Directory.GetFiles(folder));
            Assert.All(Directory.GetFiles(folder), file =>
            {
                Assert.StartsWith(name, Path.GetFileName(file), StringComparison.Ordinal);
                Assert.StartsWith("<svg", File.ReadAllText(file), StringComparison.Ordinal);
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void All_prints_a_line_for_each_sample_and_fails_where_one_misses_its_bound()
    {
        Article kept = new("kept", "", _ => KeyFigure.AtLeast("accuracy", 0.9, 0.9));
        Article missed = new("missed", "", _ => KeyFigure.AtMost("difference", 2e-6, 1e-6));
        Article undefined = new("undefined", "", _ => KeyFigure.AtMost("difference", double.NaN, 1e-6));
        Article broken = new("broken", "", _ => throw new InvalidOperationException("It broke."));

        Assert.Equal((CommandLine.Ok, 2), Run(kept));
        Assert.Equal((CommandLine.Missed, 3), Run(kept, missed));
        Assert.Equal((CommandLine.Missed, 3), Run(undefined, kept));
        Assert.Equal((CommandLine.Missed, 3), Run(kept, broken));

        static (int Code, int Lines) Run(params Article[] articles)
        {
            var output = new StringWriter();
            int code = CommandLine.Run(["all"], articles, output);
            return (code, output.ToString().TrimEnd().Split('\n').Length);
        }
    }

    [Theory]
    [InlineData]
    [InlineData("nothing")]
    [InlineData("all", "--fast")]
    [InlineData("all", "--out")]
    [InlineData("all", "all")]
    public void Wrong_arguments_print_what_can_be_run(params string[] arguments)
    {
        var output = new StringWriter();
        Assert.Equal(CommandLine.Misused, CommandLine.Run(arguments, Catalog.All, output));
        Assert.All(Catalog.All, article => Assert.Contains(article.Name, output.ToString(), StringComparison.Ordinal));
    }
}
