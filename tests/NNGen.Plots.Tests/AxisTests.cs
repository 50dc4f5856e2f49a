namespace NNGen.Plots.Tests;

public sealed class AxisTests
{
    [Fact]
    public void Data_have_five_hundredths_of_room_on_both_sides()
    {
        AxisRange range = AxisRange.Of(new Axis(), "x", 0, 100, stickyMin: false, stickyMax: false);
        Assert.Equal(new AxisRange(-5, 105), range);
    }

    [Fact]
    public void Bars_start_at_the_axis() => Assert.Equal(0, AxisRange.Of(new Axis(), "y", 0, 100, stickyMin: true, stickyMax: false).Min);

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(-1e9)]
    [InlineData(1e-300)]
    public void Equal_values_get_a_range_around_them(double value)
    {
        AxisRange range = AxisRange.Of(new Axis(), "y", value, value, false, false);
        Assert.True(range.Min < value && value < range.Max, $"{range}");
    }

    [Fact]
    public void Limits_that_contradict_each_other_are_rejected()
    {
        var plot = new Plot().Line([1, 2], [3, 4]);
        plot.X.Min = 5;
        var error = Assert.Throws<InvalidOperationException>(() => plot.ToSvg());
        Assert.Equal("The horizontal axis cannot go from 5 to 2 (check Min and Max).", error.Message);
    }

    [Fact]
    public void Ratios_are_equally_long_on_a_logarithmic_axis()
    {
        var map = new AxisMap(new Axis { Scale = AxisScale.Logarithmic }, new AxisRange(1, 1000), 0, 300);
        Assert.Equal([0, 100, 200, 300], new[] { map[1], map[10], map[100], map[1000] }.Select(value => Math.Round(value, 9)));
        Assert.True(double.IsNaN(map[0]) && double.IsNaN(map[-1]) && double.IsNaN(map[double.PositiveInfinity]));
    }

    [Fact]
    public void A_reversed_axis_grows_the_other_way()
    {
        var map = new AxisMap(new Axis { Reversed = true }, new AxisRange(0, 10), 0, 100);
        Assert.Equal((100, 0), (map[0], map[10]));
    }

    [Fact]
    public void A_logarithmic_axis_needs_a_positive_value()
    {
        var plot = new Plot("Loss") { Y = { Scale = AxisScale.Logarithmic } }.Line([1, 2], [0, -1]);
        var error = Assert.Throws<InvalidOperationException>(() => plot.ToSvg());
        Assert.Contains("not above 0 as a logarithmic axis needs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_units_are_equally_long()
    {
        var plot = new Plot { EqualUnits = true }.Line([0, 10], [0, 1]);
        PlotArea area = new PlotLayout(plot, PanelContext.Alone).Place(new Rect(0, 0, 500, 300));
        Assert.Equal(area.X.PixelsPerUnit, area.Y.PixelsPerUnit, 0.6);
    }

    [Fact]
    public void Panels_that_share_axes_have_the_same_ranges_and_equally_large_areas()
    {
        var figure = new Figure("Shared", columns: 2) { ShareAxes = true };
        figure.Add(new Plot("a").Line([0, 1], [0, 1], color: PlotColor.Hex("#000001")));
        figure.Add(new Plot("b").Line([0, 10], [0, 100], color: PlotColor.Hex("#000002")));
        figure.Add(new Plot("c").Line([0, 10], [0, 100], color: PlotColor.Hex("#000003")));
        var clips = Svg.Parse(figure).All("clipPath").Select(clip => clip.Elements().Single()).Select(rect => (rect.Number("width"), rect.Number("height"))).ToArray();

        Assert.All(clips, clip => Assert.InRange(clip.Item1, clips[0].Item1 - 1, clips[0].Item1 + 1));
        Assert.All(clips, clip => Assert.InRange(clip.Item2, clips[0].Item2 - 1, clips[0].Item2 + 1));
        Assert.Equal(2, Svg.Parse(figure).Texts().Count(text => text == "100"));
    }
}
