using System.Globalization;
using System.Numerics;

namespace NNGen.Plots;

/// <content>Lines, points and bars.</content>
public sealed partial class Plot
{
    /// <summary>Adds a line through points.</summary>
    /// <param name="x">Where the points are, from left to right or in any order: the line follows the order.</param>
    /// <param name="y">Their values, as many.</param>
    /// <param name="label">Its name in the legend; null for none.</param>
    /// <param name="color">Its color; by default the next color of the palette.</param>
    /// <param name="style">How it is dashed.</param>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="marker">The shape drawn at each point.</param>
    /// <param name="opacity">From 0, invisible, to 1.</param>
    /// <returns>This plot.</returns>
    /// <exception cref="ArgumentException">There are no points, or not as many of <paramref name="x"/> as of <paramref name="y"/>.</exception>
    public Plot Line<TX, TY>(
        IEnumerable<TX> x,
        IEnumerable<TY> y,
        string? label = null,
        PlotColor? color = null,
        LineStyle style = LineStyle.Solid,
        double width = 1.8,
        Marker marker = Marker.None,
        double opacity = 1)
        where TX : INumber<TX>
        where TY : INumber<TY>
    {
        (double[] xs, double[] ys) = Points(x, y, "line", label);
        return Add(new LineMark(xs, ys)
        {
            Label = label,
            Color = color ?? NextColor(),
            Style = style,
            Width = Positive(width, nameof(width)),
            Marker = marker,
            Opacity = Part(opacity, nameof(opacity)),
        });
    }

    /// <summary>Adds the curve of a function.</summary>
    /// <param name="function">Its values.</param>
    /// <param name="from">Where the curve begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="label">Its name in the legend; null for none.</param>
    /// <param name="color">Its color; by default the next color of the palette.</param>
    /// <param name="style">How it is dashed.</param>
    /// <param name="points">Number of points at which the function is computed; at least 2.</param>
    /// <returns>This plot.</returns>
    /// <exception cref="ArgumentException">The range is empty.</exception>
    public Plot Function(
        Func<double, double> function,
        double from,
        double to,
        string? label = null,
        PlotColor? color = null,
        LineStyle style = LineStyle.Solid,
        int points = 301)
    {
        ArgumentNullException.ThrowIfNull(function);
        double[] xs = Field.Even(from, to, points);
        return Line(xs, xs.Select(function), label, color, style);
    }

    /// <summary>Adds points without a line.</summary>
    /// <param name="x">Where the points are.</param>
    /// <param name="y">Their values, as many.</param>
    /// <param name="label">Their name in the legend; null for none.</param>
    /// <param name="color">Their color; by default the next color of the palette.</param>
    /// <param name="marker">Their shape.</param>
    /// <param name="radius">Half of their size in pixels.</param>
    /// <param name="opacity">From 0, invisible, to 1.</param>
    /// <returns>This plot.</returns>
    /// <exception cref="ArgumentException">There are no points, or not as many of <paramref name="x"/> as of <paramref name="y"/>.</exception>
    public Plot Scatter<TX, TY>(
        IEnumerable<TX> x,
        IEnumerable<TY> y,
        string? label = null,
        PlotColor? color = null,
        Marker marker = Marker.Circle,
        double radius = 3.4,
        double opacity = 0.9)
        where TX : INumber<TX>
        where TY : INumber<TY>
    {
        (double[] xs, double[] ys) = Points(x, y, "scatter plot", label);
        return Add(new ScatterMark(xs, ys)
        {
            Label = label,
            Color = color ?? NextColor(),
            Marker = marker == Marker.None ? throw new ArgumentException("Points without a line need a marker (Marker.Circle).", nameof(marker)) : marker,
            Radius = Positive(radius, nameof(radius)),
            Opacity = Part(opacity, nameof(opacity)),
        });
    }

    /// <summary>Adds a series of bars; several series with the same categories are drawn side by side.</summary>
    /// <param name="categories">The names below the bars.</param>
    /// <param name="values">The heights, as many; one that is not finite leaves a gap.</param>
    /// <param name="label">The series' name in the legend; null for none.</param>
    /// <param name="color">Its color; by default the next color of the palette.</param>
    /// <param name="format">A numeric format such as <c>0.0</c> for the values above the bars; null for no values.</param>
    /// <returns>This plot.</returns>
    /// <exception cref="ArgumentException">There are no bars, the counts differ, or an earlier series has other categories.</exception>
    public Plot Bars<T>(IEnumerable<string> categories, IEnumerable<T> values, string? label = null, PlotColor? color = null, string? format = null)
        where T : INumber<T>
    {
        ArgumentNullException.ThrowIfNull(categories);
        string[] names = [.. categories];
        double[] heights = Numbers(values, nameof(values));
        if (names.Length != heights.Length || names.Length == 0)
        {
            throw new ArgumentException($"Expected one value for each of the categories, got {heights.Length} values for {names.Length} categories.", nameof(values));
        }

        if (X.Categories is { } known && !known.SequenceEqual(names))
        {
            throw new ArgumentException($"The plot's categories are {string.Join(", ", known)}; a further series needs the same, in the same order.", nameof(categories));
        }

        BarMark[] others = [.. marks.OfType<BarMark>()];
        X.Categories = names;
        X.ShowGrid = false;
        var bars = new BarMark(heights, others.Length)
        {
            Label = label,
            Color = color ?? NextColor(),
            Text = format is null ? null : value => value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−'),
        };
        foreach (BarMark each in others.Append(bars)) { each.SeriesCount = others.Length + 1; }
        return Add(bars);
    }

