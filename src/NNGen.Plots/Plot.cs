using System.Globalization;

namespace NNGen.Plots;

/// <summary>The position of a legend.</summary>
public enum LegendPosition
{
    /// <summary>In a corner where it covers no data or, if there is none, to the right of the plot.</summary>
    Auto,

    /// <summary>Nowhere.</summary>
    None,

    /// <summary>Inside, at the top right.</summary>
    TopRight,

    /// <summary>Inside, at the top left.</summary>
    TopLeft,

    /// <summary>Inside, at the bottom right.</summary>
    BottomRight,

    /// <summary>Inside, at the bottom left.</summary>
    BottomLeft,

    /// <summary>To the right of the plot.</summary>
    Outside,
}

/// <summary>Lines, points, bars and fields between two axes.</summary>
/// <example>
/// <code>
/// new Plot("Two curves", "x", "y")
///     .Line(x, y, "measured")
///     .Function(Math.Sin, 0, 6, "expected")
///     .Save("curves.svg");
/// </code>
/// </example>
/// <remarks>
/// Every method that adds something returns the plot. Values are copied. A point that is NaN, infinite, or not positive on a logarithmic
/// axis is a gap in a line and is left out of a scatter plot.
/// </remarks>
public sealed partial class Plot : Picture
{
    private readonly List<Mark> marks = [];
    private int colors;

    /// <summary>Creates an empty plot.</summary>
    /// <param name="title">The title above it; null for none.</param>
    /// <param name="xLabel">What the horizontal axis shows; null for no label.</param>
    /// <param name="yLabel">What the vertical axis shows; null for no label.</param>
    public Plot(string? title = null, string? xLabel = null, string? yLabel = null)
        : base(title)
    {
        X.Label = xLabel;
        Y.Label = yLabel;
    }

    /// <summary>The horizontal axis.</summary>
    public Axis X { get; } = new();

    /// <summary>The vertical axis.</summary>
    public Axis Y { get; } = new();

    /// <summary>The position of the legend, which lists everything that has a label.</summary>
    public LegendPosition Legend { get; set; }

    /// <summary>Whether one unit is equally long on both axes.</summary>
    public bool EqualUnits { get; set; }

    internal override (double Width, double Height) NaturalSize => (560, 380);

    /// <summary>The ranges of both axes.</summary>
    internal (AxisRange X, AxisRange Y) Ranges(PanelContext context)
    {
        if (marks.Count == 0) { throw new InvalidOperationException($"The plot{Named} is empty: add a line, points, bars or a field before it is drawn."); }
        var bounds = new Bounds();
        foreach (Mark mark in marks) { bounds.Add(mark.Extent(X, Y)); }
        AxisRange x = context.X ?? Range(X, "horizontal", bounds.HasX, bounds.MinX, bounds.MaxX, mark => mark.IsStickyX);
        AxisRange y = context.Y ?? Range(Y, "vertical", bounds.HasY, bounds.MinY, bounds.MaxY, mark => mark.IsStickyY);
        return (x, y);
    }

    internal override Margins Measure(double width, double height, PanelContext context) => new PlotLayout(this, context).Measure(width, height);

    internal override void Draw(SvgCanvas canvas, Rect area, Margins margins, PanelContext context)
    {
        var layout = new PlotLayout(this, context, margins.Legend);
        PlotArea plot = layout.Place(area.Shrink(margins));
        AxisPainter.DrawGrid(canvas, plot, layout.XTicks(plot.Rect.Width), layout.YTicks(plot.Rect.Height), this, FillsArea);
        canvas.OpenClip(FillsArea ? plot.Rect : plot.Rect.Grow(Sizes.Marker + 1));
        foreach (Mark mark in marks) { mark.Draw(canvas, plot); }
        canvas.Close("g");
        AxisPainter.DrawAxes(canvas, plot, layout, this, FillsArea, context);
        Bar?.Draw(canvas, plot.Rect);
        new PlotLegend(marks, Legend).Draw(canvas, plot, outsideX: area.Right - margins.Right + PlotLayout.BarWidth(this, plot.Rect.Height), margins.Legend);
        DrawTitle(canvas, area, plot.Rect.CenterX, plot.Rect.Y - (layout.HasFactorAbove ? Sizes.Tick : 0));
    }

    internal override string Describe()
    {
        (AxisRange x, AxisRange y) = Ranges(PanelContext.Alone);
        string axes = string.Join("; ", new[] { AxisText("horizontal", X, x), AxisText("vertical", Y, y) });
        const int Enough = 8;
        string more = marks.Count > Enough ? string.Create(CultureInfo.InvariantCulture, $" and {marks.Count - Enough} more") : "";
        return $"Plot of {string.Join(", ", marks.Take(Enough).Select(mark => mark.Describe()))}{more}. {axes}.";

        static string AxisText(string name, Axis axis, AxisRange range) => axis.Categories is { } categories
            ? $"{name} axis{(axis.FullLabel is null ? "" : $" '{axis.FullLabel}'")}: {string.Join(", ", categories.Take(20))}"
            : FormattableString.Invariant($"{name} axis{(axis.FullLabel is null ? "" : $" '{axis.FullLabel}'")} from {range.Min:g3} to {range.Max:g3}");
    }

    internal IReadOnlyList<Mark> Marks => marks;

    internal ColorBar? Bar => marks.Select(mark => mark.ColorBar).LastOrDefault(bar => bar is not null);

    internal double TitleRoom(double width) => TitleHeight(width);

    internal bool FillsArea => marks.Any(mark => mark.FillsArea);

    private string Named => Title is null ? "" : $" '{Title}'";

    private AxisRange Range(Axis axis, string name, bool hasData, double min, double max, Func<Mark, Func<double, bool>> sticky)
    {
        if (!hasData && (axis.Min is null || axis.Max is null))
        {
            throw new InvalidOperationException(
                $"No point of the plot{Named} has a place on both axes (all are NaN or infinite{(X.IsLogarithmic || Y.IsLogarithmic ? ", or not above 0 as a logarithmic axis needs" : "")}).");
        }

        return AxisRange.Of(axis, name, min, max, marks.Any(mark => sticky(mark)(min)), marks.Any(mark => sticky(mark)(max)));
    }
}
