namespace NNGen.Plots;

/// <summary>Draws markers.</summary>
internal static class MarkerShape
{
    /// <summary>A group of markers, with a thin rim in the paper's color that separates overlapping ones.</summary>
    public static void DrawAll(
        SvgCanvas canvas, Marker marker, IEnumerable<(double X, double Y)> points, double radius, PlotColor color, double opacity = 1, bool rim = true)
    {
        canvas.Open("g", marker == Marker.Cross
            ? canvas.Paint(stroke: color, width: Math.Max(1.2, radius * 0.5), opacity: opacity, more: "fill=\"none\" stroke-linecap=\"round\"")
            : !rim ? canvas.Paint(fill: color, opacity: opacity)
            : canvas.Paint(fill: color, stroke: PlotColor.Paper, width: Math.Min(0.7, radius * 0.22), opacity: opacity));
        foreach ((double x, double y) in points) { Draw(canvas, marker, x, y, radius); }
        canvas.Close("g");
    }

    private static void Draw(SvgCanvas canvas, Marker marker, double x, double y, double radius)
    {
        // Equal areas look equally large.
        switch (marker)
        {
            case Marker.Circle:
                canvas.Circle(x, y, radius);
                break;
            case Marker.Square:
                double half = radius * 0.886;
                canvas.Path(new PathBuilder().Box(x - half, y - half, 2 * half, 2 * half).ToString());
                break;
            case Marker.Triangle:
                double side = radius * 1.35;
                canvas.Path(new PathBuilder().Move(x, y - side * 0.95).LineTo(x + side, y + side * 0.75).LineTo(x - side, y + side * 0.75).Close().ToString());
                break;
            case Marker.Diamond:
                double reach = radius * 1.253;
                canvas.Path(new PathBuilder().Move(x, y - reach).LineTo(x + reach, y).LineTo(x, y + reach).LineTo(x - reach, y).Close().ToString());
                break;
            case Marker.Cross:
                double arm = radius * 0.8;
                canvas.Path(new PathBuilder().Move(x - arm, y - arm).LineTo(x + arm, y + arm).Move(x - arm, y + arm).LineTo(x + arm, y - arm).ToString());
                break;
            default:
                break;
        }
    }
}
