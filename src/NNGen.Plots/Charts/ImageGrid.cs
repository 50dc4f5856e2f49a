using System.Globalization;
using System.Numerics;

namespace NNGen.Plots;

/// <summary>Small images side by side, each with an optional caption: digits, or the weights of a layer's units.</summary>
public sealed class ImageGrid : Picture
{
    private const double Gap = 10;
    private const double CaptionHeight = 15;
    private const double MaxScale = 3;

    private readonly List<Tile> tiles = [];

    /// <summary>Creates an empty grid.</summary>
    /// <param name="title">The title above the images; null for none.</param>
    /// <param name="columns">Images of a row; 0 for twice as many as there are rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of columns is negative.</exception>
    public ImageGrid(string? title = null, int columns = 0)
        : base(title)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Columns = columns;
    }

    /// <summary>Images of a row; 0 for twice as many as there are rows.</summary>
    public int Columns { get; }

    /// <summary>The longer side of an image in pixels, if the grid is not a panel of a figure.</summary>
    public double TileSize { get; set; } = 64;

    /// <summary>The colors of the values.</summary>
    public ColorMap Map { get; set; } = ColorMap.Grays;

    /// <summary>The values of the map's two ends, for all images; null for those of all images together.</summary>
    public (double Min, double Max)? Range { get; set; }

    /// <summary>The label of the color bar; null for no bar.</summary>
    public string? BarLabel { get; set; }

    /// <summary>Number of images.</summary>
    public int Count => tiles.Count;

    /// <summary>Adds an image after the others.</summary>
    /// <param name="values">Its values, row by row from the top; they are copied.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="caption">The caption below it; null for none.</param>
    /// <param name="captionColor">The caption's color, such as that of mistakes; muted by default.</param>
    /// <returns>This grid.</returns>
    /// <exception cref="ArgumentException">The number of values is not height × width, or one is not finite.</exception>
    public ImageGrid Add<T>(ReadOnlySpan<T> values, int height, int width, string? caption = null, PlotColor? captionColor = null)
        where T : unmanaged, INumber<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (values.Length != (long)height * width)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected {(long)height * width} values ({height} × {width}), got {values.Length}."), nameof(values));
        }

        double[] copy = new double[values.Length];
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = double.CreateSaturating(values[i]);
            if (!double.IsFinite(copy[i]))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Image {tiles.Count} has {copy[i]} in row {i / width}, column {i % width}, but a pixel needs a finite value."), nameof(values));
            }
        }

        tiles.Add(new Tile(copy, height, width, caption, captionColor ?? PlotColor.Muted));
        return this;
    }

    internal override (double Width, double Height) NaturalSize
    {
        get
        {
            (double width, double height) = Content(TileSize);
            width += BarLabel is null ? 0 : Bar.Width(height);
            double titled = Title is null ? width : Math.Max(width, Math.Min(420, FontMetrics.Width(Title, Sizes.Title, bold: true) + 4));
            return (titled + 2 * Sizes.Padding, height + TitleHeight(titled) + 2 * Sizes.Padding);
        }
    }

    internal override Margins Measure(double width, double height, PanelContext context)
    {
        double title = TitleHeight(width);
        return new Margins(0, title, BarLabel is null ? 0 : Bar.Width(height - title), 0);
    }

    internal override void Draw(SvgCanvas canvas, Rect area, Margins margins, PanelContext context)
    {
        var inner = area.Shrink(margins);
        (double width, double height) = Content(1);

        // The gaps and captions keep their size; the images share the remaining area.
        double size = Math.Min(
            (inner.Width - (width - TileWidths(1))) / TileWidths(1), (inner.Height - (height - TileHeights(1))) / TileHeights(1));
        size = Math.Clamp(size, 2, TileSize * MaxScale);
        if (LongSide <= 32 && size >= LongSide) { size = Math.Floor(size / LongSide) * LongSide; }
        (width, height) = Content(size);
        var content = new Rect(Math.Round(inner.CenterX - width / 2), Math.Round(inner.Y + Math.Max(0, inner.Height - height) / 2), width, height);
        DrawTiles(canvas, content, size);
        if (BarLabel is not null) { Bar.Draw(canvas, content with { Height = content.Height - (HasCaptions ? CaptionHeight : 0) }); }
        DrawTitle(canvas, area, content.CenterX, content.Y);
    }

    internal override string Describe()
    {
        const int Enough = 20;
        string captions = string.Join("; ", tiles.Take(Enough).Select(tile => tile.Caption).Where(caption => caption is not null));
        return $"{tiles.Count} images{(captions.Length > 0 ? $": {captions}" : "")}{(tiles.Count > Enough && captions.Length > 0 ? "; and more" : "")}.";
    }

    private bool HasCaptions => tiles.Any(tile => tile.Caption is not null);

    private int LongSide => tiles.Max(tile => Math.Max(tile.Height, tile.Width));

    private int ColumnCount
    {
        get
        {
            if (Columns > 0) { return Math.Min(tiles.Count, Columns); }

            // Twice as many columns as rows; rather a little more or less, if then all rows are full.
            double ideal = Math.Sqrt(2.0 * tiles.Count);
            int full = Enumerable.Range(1, tiles.Count).Where(count => tiles.Count % count == 0).MinBy(count => Math.Abs(count - ideal));
            return Math.Abs(full - ideal) < 0.35 * ideal ? full : (int)Math.Ceiling(ideal);
        }
    }

    private int RowCount => (tiles.Count + ColumnCount - 1) / ColumnCount;

    private ColorScale Scale => ColorScale.For(Map, Range, tiles.Min(tile => tile.Values.Min()), tiles.Max(tile => tile.Values.Max()));

    private ColorBar Bar => new(Scale, null, BarLabel);

    private double TileWidths(double size) => ColumnCount * size * tiles.Max(tile => tile.Width) / LongSide;

    private double TileHeights(double size) => RowCount * size * tiles.Max(tile => tile.Height) / LongSide;

    private (double Width, double Height) Content(double size)
    {
        if (tiles.Count == 0) { throw new InvalidOperationException($"The grid{(Title is null ? "" : $" '{Title}'")} has no images (add some)."); }
        return (TileWidths(size) + (ColumnCount - 1) * Gap, TileHeights(size) + (RowCount - 1) * Gap + (HasCaptions ? RowCount * CaptionHeight : 0));
    }

    private void DrawTiles(SvgCanvas canvas, Rect content, double size)
    {
        ColorScale scale = Scale;
        double cellWidth = TileWidths(size) / ColumnCount;
        double cellHeight = TileHeights(size) / RowCount;
        double captions = HasCaptions ? CaptionHeight : 0;
        bool asImages = tiles.Sum(tile => tile.Values.Length) > 4 * CellPainter.MaxCells;
        var painter = new CellPainter(scale);
        var frames = new PathBuilder();
        for (int i = 0; i < tiles.Count; i++)
        {
            Tile tile = tiles[i];
            double x = content.X + i % ColumnCount * (cellWidth + Gap);
            double y = content.Y + i / ColumnCount * (cellHeight + captions + Gap);
            var rect = new Rect(x, y, size * tile.Width / LongSide, size * tile.Height / LongSide);
            double Value(int row, int column) => tile.Values[row * tile.Width + column];
            if (asImages) { CellPainter.DrawImage(canvas, scale, tile.Height, tile.Width, Value, rect); }
            else { painter.Add(tile.Height, tile.Width, Value, rect); }
            frames.Box(rect.X - 0.5, rect.Y - 0.5, rect.Width + 1, rect.Height + 1);
            if (tile.Caption is not { } caption) { continue; }
            string text = FontMetrics.Fit(caption, Sizes.Tick - 1, cellWidth + Gap - 2);
            canvas.Text(rect.CenterX, rect.Bottom + CaptionHeight - 2, text, Anchor.Middle, canvas.Font(Sizes.Tick - 1, tile.CaptionColor));
        }

        painter.Draw(canvas);
        canvas.Path(frames.ToString(), canvas.Paint(stroke: PlotColor.Grid, width: 1, more: "fill=\"none\""));
    }

    private sealed record Tile(double[] Values, int Height, int Width, string? Caption, PlotColor CaptionColor);
}
