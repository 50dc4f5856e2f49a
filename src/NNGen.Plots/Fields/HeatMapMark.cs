namespace NNGen.Plots;

/// <summary>A table of values as colored cells, each centered at whole coordinates, optionally with text.</summary>
internal sealed class HeatMapMark(double[,] values, ColorScale scale) : Mark
{
    private readonly int rows = values.GetLength(0);
    private readonly int columns = values.GetLength(1);

    /// <summary>Creates the text in a cell of its row and column; null for none.</summary>
    public Func<int, int, string>? Text { get; init; }

    public bool ShowBar { get; init; }

    public string? BarLabel { get; init; }

    public override bool FillsArea => true;

    public override ColorBar? ColorBar => ShowBar ? new ColorBar(scale, null, BarLabel) : null;

    public override Bounds Extent(Axis x, Axis y)
    {
        var bounds = new Bounds();
        bounds.AddX(-0.5);
        bounds.AddX(columns - 0.5);
        bounds.AddY(-0.5);
        bounds.AddY(rows - 0.5);
        return bounds;
    }

    public override bool IsStickyX(double x) => x == -0.5 || x == columns - 0.5;

    public override bool IsStickyY(double y) => y == -0.5 || y == rows - 0.5;

    public override void Draw(SvgCanvas canvas, PlotArea area)
    {
        (double left, double right) = (area.X[-0.5], area.X[columns - 0.5]);
        (double first, double last) = (area.Y[-0.5], area.Y[rows - 0.5]);
        var rect = new Rect(Math.Min(left, right), Math.Min(first, last), Math.Abs(right - left), Math.Abs(last - first));
        double Value(int row, int column) => values[first < last ? row : rows - 1 - row, left < right ? column : columns - 1 - column];
        if (rows * columns > CellPainter.MaxCells) { CellPainter.DrawImage(canvas, scale, rows, columns, Value, rect); }
        else
        {
            var painter = new CellPainter(scale);
            painter.Add(rows, columns, Value, rect);
            painter.Draw(canvas);
        }

        if (Text is not null) { DrawText(canvas, area, Text); }
    }

    public override void DrawKey(SvgCanvas canvas, Rect key)
    {
    }

    public override string Describe() => FormattableString.Invariant($"{rows} × {columns} cells");

    private void DrawText(SvgCanvas canvas, PlotArea area, Func<int, int, string> text)
    {
        double room = Math.Min(area.X.PixelsPerUnit - 4, area.Y.PixelsPerUnit * 2.2);
        double widest = Enumerable.Range(0, rows * columns).Max(i => FontMetrics.Width(text(i / columns, i % columns), 1));
        double size = Math.Clamp(room / Math.Max(widest, 0.6), 5, 13);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                if (!double.IsFinite(values[row, column])) { continue; }
                PlotColor color = TextColor(scale.At(values[row, column]));
                canvas.Text(
                    area.X[column], area.Y[row] + Sizes.HalfCapital(size), text(row, column), Anchor.Middle, canvas.Font(size, color));
            }
        }
    }

    /// <summary>Black or white, whichever is more readable on the cell; chosen for each theme.</summary>
    private static PlotColor TextColor(PlotColor cell)
    {
        return PlotColor.Hex(On(cell.Light), On(cell.Dark));

        static string On(string color)
        {
            byte[] rgb = Convert.FromHexString(color.AsSpan(1));

            // Relative luminance (WCAG 2.1); black and white contrast equally at 0.179.
            double luminance = 0.2126 * Linear(rgb[0]) + 0.7152 * Linear(rgb[1]) + 0.0722 * Linear(rgb[2]);
            return luminance > 0.22 ? "#1f2328" : "#ffffff";
        }

        static double Linear(byte channel)
        {
            double c = channel / 255.0;
            return c <= 0.04045 ? c / 12.92 : VectorMath.Exp(2.4 * VectorMath.Log((c + 0.055) / 1.055));
        }
    }
}
