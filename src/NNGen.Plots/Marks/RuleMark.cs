namespace NNGen.Plots;

/// <summary>A straight line across the whole area, at a value or through a point.</summary>
internal sealed class RuleMark(double value, bool horizontal) : Mark
{
    public required PlotColor Color { get; init; }

    public LineStyle Style { get; init; }

    public double Width { get; init; } = 1.2;

    public override Bounds Extent(Axis x, Axis y)
    {
        var bounds = new Bounds();
        if (horizontal && y.Accepts(value)) { bounds.AddY(value); }
        if (!horizontal && x.Accepts(value)) { bounds.AddX(value); }
        return bounds;
    }

    public override void Draw(SvgCanvas canvas, PlotArea area)
    {
        double place = horizontal ? area.Y[value] : area.X[value];
        if (double.IsNaN(place)) { return; }
        if (horizontal) { canvas.Line(area.Rect.X, place, area.Rect.Right, place, Stroke(canvas)); }
        else { canvas.Line(place, area.Rect.Y, place, area.Rect.Bottom, Stroke(canvas)); }
    }

    public override void DrawKey(SvgCanvas canvas, Rect key) => canvas.Line(key.X, key.CenterY, key.Right, key.CenterY, Stroke(canvas));

    public override IEnumerable<(double X, double Y)> Obstacles(PlotArea area)
    {
        double place = horizontal ? area.Y[value] : area.X[value];
        if (Label is null || double.IsNaN(place)) { yield break; }
        double from = horizontal ? area.Rect.X : area.Rect.Y;
        double to = horizontal ? area.Rect.Right : area.Rect.Bottom;
        for (double at = from; at <= to; at += 5) { yield return horizontal ? (at, place) : (place, at); }
    }

    public override string Describe() =>
        FormattableString.Invariant($"a {(horizontal ? "horizontal" : "vertical")} line at {value}{(Label is null ? "" : $" '{Label}'")}");

    private string Stroke(SvgCanvas canvas) => canvas.Paint(stroke: Color, width: Width, more: Style.Dashes(Width));
}
