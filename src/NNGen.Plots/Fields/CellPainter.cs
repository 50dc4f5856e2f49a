namespace NNGen.Plots;

/// <summary>Collects colored cells and writes one path for each color; neighbors in a row become one rectangle.</summary>
internal sealed class CellPainter(ColorScale scale)
{
    /// <summary>Above this number of cells, one image is smaller than paths.</summary>
    public const int MaxCells = 4_096;

    private readonly PathBuilder?[] paths = new PathBuilder?[ColorScale.Levels];

    /// <summary>Adds a table of values in a rectangle; values that are not finite are left out.</summary>
    public void Add(int rows, int columns, Func<int, int, double> value, Rect rect)
    {
        double width = rect.Width / columns;
        double height = rect.Height / rows;
        for (int row = 0; row < rows; row++)
        {
            for (int start = 0, end; start < columns; start = end)
            {
                int level = LevelAt(row, start);
                for (end = start + 1; end < columns && LevelAt(row, end) == level; end++) { }
                if (level >= 0) { (paths[level] ??= new PathBuilder()).Box(rect.X + start * width, rect.Y + row * height, (end - start) * width, height); }
            }
        }

        int LevelAt(int row, int column)
        {
            double number = value(row, column);
            return double.IsFinite(number) ? scale.Level(number) : -1;
        }
    }

    public void Draw(SvgCanvas canvas)
    {
        canvas.Open("g", "shape-rendering=\"crispEdges\"");
        for (int level = 0; level < paths.Length; level++)
        {
            if (paths[level] is { } path) { canvas.Path(path.ToString(), canvas.Paint(fill: scale.AtLevel(level))); }
        }

        canvas.Close("g");
    }

    /// <summary>The same table as one image.</summary>
    public static void DrawImage(SvgCanvas canvas, ColorScale scale, int rows, int columns, Func<int, int, double> value, Rect rect)
    {
        byte[] indices = new byte[rows * columns];
        for (int i = 0; i < indices.Length; i++)
        {
            double number = value(i / columns, i % columns);
            indices[i] = (byte)(double.IsFinite(number) ? scale.Level(number) : ColorScale.Levels);
        }

        // An image has one set of colors: the light one, unless the picture is always dark.
        IEnumerable<string?> palette = Enumerable.Range(0, ColorScale.Levels).Select(scale.AtLevel)
            .Select(color => canvas.Theme == PlotTheme.Dark ? color.Dark : color.Light);
        canvas.Image(rect, PngEncoder.Encode(indices, columns, [.. palette, null]));
    }
}
