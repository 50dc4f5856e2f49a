namespace NNGen.Plots;

/// <summary>The color bar of a field, to the right of the plot.</summary>
/// <param name="Scale">Values to colors.</param>
/// <param name="Levels">The borders between bands of one color; null for a continuous gradient.</param>
/// <param name="Label">What the values are; null for no label.</param>
internal sealed record ColorBar(ColorScale Scale, IReadOnlyList<double>? Levels, string? Label)
{
    private const double BarWidth = 13;
    private const double Gap = 14;
    private const int Stops = 17;

    private TickSet TicksFor(double height) => Ticks.Linear(new AxisRange(Scale.Min, Scale.Max), Math.Max(2, (int)(height / 46)));

    /// <summary>Its width with numbers and label.</summary>
    public double Width(double height)
    {
        TickSet ticks = TicksFor(height);
        return Gap + BarWidth + Sizes.TickMark + Sizes.TickGap + ticks.Major.Select(tick => FontMetrics.Width(tick.Label, Sizes.Tick)).DefaultIfEmpty(0).Max()
            + (Label is null ? 0 : Sizes.LabelHeight);
    }

    /// <summary>Draws it to the right of a plot's area.</summary>
    public void Draw(SvgCanvas canvas, Rect area)
    {
        var bar = new Rect(area.Right + Gap, area.Y, BarWidth, area.Height);
        double Y(double value) => bar.Bottom - (value - Scale.Min) / (Scale.Max - Scale.Min) * bar.Height;
        if (Levels is null)
        {
            canvas.Rectangle(bar, canvas.VerticalGradient([.. Enumerable.Range(0, Stops).Select(i => Scale.Map.At(i / (Stops - 1.0)))]));
        }
        else
        {
            double[] borders = [Scale.Min, .. Levels.Where(level => level > Scale.Min && level < Scale.Max), Scale.Max];
            for (int i = 0; i + 1 < borders.Length; i++)
            {
                var band = new Rect(bar.X, Y(borders[i + 1]), bar.Width, Y(borders[i]) - Y(borders[i + 1]));
                canvas.Rectangle(band, canvas.Paint(fill: Scale.At((borders[i] + borders[i + 1]) / 2), more: "shape-rendering=\"crispEdges\""));
            }
        }

        canvas.Rectangle(bar, canvas.Paint(stroke: PlotColor.Spine, width: 0.8, more: "fill=\"none\""));
        TickSet ticks = TicksFor(bar.Height);
        canvas.Open("g", canvas.Paint(stroke: PlotColor.Spine, width: 0.8));
        foreach (Tick tick in ticks.Major) { canvas.Line(bar.Right, Y(tick.Value), bar.Right + Sizes.TickMark, Y(tick.Value)); }
        canvas.Close("g");
        canvas.Open("g", canvas.Font(Sizes.Tick, PlotColor.Muted));
        foreach (Tick tick in ticks.Major)
        {
            canvas.Text(bar.Right + Sizes.TickMark + Sizes.TickGap, Y(tick.Value) + Sizes.HalfCapital(Sizes.Tick), tick.Label);
        }

        if (ticks.Factor is not null) { canvas.Text(bar.X, bar.Y - 5, ticks.Factor); }
        canvas.Close("g");
        if (Label is not null)
        {
            double x = area.Right + Width(bar.Height) - 3;
            canvas.Text(x, bar.CenterY, Label, Anchor.Middle, canvas.Font(Sizes.Label, PlotColor.Ink), angle: 90);
        }
    }
}
