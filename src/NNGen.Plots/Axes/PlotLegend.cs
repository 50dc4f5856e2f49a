namespace NNGen.Plots;

/// <summary>The names of what a plot shows.</summary>
internal sealed class PlotLegend
{
    public const double OutsideGap = 14;
    private const double Padding = 7;
    private const double Inset = 8;
    private const double KeyGap = 7;
    private const double MaxText = 220;

    private readonly IReadOnlyList<Mark> marks;
    private readonly (Mark Mark, string Text)[] entries;
    private readonly LegendPosition position;

    public PlotLegend(IReadOnlyList<Mark> marks, LegendPosition position)
    {
        this.marks = marks;
        this.position = position;
        entries = position == LegendPosition.None
            ? []
            : [.. marks.Where(mark => !string.IsNullOrEmpty(mark.Label)).Select(mark => (mark, FontMetrics.Fit(mark.Label!, Sizes.Legend, MaxText)))];
    }

    public double Width => 2 * Padding + Sizes.LegendKey + KeyGap + entries.Max(entry => FontMetrics.Width(entry.Text, Sizes.Legend));

    private double Height => 2 * Padding - 4 + entries.Length * Sizes.LegendLine;

    /// <summary>Whether no room beside the plot is needed.</summary>
    public bool FitsInside(PlotArea area) => entries.Length == 0
        || (position != LegendPosition.Outside && (position != LegendPosition.Auto || FreePlace(area) is not null));

    /// <param name="canvas">Where to draw.</param>
    /// <param name="area">The data's rectangle.</param>
    /// <param name="outsideX">Where the margin beside plot and colour bar begins.</param>
    /// <param name="hasRoomOutside">Whether the margin has room for the legend.</param>
    public void Draw(SvgCanvas canvas, PlotArea area, double outsideX, bool hasRoomOutside)
    {
        if (entries.Length == 0) { return; }
        Rect box = position switch
        {
            LegendPosition.Auto when hasRoomOutside => Outside(),
            LegendPosition.Auto => FreePlace(area) ?? LeastCovered(area),
            LegendPosition.Outside => Outside(),
            LegendPosition.TopRight => Corner(area, 1, 0),
            LegendPosition.TopLeft => Corner(area, 0, 0),
            LegendPosition.BottomRight => Corner(area, 1, 1),
            _ => Corner(area, 0, 1),
        };
        canvas.Rectangle(box, canvas.Paint(fill: PlotColor.Paper, stroke: PlotColor.Grid, width: 1, more: "rx=\"4\""));
        canvas.Open("g", canvas.Font(Sizes.Legend, PlotColor.Ink));
        for (int i = 0; i < entries.Length; i++)
        {
            var key = new Rect(box.X + Padding, box.Y + Padding - 2 + i * Sizes.LegendLine, Sizes.LegendKey, Sizes.LegendLine);
            entries[i].Mark.DrawKey(canvas, key);
            canvas.Text(key.Right + KeyGap, key.CenterY + Sizes.HalfCapital(Sizes.Legend), entries[i].Text);
        }

        canvas.Close("g");

        Rect Outside() => new(outsideX + OutsideGap, area.Rect.Y, Width, Height);
    }

    /// <summary>The first place, corners before sides, where nothing is covered; null if there is none.</summary>
    private Rect? FreePlace(PlotArea area)
    {
        (Rect box, int covered) = Best(area);
        return covered == 0 ? box : null;
    }

    private Rect LeastCovered(PlotArea area) => Best(area).Box;

    private (Rect Box, int Covered) Best(PlotArea area)
    {
        if (Width > area.Rect.Width * 0.8 || Height > area.Rect.Height * 0.8) { return (Corner(area, 1, 0), int.MaxValue); }
        Rect[] places =
        [
            Corner(area, 1, 0), Corner(area, 0, 0), Corner(area, 1, 1), Corner(area, 0, 1),
            Corner(area, 1, 0.5), Corner(area, 0, 0.5), Corner(area, 0.5, 0), Corner(area, 0.5, 1),
        ];
        int[] covered = new int[places.Length];
        foreach ((double x, double y) in marks.SelectMany(mark => mark.Obstacles(area)))
        {
            for (int i = 0; i < places.Length; i++)
            {
                if (places[i].Grow(5).Contains(x, y)) { covered[i]++; }
            }
        }

        int best = Array.IndexOf(covered, covered.Min());
        return (places[best], covered[best]);
    }

    private Rect Corner(PlotArea area, double right, double down) => new(
        area.Rect.X + Inset + (area.Rect.Width - 2 * Inset - Width) * right, area.Rect.Y + Inset + (area.Rect.Height - 2 * Inset - Height) * down, Width, Height);
}
