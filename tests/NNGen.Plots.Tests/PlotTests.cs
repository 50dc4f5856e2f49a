namespace NNGen.Plots.Tests;

public sealed class PlotTests
{
    private static readonly PlotColor red = PlotColor.Hex("#ff0000");

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_value_that_is_not_finite_is_a_gap_in_a_line(double gap)
    {
        string path = Assert.Single(Svg.Paths(new Plot().Line([0, 1, 2, 3, 4], [1, 2, gap, 4, 3], color: red), red));
        Assert.Equal(2, path.Count(c => c == 'M'));
        Assert.Equal(2, path.Count(c => c == 'L'));
    }

    [Fact]
    public void A_point_between_two_gaps_is_a_dot()
    {
        var root = Svg.Parse(new Plot().Line([0, 1, 2, 3, 4], [1, double.NaN, 5, double.NaN, 3], color: red));
        Assert.Equal(3, root.All("circle").Count());
    }

    [Fact]
    public void Values_that_are_not_positive_are_gaps_on_a_logarithmic_axis()
    {
        var plot = new Plot { Y = { Scale = AxisScale.Logarithmic } }.Line([0, 1, 2, 3, 4], [1, 10, 0, 10, 100], color: red);
        Assert.Equal(2, Assert.Single(Svg.Paths(plot, red)).Count(c => c == 'M'));
    }

    [Fact]
    public void Points_that_are_not_finite_are_left_out()
    {
        var root = Svg.Parse(new Plot().Scatter([0, 1, double.NaN, 3], [0, double.PositiveInfinity, 2, 3]));
        Assert.Equal(2, root.All("circle").Count());
    }

    [Fact]
    public void Empty_data_are_rejected_by_name()
    {
        var error = Assert.Throws<ArgumentException>(() => new Plot().Line(Array.Empty<double>(), Array.Empty<double>(), "loss"));
        Assert.StartsWith("The line 'loss' has no points (give at least one).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Different_lengths_are_rejected_with_both()
    {
        var error = Assert.Throws<ArgumentException>(() => new Plot().Scatter([1, 2, 3], [1, 2]));
        Assert.StartsWith("The scatter plot has 3 values of x, but 2 of y.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_plot_is_not_drawn()
    {
        Assert.Contains("'Loss' is empty", Assert.Throws<InvalidOperationException>(() => new Plot("Loss").ToSvg()).Message, StringComparison.Ordinal);
        Assert.Contains("no panels", Assert.Throws<InvalidOperationException>(() => new Figure("Loss").ToSvg()).Message, StringComparison.Ordinal);
        Assert.Contains("no images", Assert.Throws<InvalidOperationException>(() => new ImageGrid("Loss").ToSvg()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_without_any_point_are_rejected()
    {
        var plot = new Plot("Loss").Line([1, 2], [double.NaN, double.NaN]);
        Assert.Contains("NaN or infinite", Assert.Throws<InvalidOperationException>(() => plot.ToSvg()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_color_is_nothing_but_a_color()
    {
        Assert.Throws<ArgumentException>(() => PlotColor.Hex("\"/><script>"));
        Assert.Throws<ArgumentException>(() => PlotColor.Hex("#12345"));
        Assert.Equal("#abcdef", PlotColor.Hex("#ABCDEF").Light);
    }

    [Fact]
    public void A_legend_covers_no_data()
    {
        var random = new Random(1);
        for (int round = 0; round < 40; round++)
        {
            double[] x = [.. Enumerable.Range(0, 40).Select(i => (double)i)];
            double[] y = [.. x.Select(_ => random.NextDouble() + (round % 4 == 0 ? 0 : 0.08 * x.Length * random.Next(2)))];
            var plot = new Plot("t") { Width = 320 + 10 * round }.Scatter(x, y, "some points", red).Line(x, y.Select(v => v / 2), "half of them");
            var root = Svg.Parse(plot, PlotTheme.Light);
            var box = root.All("rect").Single(rect => rect.Attribute("rx") is not null);
            var (left, top, right, bottom) = (box.Number("x"), box.Number("y"), box.Number("x") + box.Number("width"), box.Number("y") + box.Number("height"));

            Assert.DoesNotContain(
                root.All("circle").SkipLast(1),
                circle => circle.Number("cx") > left && circle.Number("cx") < right && circle.Number("cy") > top && circle.Number("cy") < bottom);
            Assert.True(left >= 0 && right <= plot.Width && top >= 0 && bottom <= 380, $"{left} {right} {top} {bottom}");
        }
    }

    [Fact]
    public void All_text_is_inside_the_picture()
    {
        var plot = new Plot("A title that is long enough to be broken into several lines in a small plot", "a label", "another label") { Width = 300, Height = 240 }
            .Bars(["a category with a long name", "another one", "a third", "a fourth"], [100000.5, 2, 3, 4], "first", format: "0.0")
            .Bars(["a category with a long name", "another one", "a third", "a fourth"], [-100000.5, 2, 3, 4], "second");
        foreach (var text in Svg.Parse(plot).All("text"))
        {
            Assert.InRange(text.Number("x"), 0, 300);
            Assert.InRange(text.Number("y"), 5, 240);
        }
    }

    [Fact]
    public void Bars_of_two_series_are_side_by_side()
    {
        string[] names = ["a", "b"];
        var blue = PlotColor.Hex("#0000ff");
        var root = Svg.Parse(new Plot().Bars(names, [1, 2], color: red).Bars(names, [3, 4], color: blue), PlotTheme.Light);
        double Start(PlotColor color) => double.Parse(
            root.All("path").First(path => path.Attribute("fill")?.Value == color.Light).Attribute("d")!.Value.Split('M', ' ')[1], System.Globalization.CultureInfo.InvariantCulture);

        Assert.True(Start(red) < Start(blue));
        Assert.Throws<ArgumentException>(() => new Plot().Bars(names, [1, 2]).Bars(["a", "c"], [3, 4]));
    }

    [Fact]
    public void A_long_line_keeps_its_extremes()
    {
        double[] x = [.. Enumerable.Range(0, 200_000).Select(i => (double)i)];
        double[] y = [.. x.Select(i => i == 123_456 ? 50.0 : Math.Sin(i))];
        string path = Assert.Single(Svg.Paths(new Plot().Line(x, y, color: red), red));
        double top = path.Split('M', 'L').Skip(1).Min(point => double.Parse(point.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));

        Assert.InRange(path.Length, 1_000, 60_000);
        Assert.InRange(top, 0, 60);
    }
}
