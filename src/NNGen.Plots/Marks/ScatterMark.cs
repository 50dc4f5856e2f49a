namespace NNGen.Plots;

/// <summary>Points without a line; those that an axis cannot show are left out.</summary>
internal sealed class ScatterMark(double[] xs, double[] ys) : Mark
{
    public required PlotColor Color { get; init; }

    public Marker Marker { get; init; }

    public double Radius { get; init; }

    public double Opacity { get; init; }

    public override Bounds Extent(Axis x, Axis y) => Bounds.Of(xs, ys, x, y);

    public override void Draw(SvgCanvas canvas, PlotArea area) => MarkerShape.DrawAll(canvas, Marker, Obstacles(area), Radius, Color, Opacity);

    public override void DrawKey(SvgCanvas canvas, Rect key) =>
        MarkerShape.DrawAll(canvas, Marker, [(key.CenterX, key.CenterY)], Math.Max(Radius, 3), Color, Math.Max(Opacity, 0.8));

    public override IEnumerable<(double X, double Y)> Obstacles(PlotArea area)
    {
        for (int i = 0; i < xs.Length; i++)
        {
            var point = area[xs[i], ys[i]];
            if (!double.IsNaN(point.X)) { yield return point; }
        }
    }

    public override string Describe() => FormattableString.Invariant($"{xs.Length} points{(Label is null ? "" : $" '{Label}'")}");
}