    /// <summary>Adds the area between two lines, such as the spread of several runs.</summary>
    /// <param name="x">Where the points are.</param>
    /// <param name="low">The lower line.</param>
    /// <param name="high">The upper line.</param>
    /// <param name="label">Its name in the legend; null for none.</param>
    /// <param name="color">Its color; by default the next color of the palette.</param>
    /// <param name="opacity">From 0, invisible, to 1.</param>
    /// <returns>This plot.</returns>
    /// <exception cref="ArgumentException">There are no points, or the counts differ.</exception>
    public Plot Band<TX, TY>(
        IEnumerable<TX> x, IEnumerable<TY> low, IEnumerable<TY> high, string? label = null, PlotColor? color = null, double opacity = 0.2)
        where TX : INumber<TX>
        where TY : INumber<TY>
    {
        (double[] xs, double[] lows) = Points(x, low, "band", label);
        (_, double[] highs) = Points(xs, high, "band", label);
        return Add(new BandMark(xs, lows, highs) { Label = label, Color = color ?? NextColor(), Opacity = Part(opacity, nameof(opacity)) });
    }

    /// <summary>Adds a line across the whole plot at a height.</summary>
    /// <param name="y">The height.</param>
    /// <param name="label">Its name in the legend; null for none.</param>
    /// <param name="color">Its color; muted by default.</param>
    /// <param name="style">How it is dashed.</param>
    /// <returns>This plot.</returns>
    /// <exception cref="ArgumentException">The value is not finite.</exception>
    public Plot HorizontalLine(double y, string? label = null, PlotColor? color = null, LineStyle style = LineStyle.Dashed) =>
        Add(new RuleMark(Finite(y, nameof(y)), horizontal: true) { Label = label, Color = color ?? PlotColor.Muted, Style = style });

    /// <summary>Adds a line from bottom to top.</summary>
    /// <param name="x">Where.</param>
    /// <param name="label">Its name in the legend; null for none.</param>
    /// <param name="color">Its color; muted by default.</param>
    /// <param name="style">How it is dashed.</param>
    /// <returns>This plot.</returns>
    /// <exception cref="ArgumentException">The value is not finite.</exception>
    public Plot VerticalLine(double x, string? label = null, PlotColor? color = null, LineStyle style = LineStyle.Dashed) =>
        Add(new RuleMark(Finite(x, nameof(x)), horizontal: false) { Label = label, Color = color ?? PlotColor.Muted, Style = style });

    /// <summary>Writes text, centered at a point.</summary>
    /// <param name="x">Where, from left to right.</param>
    /// <param name="y">Where, from bottom to top.</param>
    /// <param name="text">The text.</param>
    /// <param name="color">Their color; ink by default.</param>
    /// <returns>This plot.</returns>
    /// <exception cref="ArgumentException">A coordinate is not finite.</exception>
    public Plot Text(double x, double y, string text, PlotColor? color = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Add(new TextMark(Finite(x, nameof(x)), Finite(y, nameof(y)), text) { Color = color ?? PlotColor.Ink });
    }

    private Plot Add(Mark mark)
    {
        marks.Add(mark);
        return this;
    }

    private PlotColor NextColor() => PlotColor.Series(colors++);

    private static (double[] X, double[] Y) Points<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, string kind, string? label)
        where TX : INumber<TX>
        where TY : INumber<TY>
    {
        double[] xs = Numbers(x, nameof(x));
        double[] ys = Numbers(y, nameof(y));
        string name = label is null ? kind : $"{kind} '{label}'";
        if (xs.Length != ys.Length) { throw new ArgumentException($"The {name} has {xs.Length} values of x, but {ys.Length} of y.", nameof(y)); }
        return xs.Length > 0 ? (xs, ys) : throw new ArgumentException($"The {name} has no points (give at least one).", nameof(x));
    }

    private static double[] Numbers<T>(IEnumerable<T> values, string name)
        where T : INumber<T>
    {
        ArgumentNullException.ThrowIfNull(values, name);
        return [.. values.Select(double.CreateSaturating)];
    }

    private static double Finite(double value, string name) =>
        double.IsFinite(value) ? value : throw new ArgumentException(FormattableString.Invariant($"Expected a finite value, got {value}."), name);

    private static double Positive(double value, string name) =>
        double.IsFinite(value) && value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, "Expected a size above 0.");

    private static double Part(double value, string name) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "Expected a value from 0 to 1.");
}
