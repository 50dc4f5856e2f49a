namespace NNGen.Plots;

/// <summary>
/// Something that can be drawn as SVG: a <see cref="Plot"/>, an <see cref="ImageGrid"/>, a <see cref="NetworkDiagram"/>, or a
/// <see cref="Figure"/> that holds several of them. The same picture gives the same bytes on every machine.
/// </summary>
public abstract class Picture
{
    private protected Picture(string? title) => Title = title;

    /// <summary>The title above the picture; null for none.</summary>
    public string? Title { get; set; }

    /// <summary>The alternative text for screen readers; by default a listing of the picture's content.</summary>
    public string? Description { get; set; }

    /// <summary>Width in pixels if the picture is not a panel of a figure; null for a width that suits its content.</summary>
    public double? Width { get; set; }

    /// <summary>Height in pixels if the picture is not a panel of a figure; null for a height that suits its content.</summary>
    public double? Height { get; set; }

    /// <summary>The picture as a complete SVG document.</summary>
    /// <param name="theme">The color theme.</param>
    /// <exception cref="InvalidOperationException">There is nothing to draw, or a logarithmic axis has no positive value.</exception>
    public string ToSvg(PlotTheme theme = PlotTheme.Auto)
    {
        const string Prefix = "nn0-";
        string svg = SvgDocument.Write(this, new StyleSheet(theme), Prefix, ownStyles: true);

        // Ids are made from the content, so that those of two pictures in one page do not collide.
        uint hash = 2_166_136_261;   // FNV-1a
        foreach (char c in svg) { hash = (hash ^ c) * 16_777_619; }
        string own = $"nn{hash:x8}-";
        return svg.Replace($"id=\"{Prefix}", $"id=\"{own}", StringComparison.Ordinal).Replace($"=\"url(#{Prefix}", $"=\"url(#{own}", StringComparison.Ordinal);
    }

    /// <summary>Writes the picture to a file atomically; the folder is created if it does not exist.</summary>
    /// <param name="path">The file; it ends in <c>.svg</c>, and one that exists is replaced.</param>
    /// <param name="theme">The color theme.</param>
    /// <exception cref="ArgumentException">The path does not end in <c>.svg</c>.</exception>
    /// <exception cref="InvalidOperationException">There is nothing to draw, or a logarithmic axis has no positive value.</exception>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public void Save(string path, PlotTheme theme = PlotTheme.Auto) => PictureFile.Write(path, ToSvg(theme), ".svg");

    internal abstract (double Width, double Height) NaturalSize { get; }

    /// <summary>The room that titles, labels and legends need around the content of a picture of this size.</summary>
    internal abstract Margins Measure(double width, double height, PanelContext context);

    /// <summary>Draws into an area, with at least the margins that <see cref="Measure"/> returned.</summary>
    internal abstract void Draw(SvgCanvas canvas, Rect area, Margins margins, PanelContext context);

    internal abstract string Describe();

    /// <summary>Titles are centered above the content and broken into lines.</summary>
    private protected double TitleHeight(double width) =>
        Title is null ? 0 : TitleLines(width).Count * Sizes.TitleLine + Sizes.TitleGap;

    private protected void DrawTitle(SvgCanvas canvas, Rect area, double centerX, double bottom)
    {
        if (Title is null) { return; }
        IReadOnlyList<string> lines = TitleLines(area.Width);
        double widest = lines.Max(line => FontMetrics.Width(line, Sizes.Title, bold: true));

        // Centered over the content, as long as that does not push it out of the picture.
        double x = Math.Clamp(centerX, area.X + widest / 2, Math.Max(area.X + widest / 2, area.Right - widest / 2));
        for (int i = 0; i < lines.Count; i++)
        {
            double y = bottom - Sizes.TitleGap - (lines.Count - 1 - i) * Sizes.TitleLine;
            canvas.Text(x, y, lines[i], Anchor.Middle, canvas.Font(Sizes.Title, PlotColor.Ink, bold: true));
        }
    }

    private IReadOnlyList<string> TitleLines(double width) => FontMetrics.Wrap(Title!, Sizes.Title, width, bold: true);
}
