namespace NNGen.Plots;

/// <summary>Where the legend goes if there is no free space between the data.</summary>
internal enum LegendRoom
{
    /// <summary>It needs no extra room.</summary>
    None,

    /// <summary>To the right of the plot.</summary>
    Right,

    /// <summary>Above the data, whose axis is stretched for it.</summary>
    Above,
}

/// <summary>The legend of a plot.</summary>
internal sealed class PlotLegend
{
    public const double OutsideGap = 14;
    private const double Padding = 7;
    private const double Inset = 8;
    private const double KeyGap = 7;
    private const double EntryGap = 16;
    private const double MaxText = 220;

    private readonly IReadOnlyList<Mark> marks;
    private readonly (Mark Mark, string Text, double Width)[] entries;
    private readonly LegendPosition position;

    public PlotLegend(IReadOnlyList<Mark> marks, LegendPosition position)
    {
        this.marks = marks;
        this.position = position;
        entries = position == LegendPosition.None
            ? []
            : [.. marks.Where(mark => !string.IsNullOrEmpty(mark.Label)).Select(Entry)];
    }

    /// <summary>Its width as a column.</summary>
    public double Width => 2 * Padding + entries.Max(entry => entry.Width);

    private double Height => HeightOf(entries.Length);

    /// <summary>Whether no extra room is needed.</summary>
    public bool FitsInside(PlotArea area) => entries.Length == 0
        || (position != LegendPosition.Outside && (position != LegendPosition.Auto || FreePlace(area) is not null));

    /// <summary>The height of the legend in rows, with its distance to axis and data.</summary>
    public double HeightAbove(double width) => HeightOf(Rows(width).Count) + Inset + 4;

    /// <summary>Draws it at a free position.</summary>
    /// <param name="canvas">Where to draw.</param>
    /// <param name="area">The data's rectangle.</param>
    /// <param name="outsideX">Where the margin to the right of plot and color bar begins.</param>
    /// <param name="room">What room the layout has made.</param>
    public void Draw(SvgCanvas canvas, PlotArea area, double outsideX, LegendRoom room)
    {
        if (entries.Length == 0) { return; }
        if (room == LegendRoom.Above)
        {
            DrawRows(canvas, area.Rect);
            return;
        }

        Rect box = position switch
        {
            _ when room == LegendRoom.Right => new Rect(outsideX + OutsideGap, area.Rect.Y, Width, Height),
            LegendPosition.TopRight => Corner(area, 1, 0),
            LegendPosition.TopLeft => Corner(area, 0, 0),
            LegendPosition.BottomRight => Corner(area, 1, 1),
            LegendPosition.BottomLeft => Corner(area, 0, 1),
            _ => Best(area).Box,
        };
        DrawBox(canvas, box, [.. entries.Select((_, i) => (i, 0.0, i * Sizes.LegendLine))]);
    }

    private static (Mark Mark, string Text, double Width) Entry(Mark mark)
    {
        string text = FontMetrics.Fit(mark.Label!, Sizes.Legend, MaxText);
        return (mark, text, Sizes.LegendKey + KeyGap + FontMetrics.Width(text, Sizes.Legend));
    }

    private static double HeightOf(int lines) => 2 * Padding - 4 + lines * Sizes.LegendLine;

    private void DrawRows(SvgCanvas canvas, Rect area)
    {
        List<List<int>> rows = Rows(area.Width);
        var positions = new List<(int Entry, double X, double Y)>();
        double widest = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            double x = 0;
            foreach (int entry in rows[row])
            {
                positions.Add((entry, x, row * Sizes.LegendLine));
                x += entries[entry].Width + EntryGap;
            }

            widest = Math.Max(widest, x - EntryGap);
        }

        double width = widest + 2 * Padding;
        DrawBox(canvas, new Rect(area.Right - Inset - width, area.Y + Inset / 2, width, HeightOf(rows.Count)), positions);
    }

    private void DrawBox(SvgCanvas canvas, Rect box, IReadOnlyList<(int Entry, double X, double Y)> positions)
    {
        canvas.Rectangle(box, canvas.Paint(fill: PlotColor.Paper, stroke: PlotColor.Grid, width: 1, more: "rx=\"4\""));
        canvas.Open("g", canvas.Font(Sizes.Legend, PlotColor.Ink));
        foreach ((int entry, double x, double y) in positions)
        {
            var key = new Rect(box.X + Padding + x, box.Y + Padding - 2 + y, Sizes.LegendKey, Sizes.LegendLine);
            entries[entry].Mark.DrawKey(canvas, key);
            canvas.Text(key.Right + KeyGap, key.CenterY + Sizes.HalfCapital(Sizes.Legend), entries[entry].Text);
        }

        canvas.Close("g");
    }

    /// <summary>The entries in rows, as many in each as fit.</summary>
    private List<List<int>> Rows(double width)
    {
        double room = width - 2 * Padding - 2 * Inset;
        var rows = new List<List<int>>();
        double used = double.PositiveInfinity;
        for (int i = 0; i < entries.Length; i++)
        {
            if (used + EntryGap + entries[i].Width > room)
            {
                rows.Add([]);
                used = -EntryGap;
            }

            rows[^1].Add(i);
            used += EntryGap + entries[i].Width;
        }

        return rows;
    }

    /// <summary>The first position, corners before sides, that covers nothing; null if there is none.</summary>
    private Rect? FreePlace(PlotArea area)
    {
        (Rect box, int covered) = Best(area);
        return covered == 0 ? box : null;
    }

    private (Rect Box, int Covered) Best(PlotArea area)
    {
        if (Width > area.Rect.Width * 0.8 || Height > area.Rect.Height * 0.8) { return (Corner(area, 1, 0), int.MaxValue); }
        Rect[] positions =
        [
            Corner(area, 1, 0), Corner(area, 0, 0), Corner(area, 1, 1), Corner(area, 0, 1),
            Corner(area, 1, 0.5), Corner(area, 0, 0.5), Corner(area, 0.5, 0), Corner(area, 0.5, 1),
        ];
        int[] covered = new int[positions.Length];
        foreach ((double x, double y) in marks.SelectMany(mark => mark.Obstacles(area)))
        {
            for (int i = 0; i < positions.Length; i++)
            {
                if (positions[i].Grow(5).Contains(x, y)) { covered[i]++; }
            }
        }

        int best = Array.IndexOf(covered, covered.Min());
        return (positions[best], covered[best]);
    }

    private Rect Corner(PlotArea area, double right, double down) => new(
        area.Rect.X + Inset + (area.Rect.Width - 2 * Inset - Width) * right,
        area.Rect.Y + Inset + (area.Rect.Height - 2 * Inset - Height) * down,
        Width,
        Height);
}
