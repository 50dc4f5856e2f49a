using System.Text;
using static NNGen.Plots.SvgText;

namespace NNGen.Plots;

/// <summary>The frame of a picture: size, names for screen readers, colors, paper.</summary>
internal static class SvgDocument
{
    /// <param name="picture">What to draw.</param>
    /// <param name="styles">Collects the colors for dark mode.</param>
    /// <param name="idPrefix">Begins every id.</param>
    /// <param name="ownStyles">Whether the picture contains its style rules and background; in a report, the page does.</param>
    public static string Write(Picture picture, StyleSheet styles, string idPrefix, bool ownStyles)
    {
        (double width, double height) = picture.NaturalSize;
        width = Size(picture.Width ?? width, nameof(Picture.Width));
        height = Size(picture.Height ?? height, nameof(Picture.Height));

        var canvas = new SvgCanvas(styles, idPrefix);
        var whole = new Rect(0, 0, width, height);
        var area = whole.Grow(-Sizes.Padding);
        if (ownStyles) { canvas.Rectangle(whole, canvas.Paint(fill: PlotColor.Paper)); }
        picture.Draw(canvas, area, picture.Measure(area.Width, area.Height, PanelContext.Alone), PanelContext.Alone);

        var text = new StringBuilder();
        text.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {Number(width)} {Number(height)}\"");
        text.Append($" width=\"{Number(width)}\" height=\"{Number(height)}\" font-family=\"{FontMetrics.Family}\">\n");
        text.Append($"<title>{Escape(picture.Title ?? picture.Describe())}</title>\n");
        text.Append($"<desc>{Escape(picture.Description ?? picture.Describe())}</desc>\n");
        string css = ownStyles ? styles.Css() : "";
        if (css.Length > 0) { text.Append("<style>\n").Append(css).Append("</style>\n"); }
        return text.Append(canvas).Append("</svg>\n").ToString();
    }

    private static double Size(double value, string name) => value is >= 40 and <= 20_000
        ? value
        : throw new InvalidOperationException(FormattableString.Invariant($"{name} is {value}, but a picture has 40 to 20,000 pixels."));
}
