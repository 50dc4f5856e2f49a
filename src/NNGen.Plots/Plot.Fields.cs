using System.Globalization;

namespace NNGen.Plots;

/// <content>Tables and functions of two variables.</content>
public sealed partial class Plot
{
    private const int AutoLevels = 11;

    /// <summary>Adds a table of colored cells. Row 0 is at the top, as in matplotlib's <c>imshow</c>.</summary>
    /// <param name="values">Values <c>[row, column]</c>; cells with values that are not finite are empty.</param>
    /// <param name="map">Their colors; <see cref="ColorMap.Viridis"/> by default.</param>
    /// <param name="range">The values of the map's two ends; those of the table if none is given.</param>
    /// <param name="barLabel">The label of the color bar.</param>
    /// <param name="showBar">Whether a color bar is drawn next to the plot.</param>
    /// <param name="format">A numeric format such as <c>0.00</c> for the values in the cells; null for no values.</param>
    /// <returns>This plot.</returns>
    /// <exception cref="ArgumentException">The table is empty, or no value is finite.</exception>
    public Plot HeatMap(
        double[,] values, ColorMap? map = null, (double Min, double Max)? range = null, string? barLabel = null, bool showBar = true, string? format = null) =>
        Cells(values, map, range, barLabel, showBar, format is null ? null : (row, column) => values[row, column].ToString(format, CultureInfo.InvariantCulture).Replace('-', '−'));

    /// <summary>Adds bands of color between lines of equal value.</summary>
    /// <param name="field">The values.</param>
    /// <param name="levels">The borders between the bands; round values if none are given.</param>
    /// <param name="map">The colors; <see cref="ColorMap.Viridis"/> by default.</param>
    /// <param name="range">The values of the map's two ends; those of the field if none is given.</param>
    /// <param name="barLabel">The label of the color bar.</param>
    /// <param name="showBar">Whether a color bar is drawn next to the plot.</param>
    /// <returns>This plot.</returns>
    /// <exception cref="ArgumentException">A level is not finite, or levels do not increase.</exception>
    public Plot FilledContour(
        Field field,
        IReadOnlyList<double>? levels = null,
        ColorMap? map = null,
        (double Min, double Max)? range = null,
        string? barLabel = null,
        bool showBar = true)
    {
        ArgumentNullException.ThrowIfNull(field);
        ColorScale scale = ColorScale.For(map ?? ColorMap.Viridis, range, field.Min, field.Max);
        Frame();
        return Add(new FilledContourMark(field, Levels(levels, scale), scale) { ShowBar = showBar, BarLabel = barLabel });
    }

    /// <summary>Adds lines of equal value.</summary>
    /// <param name="field">The values.</param>
    /// <param name="levels">The values of the lines; round ones if none are given.</param>
    /// <param name="color">One color for all lines; null for a color by value.</param>
    /// <param name="map">The colors if <paramref name="color"/> is null; <see cref="ColorMap.Viridis"/> by default.</param>
    /// <param name="width">The lines' width in pixels.</param>
    /// <param name="style">How the lines are dashed.</param>
    /// <param name="label">Their name in the legend; null for none.</param>
    /// <param name="barLabel">The label of the color bar.</param>
    /// <param name="showBar">Whether a color bar is drawn next to the plot.</param>
    /// <returns>This plot.</returns>
    /// <exception cref="ArgumentException">A level is not finite, or levels do not increase.</exception>
    public Plot Contour(
        Field field,
        IReadOnlyList<double>? levels = null,
        PlotColor? color = null,
        ColorMap? map = null,
        double width = 1.2,
        LineStyle style = LineStyle.Solid,
        string? label = null,
        string? barLabel = null,
        bool showBar = false)
    {
        ArgumentNullException.ThrowIfNull(field);
        ColorScale scale = ColorScale.For(map ?? ColorMap.Viridis, null, field.Min, field.Max);
        Frame();
        return Add(new ContourMark(field, Levels(levels, scale))
        {
            Label = label,
            Color = color,
            Scale = scale,
            Width = Positive(width, nameof(width)),
            Style = style,
            ShowBar = showBar,
            BarLabel = barLabel,
        });
    }

    /// <summary>Tints the part of the plane where a field reaches a level.</summary>
    /// <param name="field">The values.</param>
    /// <param name="level">The lowest value that belongs to the region.</param>
    /// <param name="label">Its name in the legend; null for none.</param>
    /// <param name="color">Its color; by default the next color of the palette.</param>
    /// <param name="opacity">From 0, invisible, to 1; overlapping regions become stronger.</param>
    /// <returns>This plot.</returns>
    /// <exception cref="ArgumentException">The level is not finite.</exception>
    public Plot Region(Field field, double level, string? label = null, PlotColor? color = null, double opacity = 0.25)
    {
        ArgumentNullException.ThrowIfNull(field);
        Frame();
        return Add(new RegionMark(field, Finite(level, nameof(level))) { Label = label, Color = color ?? NextColor(), Opacity = Part(opacity, nameof(opacity)) });
    }

    /// <summary>A heat map whose cells hold any text.</summary>
    internal Plot Cells(
        double[,] values, ColorMap? map, (double Min, double Max)? range, string? barLabel, bool showBar, Func<int, int, string>? text)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] finite = [.. values.Cast<double>().Where(double.IsFinite)];
        if (finite.Length == 0) { throw new ArgumentException("The table has no finite value: there is nothing to draw.", nameof(values)); }
        Frame();
        X.WholeNumbers = Y.WholeNumbers = Y.Reversed = true;
        ColorScale scale = ColorScale.For(map ?? ColorMap.Viridis, range, finite.Min(), finite.Max());
        return Add(new HeatMapMark((double[,])values.Clone(), scale) { ShowBar = showBar, BarLabel = barLabel, Text = text });
    }

    // Grid lines behind a field are invisible, and those in front of it would distract.
    private void Frame() => X.ShowGrid = Y.ShowGrid = false;

    private static IReadOnlyList<double> Levels(IReadOnlyList<double>? levels, ColorScale scale)
    {
        if (levels is null) { return Ticks.RoundValues(new AxisRange(scale.Min, scale.Max), AutoLevels); }
        for (int i = 0; i < levels.Count; i++)
        {
            if (!double.IsFinite(levels[i]) || (i > 0 && levels[i] <= levels[i - 1]))
            {
                throw new ArgumentException(FormattableString.Invariant($"Levels must be finite and increase, but number {i} is {levels[i]}."), nameof(levels));
            }
        }

        return levels.Count > 0 ? [.. levels] : throw new ArgumentException("There are no levels (give at least one, or null for round values).", nameof(levels));
    }
}
