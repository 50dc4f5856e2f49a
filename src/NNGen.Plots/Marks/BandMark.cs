namespace NNGen.Plots;

/// <summary>The area between two lines, with a gap wherever one of them cannot be shown.</summary>
internal sealed class BandMark(double[] xs, double[] lows, double[] highs) : Mark
{
    public required PlotColor Color { get; init; }

    public double Opacity { get; init; }

    public override Bounds Extent(Axis x, Axis y)
    {
        var bounds = Bounds.Of(xs, lows, x, y);
        bounds.Add(Bounds.Of(xs, highs, x, y));
        return bounds;
    }

    public override void Draw(SvgCanvas canvas, PlotArea area)
    {
        var path = new PathBuilder();
        for (int start = 0, end; start < xs.Length; start = end + 1)
        {
            for (end = start; end < xs.Length && HasPlace(area, end); end++) { }
            if (end - start < 2) { continue; }
            (double X, double Y)[] upper = [.. Enumerable.Range(start, end - start).Select(i => area[xs[i], highs[i]])];
            (double X, double Y)[] lower = [.. Enumerable.Range(start, end - start).Select(i => area[xs[i], lows[i]]).Reverse()];
            path.Polyline([.. upper, .. lower], closed: true);
        }

        if (!path.IsEmpty) { canvas.Path(path.ToString(), canvas.Paint(fill: Color, opacity: Opacity)); }
    }

    public override void DrawKey(SvgCanvas canvas, Rect key) =>
        canvas.Rectangle(new Rect(key.X + 2, key.CenterY - 5, key.Width - 4, 10), canvas.Paint(fill: Color, opacity: Opacity));

    public override IEnumerable<(double X, double Y)> Obstacles(PlotArea area) =>
        Enumerable.Range(0, xs.Length).Where(i => HasPlace(area, i)).SelectMany(i => new[] { area[xs[i], lows[i]], area[xs[i], highs[i]] });

    public override string Describe() => FormattableString.Invariant($"a band{(Label is null ? "" : $" '{Label}'")} over {xs.Length} points");

    private bool HasPlace(PlotArea area, int i) => !double.IsNaN(area[xs[i], lows[i]].X) && !double.IsNaN(area[xs[i], highs[i]].X);
}
