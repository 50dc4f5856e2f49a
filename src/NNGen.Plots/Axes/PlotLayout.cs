namespace NNGen.Plots;

/// <summary>Divides a plot's area between data, numbers, labels, legend and color bar.</summary>
internal sealed class PlotLayout
{
    private const double TickSpacing = 46;
    private const double WideEnough = 300;
    private const double SlantSine = 0.643;   // of 40 degrees
    public const double SlantAngle = 40;

    private readonly Plot plot;
    private readonly PanelContext context;
    private readonly AxisRange x;
    private readonly AxisRange y;

    private readonly LegendRoom legendRoom;

    public PlotLayout(Plot plot, PanelContext context, LegendRoom legendRoom = LegendRoom.None)
    {
        this.plot = plot;
        this.context = context;
        this.legendRoom = legendRoom;
        (x, y) = plot.Ranges(context);
    }

    /// <summary>Whether a power of ten is shown above the vertical axis.</summary>
    public bool HasFactorAbove => plot.Y.ShowTicks && !context.HideY && YTicks(300).Factor is not null;

    public bool ShowsX => plot.X.ShowTicks && !context.HideX;

    public bool ShowsY => plot.Y.ShowTicks && !context.HideY;

    public static double BarWidth(Plot plot, double height) => plot.Bar?.Width(height) ?? 0;

    /// <summary>As many ticks as their texts allow.</summary>
    public TickSet XTicks(double width)
    {
        int count = Math.Max(2, (int)(width / TickSpacing));
        TickSet ticks = Ticks.For(plot.X, x, count);
        while (count > 2 && plot.X.Categories is null && Widest(ticks) + 12 > width / count) { ticks = Ticks.For(plot.X, x, --count); }
        return ticks;
    }

    public TickSet YTicks(double height) => Ticks.For(plot.Y, y, Math.Max(2, (int)(height / 36)));

    /// <summary>Whether names below the axis are too long for one row.</summary>
    public bool IsSlanted(TickSet ticks, double width) =>
        plot.X.Categories is not null && ticks.Major.Count > 0 && Widest(ticks) + 6 > width / Math.Max(1, x.Span);

    public Margins Measure(double width, double height)
    {
        double top = plot.TitleRoom(width) + (HasFactorAbove ? Sizes.Tick + 3 : Sizes.Tick / 2);
        double bar = BarWidth(plot, height - top - 40);
        double right = bar;
        double left = 0, bottom = 0;

        // Numbers decide about margins, margins about numbers: twice is enough.
        for (int round = 0; round < 2; round++)
        {
            double inner = Math.Max(20, width - left - right);
            TickSet xs = XTicks(inner);
            bool slanted = IsSlanted(xs, inner);
            double widest = Widest(xs);
            bottom = (plot.X.FullLabel is null ? 0 : Sizes.LabelHeight)
                + (!ShowsX ? 2 : Sizes.TickMark + Sizes.TickGap + (slanted ? widest * SlantSine + Sizes.Tick * 0.8 : Sizes.Tick));
            if (xs.Factor is not null && plot.X.FullLabel is null) { bottom += Sizes.Tick + 3; }
            left = (plot.Y.FullLabel is null ? 0 : Sizes.LabelHeight)
                + (!ShowsY ? 2 : Sizes.TickMark + Sizes.TickGap + Widest(YTicks(Math.Max(20, height - top - bottom))));
            if (slanted && ShowsX) { left = Math.Max(left, SlantedOverhang(xs, inner)); }

            // The last number is centered below its tick and may reach beyond the axis.
            double overhang = ShowsX && !slanted && xs.Major.Count > 0 ? FontMetrics.Width(xs.Major[^1].Label, Sizes.Tick) / 2 - Beyond(xs, inner) : 0;
            right = Math.Max(bar + 2, overhang + 2);
        }

        var margins = new Margins(left, top, right, bottom);
        var legend = new PlotLegend(plot.Marks, plot.Legend);
        if (legend.FitsInside(Place(new Rect(0, 0, width, height).Shrink(margins)))) { return margins; }

        var outside = margins with { Right = bar + PlotLegend.OutsideGap + legend.Width, Legend = LegendRoom.Right };
        double remaining = width - left - outside.Right;
        if (plot.Legend == LegendPosition.Outside || remaining >= WideEnough) { return outside; }
        if (CanStretch && legend.HeightAbove(width - left - right) < 0.4 * (height - top - bottom)) { return margins with { Legend = LegendRoom.Above }; }

        // A legend that takes more than half of the width would be worse than one that covers data.
        return remaining >= width / 2 ? outside : margins;
    }

    /// <summary>The data's rectangle: smaller and centered where units must be equally long.</summary>
    public PlotArea Place(Rect rect)
    {
        if (plot.EqualUnits && !plot.X.IsLogarithmic && !plot.Y.IsLogarithmic)
        {
            double unit = Math.Min(rect.Width / x.Span, rect.Height / y.Span);
            (double width, double height) = (unit * x.Span, unit * y.Span);
            rect = new Rect(rect.X + (rect.Width - width) / 2, rect.Y + (rect.Height - height) / 2, width, height);
        }

        // Whole pixels keep thin lines sharp.
        double left = Math.Round(rect.X), top = Math.Round(rect.Y);
        rect = new Rect(left, top, Math.Round(rect.Right) - left, Math.Round(rect.Bottom) - top);
        double above = legendRoom == LegendRoom.Above ? new PlotLegend(plot.Marks, plot.Legend).HeightAbove(rect.Width) : 0;
        return new PlotArea(rect, new AxisMap(plot.X, x, rect.X, rect.Right), new AxisMap(plot.Y, y, rect.Bottom, rect.Y + above));
    }

    /// <summary>Whether data may be moved down to make room for a legend above them.</summary>
    private bool CanStretch => plot is { EqualUnits: false, FillsArea: false } && !plot.Y.Reversed && plot.Y.Max is null && context.Y is null;

    private static double Widest(TickSet ticks) => ticks.Major.Select(tick => FontMetrics.Width(tick.Label, Sizes.Tick)).DefaultIfEmpty(0).Max();

    /// <summary>Pixels between the last tick and the end of the axis.</summary>
    private double Beyond(TickSet ticks, double width)
    {
        var map = new AxisMap(plot.X, x, 0, width);
        return ticks.Major.Min(tick => plot.X.Reversed ? map[tick.Value] : width - map[tick.Value]);
    }

    // Slanted names end below their tick and begin to the left of it.
    private double SlantedOverhang(TickSet ticks, double width)
    {
        var map = new AxisMap(plot.X, x, 0, width);
        return ticks.Major.Max(tick => FontMetrics.Width(tick.Label, Sizes.Tick) * 0.766 - map[tick.Value]) + 4;
    }
}
