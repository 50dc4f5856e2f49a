namespace NNGen.Plots;

/// <summary>Draws grid, axes, ticks and labels.</summary>
internal static class AxisPainter
{
    public static void DrawGrid(SvgCanvas canvas, PlotArea area, TickSet xs, TickSet ys, Plot plot, bool filled)
    {
        if (filled) { return; }
        Rect rect = area.Rect;
        double[] minorX = plot.X.ShowGrid ? [.. xs.Minor] : [];
        double[] minorY = plot.Y.ShowGrid ? [.. ys.Minor] : [];
        Lines(PlotColor.MinorGrid, minorX, minorY);
        Lines(PlotColor.Grid, plot.X.ShowGrid ? xs.Major.Select(tick => tick.Value) : [], plot.Y.ShowGrid ? ys.Major.Select(tick => tick.Value) : []);

        void Lines(PlotColor color, IEnumerable<double> vertical, IEnumerable<double> horizontal)
        {
            var path = new PathBuilder();
            foreach (double value in vertical) { path.Move(area.X[value], rect.Bottom).LineTo(area.X[value], rect.Y); }
            foreach (double value in horizontal) { path.Move(rect.X, area.Y[value]).LineTo(rect.Right, area.Y[value]); }
            if (!path.IsEmpty) { canvas.Path(path.ToString(), canvas.Paint(stroke: color, width: 0.8)); }
        }
    }

    public static void DrawAxes(SvgCanvas canvas, PlotArea area, PlotLayout layout, Plot plot, bool filled, PanelContext context)
    {
        Rect rect = area.Rect;
        TickSet xs = layout.XTicks(rect.Width);
        TickSet ys = layout.YTicks(rect.Height);
        var lines = new PathBuilder();
        if (filled) { lines.Box(rect.X, rect.Y, rect.Width, rect.Height); }
        else { lines.Move(rect.X, rect.Y).LineTo(rect.X, rect.Bottom).LineTo(rect.Right, rect.Bottom); }
        if (plot.X.ShowTicks)
        {
            foreach (Tick tick in xs.Major) { lines.Move(area.X[tick.Value], rect.Bottom).LineTo(area.X[tick.Value], rect.Bottom + Sizes.TickMark); }
            foreach (double value in xs.Minor) { lines.Move(area.X[value], rect.Bottom).LineTo(area.X[value], rect.Bottom + Sizes.TickMark / 2); }
        }

        if (plot.Y.ShowTicks)
        {
            foreach (Tick tick in ys.Major) { lines.Move(rect.X, area.Y[tick.Value]).LineTo(rect.X - Sizes.TickMark, area.Y[tick.Value]); }
            foreach (double value in ys.Minor) { lines.Move(rect.X, area.Y[value]).LineTo(rect.X - Sizes.TickMark / 2, area.Y[value]); }
        }

        canvas.Path(lines.ToString(), canvas.Paint(stroke: PlotColor.Spine, width: 1, more: "fill=\"none\""));
        canvas.Open("g", canvas.Font(Sizes.Tick, PlotColor.Muted));
        double below = rect.Bottom + Sizes.TickMark + Sizes.TickGap;
        if (layout.ShowsX) { below = DrawXNumbers(canvas, area, layout, xs, below); }
        double widest = layout.ShowsY ? DrawYNumbers(canvas, area, ys) : 0;
        canvas.Close("g");

        if (plot.X.FullLabel is { } xLabel && !context.HideX)
        {
            canvas.Text(rect.CenterX, below + Sizes.LabelHeight - 5, xLabel, Anchor.Middle, canvas.Font(Sizes.Label, PlotColor.Ink));
        }

        if (plot.Y.FullLabel is { } yLabel && !context.HideY)
        {
            double x = rect.X - (layout.ShowsY ? Sizes.TickMark + Sizes.TickGap + widest : 2) - 7;
            canvas.Text(x, rect.CenterY, yLabel, Anchor.Middle, canvas.Font(Sizes.Label, PlotColor.Ink), angle: 90);
        }
    }

    /// <returns>Where the numbers end.</returns>
    private static double DrawXNumbers(SvgCanvas canvas, PlotArea area, PlotLayout layout, TickSet ticks, double y)
    {
        bool slanted = layout.IsSlanted(ticks, area.Rect.Width);
        double longest = 0;
        foreach (Tick tick in ticks.Major)
        {
            double x = area.X[tick.Value];
            if (slanted) { canvas.Text(x + 3, y + Sizes.Tick * 0.6, tick.Label, Anchor.End, angle: PlotLayout.SlantAngle); }
            else { canvas.Text(x, y + Sizes.Tick * 0.8, tick.Label, Anchor.Middle); }
            longest = Math.Max(longest, FontMetrics.Width(tick.Label, Sizes.Tick));
        }

        if (ticks.Factor is not null) { canvas.Text(area.Rect.Right, y + Sizes.Tick * 0.8 + Sizes.Tick + 3, ticks.Factor, Anchor.End); }
        return y + (slanted ? longest * 0.643 + Sizes.Tick * 0.8 : Sizes.Tick);
    }

    /// <returns>The width of the widest number.</returns>
    private static double DrawYNumbers(SvgCanvas canvas, PlotArea area, TickSet ticks)
    {
        double x = area.Rect.X - Sizes.TickMark - Sizes.TickGap;
        double widest = 0;
        foreach (Tick tick in ticks.Major)
        {
            canvas.Text(x, area.Y[tick.Value] + Sizes.HalfCapital(Sizes.Tick), tick.Label, Anchor.End);
            widest = Math.Max(widest, FontMetrics.Width(tick.Label, Sizes.Tick));
        }

        if (ticks.Factor is not null) { canvas.Text(area.Rect.X, area.Rect.Y - 6, ticks.Factor); }
        return widest;
    }
}
