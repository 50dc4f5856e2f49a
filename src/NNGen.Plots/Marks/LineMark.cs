namespace NNGen.Plots;

/// <summary>A line through points, with a gap wherever a point cannot be shown.</summary>
internal sealed class LineMark(double[] xs, double[] ys) : Mark
{
    private const double InvisibleBend = 0.04;   // pixels

    public required PlotColor Color { get; init; }

    public LineStyle Style { get; init; }

    public double Width { get; init; } = Sizes.Line;

    public Marker Marker { get; init; }

    public double Opacity { get; init; } = 1;

    public override Bounds Extent(Axis x, Axis y) => Bounds.Of(xs, ys, x, y);

    public override void Draw(SvgCanvas canvas, PlotArea area)
    {
        List<List<(double X, double Y)>> pieces = Pieces(area);
        if (Style != LineStyle.None) { DrawLine(canvas, pieces); }
        if (Marker != Marker.None)
        {
            // Rims of adjacent markers would cover the line.
            bool few = xs.Length <= 40;
            MarkerShape.DrawAll(canvas, Marker, pieces.SelectMany(piece => piece), few ? MarkerRadius : 0.7 * MarkerRadius, Color, Opacity, rim: few);
        }
    }

    public override void DrawKey(SvgCanvas canvas, Rect key)
    {
        if (Style != LineStyle.None) { canvas.Line(key.X, key.CenterY, key.Right, key.CenterY, Stroke(canvas)); }
        if (Marker != Marker.None) { MarkerShape.DrawAll(canvas, Marker, [(key.CenterX, key.CenterY)], MarkerRadius, Color); }
    }

    public override IEnumerable<(double X, double Y)> Obstacles(PlotArea area)
    {
        foreach (List<(double X, double Y)> piece in Pieces(area))
        {
            for (int i = 0; i < piece.Count; i++)
            {
                yield return piece[i];
                if (i == 0 || Style == LineStyle.None) { continue; }

                // Points in between, too close for a legend to fit through.
                (double x0, double y0) = piece[i - 1];
                (double x1, double y1) = piece[i];
                int steps = (int)Math.Min(400, Math.Max(Math.Abs(x1 - x0), Math.Abs(y1 - y0)) / 4);
                for (int k = 1; k < steps; k++) { yield return (x0 + (x1 - x0) * k / steps, y0 + (y1 - y0) * k / steps); }
            }
        }
    }

    public override string Describe() => FormattableString.Invariant($"line{(Label is null ? "" : $" '{Label}'")} of {xs.Length} points");

    private double MarkerRadius => Math.Min(Sizes.Marker, 1.1 + Width * 0.95);

    private string Stroke(SvgCanvas canvas) => canvas.Paint(stroke: Color, width: Width, opacity: Opacity, more: $"fill=\"none\" {Style.Dashes(Width)}".TrimEnd());

    private void DrawLine(SvgCanvas canvas, List<List<(double X, double Y)>> pieces)
    {
        var path = new PathBuilder();
        foreach (List<(double X, double Y)> piece in pieces.Where(piece => piece.Count > 1))
        {
            IReadOnlyList<(double X, double Y)> thin = Thinning.ByTolerance(Thinning.ByColumns(piece), InvisibleBend);
            path.Move(thin[0].X, thin[0].Y);
            for (int i = 1; i < thin.Count; i++) { path.LineTo(thin[i].X, thin[i].Y); }
        }

        if (!path.IsEmpty) { canvas.Path(path.ToString(), $"{Stroke(canvas)} stroke-linejoin=\"round\""); }

        // A point between two gaps is not a line; it is drawn as a dot.
        (double, double)[] lonely = [.. pieces.Where(piece => piece.Count == 1).Select(piece => piece[0])];
        if (lonely.Length > 0 && Marker == Marker.None) { MarkerShape.DrawAll(canvas, Marker.Circle, lonely, Sizes.Marker, Color); }
    }

    private List<List<(double X, double Y)>> Pieces(PlotArea area)
    {
        var pieces = new List<List<(double X, double Y)>>();
        List<(double X, double Y)>? piece = null;
        for (int i = 0; i < xs.Length; i++)
        {
            var point = area[xs[i], ys[i]];
            if (double.IsNaN(point.X))
            {
                piece = null;
                continue;
            }

            if (piece is null) { pieces.Add(piece = []); }
            piece.Add(point);
        }

        return pieces;
    }
}
