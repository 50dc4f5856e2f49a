namespace NNGen.Plots;

/// <summary>What the contour and field marks share: a field that fills its area.</summary>
internal abstract class FieldMark(Field field) : Mark
{
    public override Bounds Extent(Axis x, Axis y)
    {
        var bounds = new Bounds();
        foreach (double each in field.X.Where(x.Accepts)) { bounds.AddX(each); }
        foreach (double each in field.Y.Where(y.Accepts)) { bounds.AddY(each); }
        return bounds;
    }

    public override bool IsStickyX(double x) => x == field.X[0] || x == field.X[^1];

    public override bool IsStickyY(double y) => y == field.Y[0] || y == field.Y[^1];

    public override string Describe() => FormattableString.Invariant($"a field with values from {field.Min:g4} to {field.Max:g4}");
}

/// <summary>Lines of equal value.</summary>
internal sealed class ContourMark(Field field, IReadOnlyList<double> levels) : FieldMark(field)
{
    private readonly Field field = field;

    /// <summary>The color of all lines; null for a color by value.</summary>
    public PlotColor? Color { get; init; }

    public required ColorScale Scale { get; init; }

    public double Width { get; init; }

    public LineStyle Style { get; init; }

    public bool ShowBar { get; init; }

    public string? BarLabel { get; init; }

    public override bool FillsArea => true;

    public override ColorBar? ColorBar => ShowBar && Color is null ? new ColorBar(Scale, null, BarLabel) : null;

    public override void Draw(SvgCanvas canvas, PlotArea area)
    {
        canvas.Open("g", $"fill=\"none\" stroke-linejoin=\"round\" {canvas.Paint(stroke: Color, width: Width, more: Style.Dashes(Width))}".TrimEnd());
        foreach (double level in levels)
        {
            string path = FieldPaths.Lines(field, level, area);
            if (path.Length > 0) { canvas.Path(path, Color is null ? canvas.Paint(stroke: Scale.At(level)) : ""); }
        }

        canvas.Close("g");
    }

    public override void DrawKey(SvgCanvas canvas, Rect key) =>
        canvas.Line(key.X, key.CenterY, key.Right, key.CenterY, canvas.Paint(stroke: Color ?? Scale.AtLevel(ColorScale.Levels / 2), width: Width, more: Style.Dashes(Width)));
}

/// <summary>Bands between lines of equal value, each in one color.</summary>
internal sealed class FilledContourMark(Field field, IReadOnlyList<double> levels, ColorScale scale) : FieldMark(field)
{
    private readonly Field field = field;

    public bool ShowBar { get; init; }

    public string? BarLabel { get; init; }

    public override bool FillsArea => true;

    public override ColorBar? ColorBar => ShowBar ? new ColorBar(scale, levels, BarLabel) : null;

    public override void Draw(SvgCanvas canvas, PlotArea area)
    {
        // From low to high, each region over the one below, so that there are no seams between neighbors.
        double[] borders = [scale.Min, .. levels.Where(level => level > scale.Min && level < scale.Max), scale.Max];
        canvas.Open("g", "fill-rule=\"evenodd\"");
        for (int i = 0; i + 1 < borders.Length; i++)
        {
            string path = FieldPaths.Region(field, i == 0 ? double.MinValue : borders[i], area);
            if (path.Length > 0) { canvas.Path(path, canvas.Paint(fill: scale.At((borders[i] + borders[i + 1]) / 2))); }
        }

        canvas.Close("g");
    }

    public override void DrawKey(SvgCanvas canvas, Rect key)
    {
    }
}

/// <summary>The part of the plane where a field reaches a level.</summary>
internal sealed class RegionMark(Field field, double level) : FieldMark(field)
{
    private readonly Field field = field;

    public required PlotColor Color { get; init; }

    public double Opacity { get; init; }

    public override bool FillsArea => true;

    public override void Draw(SvgCanvas canvas, PlotArea area)
    {
        string path = FieldPaths.Region(field, level, area);
        if (path.Length > 0) { canvas.Path(path, canvas.Paint(fill: Color, opacity: Opacity, more: "fill-rule=\"evenodd\"")); }
    }

    public override void DrawKey(SvgCanvas canvas, Rect key) =>
        canvas.Rectangle(new Rect(key.X + 2, key.CenterY - 5, key.Width - 4, 10), canvas.Paint(fill: Color, opacity: Opacity));
}
