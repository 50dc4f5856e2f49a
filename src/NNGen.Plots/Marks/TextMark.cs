namespace NNGen.Plots;

/// <summary>Words at a point.</summary>
internal sealed class TextMark(double x, double y, string text) : Mark
{
    public required PlotColor Color { get; init; }

    public override Bounds Extent(Axis xAxis, Axis yAxis) => Bounds.Of([x], [y], xAxis, yAxis);

    public override void Draw(SvgCanvas canvas, PlotArea area)
    {
        (double px, double py) = area[x, y];
        if (!double.IsNaN(px))
        {
            canvas.Text(px, py + Sizes.HalfCapital(Sizes.Label), text, Anchor.Middle, canvas.Font(Sizes.Label, Color));
        }
    }

    public override void DrawKey(SvgCanvas canvas, Rect key)
    {
    }

    public override IEnumerable<(double X, double Y)> Obstacles(PlotArea area)
    {
        (double px, double py) = area[x, y];
        if (double.IsNaN(px)) { yield break; }
        double half = FontMetrics.Width(text, Sizes.Label) / 2;
        for (double offset = -half; offset <= half; offset += 5) { yield return (px + offset, py); }
    }

    public override string Describe() => $"the text '{text}'";
}
