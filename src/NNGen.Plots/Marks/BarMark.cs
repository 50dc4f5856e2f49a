namespace NNGen.Plots;

/// <summary>Bars from zero; several series are drawn side by side.</summary>
internal sealed class BarMark(double[] values, int index) : Mark
{
    private const double GroupWidth = 0.8;

    public required PlotColor Color { get; init; }

    /// <summary>Creates the text above each bar; null for none.</summary>
    public Func<double, string>? Text { get; init; }

    /// <summary>How many series of bars the plot has; the plot counts them.</summary>
    public int SeriesCount { get; set; } = 1;

    public override Bounds Extent(Axis x, Axis y)
    {
        var bounds = new Bounds();
        bounds.AddX(-0.5);
        bounds.AddX(values.Length - 0.5);
        if (!y.IsLogarithmic) { bounds.AddY(0); }
        foreach (double value in values.Where(y.Accepts)) { bounds.AddY(value); }
        if (Text is not null && !y.IsLogarithmic)
        {
            // Room for the texts beyond the ends of the bars.
            double room = 0.07 * (bounds.MaxY - bounds.MinY);
            if (bounds.MaxY > 0) { bounds.AddY(bounds.MaxY + room); }
            if (bounds.MinY < 0) { bounds.AddY(bounds.MinY - room); }
        }

        return bounds;
    }

    public override bool IsStickyX(double x) => x == -0.5 || x == values.Length - 0.5;

    public override bool IsStickyY(double y) => y == 0;

    public override void Draw(SvgCanvas canvas, PlotArea area)
    {
        var path = new PathBuilder();
        foreach ((Rect bar, _) in Bars(area)) { path.Box(bar.X, bar.Y, bar.Width, bar.Height); }
        if (!path.IsEmpty) { canvas.Path(path.ToString(), canvas.Paint(fill: Color)); }
        if (values.Any(value => value < 0) && !double.IsNaN(area.Y[0]))
        {
            canvas.Line(area.Rect.X, area.Y[0], area.Rect.Right, area.Y[0], canvas.Paint(stroke: PlotColor.Spine, width: 1));
        }

        if (Text is null) { return; }
        canvas.Open("g", canvas.Font(Sizes.Tick - 0.5, PlotColor.Ink));
        foreach ((Rect bar, double value) in Bars(area))
        {
            canvas.Text(bar.CenterX, value < 0 ? bar.Bottom + Sizes.Tick + 1 : bar.Y - 4, Text(value), Anchor.Middle);
        }

        canvas.Close("g");
    }

    public override void DrawKey(SvgCanvas canvas, Rect key) =>
        canvas.Rectangle(new Rect(key.X + 2, key.CenterY - 5, key.Width - 4, 10), canvas.Paint(fill: Color));

    public override IEnumerable<(double X, double Y)> Obstacles(PlotArea area)
    {
        foreach ((Rect bar, _) in Bars(area))
        {
            double top = Text is null ? bar.Y : bar.Y - Sizes.Tick - 4;
            for (double y = top; y <= bar.Bottom; y += 5)
            {
                for (double x = bar.X; x < bar.Right; x += 5) { yield return (x, y); }
                yield return (bar.Right, y);
            }
        }
    }

    public override string Describe() => FormattableString.Invariant($"{values.Length} bars{(Label is null ? "" : $" '{Label}'")}");

    private IEnumerable<(Rect Bar, double Value)> Bars(PlotArea area)
    {
        double width = GroupWidth / SeriesCount;
        double zero = area.Y[0];
        if (double.IsNaN(zero)) { zero = area.Rect.Bottom; }
        for (int i = 0; i < values.Length; i++)
        {
            double end = area.Y[values[i]];
            if (double.IsNaN(end)) { continue; }
            double from = area.X[i - GroupWidth / 2 + index * width];
            double to = area.X[i - GroupWidth / 2 + (index + 1) * width];
            double gap = SeriesCount > 1 ? Math.Min(1, Math.Abs(to - from) / 8) : 0;
            yield return (new Rect(Math.Min(from, to) + gap / 2, Math.Min(zero, end), Math.Abs(to - from) - gap, Math.Abs(end - zero)), values[i]);
        }
    }
}
