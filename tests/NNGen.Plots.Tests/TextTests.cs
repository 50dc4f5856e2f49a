using System.Globalization;

namespace NNGen.Plots.Tests;

public sealed class TextTests
{
    [Fact]
    public void Text_of_users_cannot_become_markup()
    {
        const string Evil = "<script>\"a\" & 'b'</script>\u0001\uD800";
        var root = Svg.Parse(new Plot(Evil, Evil, Evil).Line([1, 2], [1, 2], Evil));

        Assert.Empty(root.All("script"));
        Assert.Contains("<script>\"a\" & 'b'</script>\uFFFD\uFFFD", root.Texts());
    }

    [Theory]
    [InlineData(1.006, "1.01")]
    [InlineData(0.125, "0.13")]
    [InlineData(-0.001, "0")]
    [InlineData(12, "12")]
    [InlineData(1e30, "100000")]
    public void Coordinates_have_two_decimals(double value, string text) => Assert.Equal(text, SvgText.Number(value));

    [Fact]
    public void A_comma_culture_changes_nothing()
    {
        var plot = new Plot("a").Line([0.5, 1.5], [0.25, 1234.5], "b");
        string expected = plot.ToSvg();
        CultureInfo before = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        commas.NumberFormat.NegativeSign = "~";
        CultureInfo.CurrentCulture = commas;
        try
        {
            Assert.Equal(expected, plot.ToSvg());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Wide_letters_are_wider_than_narrow_ones()
    {
        Assert.True(FontMetrics.Width("WWW", 10) > 2 * FontMetrics.Width("iii", 10));
        Assert.Equal(3 * 6.36, FontMetrics.Width("123", 10), 6);
        Assert.True(FontMetrics.Width("abc", 10, bold: true) > FontMetrics.Width("abc", 10));
    }

    [Fact]
    public void Long_titles_are_broken_into_lines_that_fit()
    {
        IReadOnlyList<string> lines = FontMetrics.Wrap("What a network with a rather long name learns in a few epochs", 14, 200, bold: true);

        Assert.Equal("What a network with a rather long name learns in a few epochs", string.Join(' ', lines));
        Assert.All(lines, line => Assert.True(FontMetrics.Width(line, 14, bold: true) <= 200));
    }

    [Fact]
    public void A_word_that_is_too_long_ends_in_an_ellipsis()
    {
        string text = FontMetrics.Fit(new string('m', 50), 10, 100);
        Assert.EndsWith("…", text, StringComparison.Ordinal);
        Assert.True(FontMetrics.Width(text, 10) <= 100);
    }
}
