using System.Collections;

namespace NNGen.Plots;

/// <summary>Several pictures in a grid, row by row, with a common title. Their axes are aligned.</summary>
/// <example>
/// <code>
/// new Figure("Two views", columns: 2) { lossPlot, accuracyPlot }.Save("views.svg");
/// </code>
/// </example>
public sealed class Figure : Picture, IEnumerable<Picture>
{
    private const double Gap = 22;

    private readonly List<Picture> panels = [];

    /// <summary>Creates a figure without panels.</summary>
    /// <param name="title">The title above all panels.</param>
    /// <param name="columns">Panels of a row; 0 for about as many as there are rows, at most 3.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of columns is negative.</exception>
    public Figure(string? title = null, int columns = 0)
        : base(title)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Columns = columns;
    }

    /// <summary>Panels of a row; 0 for about as many as there are rows, at most 3.</summary>
    public int Columns { get; }

    /// <summary>Width of a panel in pixels, unless <see cref="Picture.Width"/> states that of the whole figure.</summary>
    public double PanelWidth { get; set; } = 340;

    /// <summary>Height of a panel in pixels, unless <see cref="Picture.Height"/> states that of the whole figure.</summary>
    public double PanelHeight { get; set; } = 270;

    /// <summary>A label below all panels; null for none.</summary>
    public string? XLabel { get; set; }

    /// <summary>A label to the left of all panels; null for none.</summary>
    public string? YLabel { get; set; }

    /// <summary>Whether all plots show the same range of both axes; only the outer plots then have numbers.</summary>
    public bool ShareAxes { get; set; }

    /// <summary>The panels.</summary>
    public IReadOnlyList<Picture> Panels => panels;

    /// <summary>Adds a panel after the others.</summary>
    /// <param name="panel">A plot, a grid of images, a diagram or another figure.</param>
    /// <exception cref="ArgumentException">The panel is this figure itself.</exception>
    public void Add(Picture panel)
    {
        ArgumentNullException.ThrowIfNull(panel);
        if (panel == this) { throw new ArgumentException("A figure cannot hold itself.", nameof(panel)); }
        panels.Add(panel);
    }

    /// <inheritdoc/>
    public IEnumerator<Picture> GetEnumerator() => panels.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal override (double Width, double Height) NaturalSize => (
        ColumnCount * PanelWidth + (ColumnCount - 1) * Gap + Frame.Left + 2 * Sizes.Padding,
        RowCount * PanelHeight + (RowCount - 1) * Gap + Frame.Top + Frame.Bottom + 2 * Sizes.Padding);

    internal override Margins Measure(double width, double height, PanelContext context) => Frame;

    internal override void Draw(SvgCanvas canvas, Rect area, Margins margins, PanelContext context)
    {
        var inner = area.Shrink(margins);
        if (Title is not null)
        {
            string title = FontMetrics.Fit(Title, Sizes.FigureTitle, area.Width, bold: true);
            canvas.Text(inner.CenterX, area.Y + Sizes.FigureTitle, title, Anchor.Middle, canvas.Font(Sizes.FigureTitle, PlotColor.Ink, bold: true));
        }

        if (XLabel is not null) { canvas.Text(inner.CenterX, area.Bottom - 3, XLabel, Anchor.Middle, canvas.Font(Sizes.Label, PlotColor.Ink)); }
        if (YLabel is not null)
        {
            canvas.Text(area.X + Sizes.Label, inner.CenterY, YLabel, Anchor.Middle, canvas.Font(Sizes.Label, PlotColor.Ink), angle: 90);
        }

        DrawPanels(canvas, inner);
    }

    internal override string Describe()
    {
        string parts = string.Join("; ", panels.Select(panel => panel.Title is null ? panel.Describe() : $"{panel.Title}: {panel.Describe()}"));
        return $"{panels.Count} panels. {parts}";
    }

    private int ColumnCount => Math.Max(1, Columns > 0 ? Math.Min(Columns, panels.Count) : Math.Min(3, (int)Math.Ceiling(Math.Sqrt(panels.Count))));

    private int RowCount => Math.Max(1, (panels.Count + ColumnCount - 1) / ColumnCount);

    private Margins Frame => new(
        YLabel is null ? 0 : Sizes.LabelHeight + 4, Title is null ? 0 : Sizes.FigureTitleHeight, 0, XLabel is null ? 0 : Sizes.LabelHeight + 4);

    private void DrawPanels(SvgCanvas canvas, Rect inner)
    {
        if (panels.Count == 0) { throw new InvalidOperationException($"The figure{(Title is null ? "" : $" '{Title}'")} has no panels (add some)."); }
        double width = (inner.Width - (ColumnCount - 1) * Gap) / ColumnCount;
        double height = (inner.Height - (RowCount - 1) * Gap) / RowCount;
        PanelContext[] contexts = Contexts();
        Margins[] needs = [.. panels.Select((panel, i) => panel.Measure(width, height, contexts[i]))];
        Margins[] aligned = [.. panels.Select((panel, i) => panel is Plot ? Aligned(needs, i) : needs[i])];
        double[] widths = Parts(inner.Width, ColumnCount, column => aligned[column].Left + aligned[column].Right);
        double[] heights = Parts(inner.Height, RowCount, row => aligned[row * ColumnCount].Top + aligned[row * ColumnCount].Bottom);
        for (int i = 0; i < panels.Count; i++)
        {
            (int row, int column) = (i / ColumnCount, i % ColumnCount);
            var area = new Rect(
                inner.X + widths.Take(column).Sum() + column * Gap, inner.Y + heights.Take(row).Sum() + row * Gap, widths[column], heights[row]);
            panels[i].Draw(canvas, area, aligned[i], contexts[i]);
        }
    }

    /// <summary>Plots of a column begin at the same x, those of a row at the same y.</summary>
    private Margins Aligned(Margins[] needs, int index)
    {
        Margins margins = needs[index];
        for (int i = 0; i < needs.Length; i++)
        {
            if (panels[i] is not Plot) { continue; }
            if (i % ColumnCount == index % ColumnCount) { margins = Margins.Max(margins, needs[i] with { Top = 0, Bottom = 0 }); }
            if (i / ColumnCount == index / ColumnCount) { margins = Margins.Max(margins, needs[i] with { Left = 0, Right = 0 }); }
        }

        return margins;
    }

    /// <summary>Lengths of the columns or rows: equal for the data of plots, with their margins; equal as they are for other pictures.</summary>
    private double[] Parts(double whole, int count, Func<int, double> margins)
    {
        double[] rims = [.. Enumerable.Range(0, count).Select(i => panels.TrueForAll(panel => panel is Plot) ? margins(i) : 0)];
        double content = (whole - (count - 1) * Gap - rims.Sum()) / count;
        return [.. rims.Select(rim => rim + content)];
    }

    private PanelContext[] Contexts()
    {
        if (!ShareAxes) { return [.. panels.Select(_ => PanelContext.Alone)]; }
        Plot[] plots = [.. panels.OfType<Plot>()];
        AxisRange? x = plots.Select(plot => plot.Ranges(PanelContext.Alone).X).Aggregate((AxisRange?)null, AxisRange.Union);
        AxisRange? y = plots.Select(plot => plot.Ranges(PanelContext.Alone).Y).Aggregate((AxisRange?)null, AxisRange.Union);
        return [.. panels.Select((_, i) => new PanelContext(x, y, HideX: i + ColumnCount < panels.Count, HideY: i % ColumnCount > 0))];
    }
}
