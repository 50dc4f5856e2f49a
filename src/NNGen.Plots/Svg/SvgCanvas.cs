using System.Globalization;
using System.Text;
using static NNGen.Plots.SvgText;

namespace NNGen.Plots;

/// <summary>The alignment of text: start, middle or end.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>Writes the elements of one picture.</summary>
/// <param name="styles">Collects the colors for dark mode.</param>
/// <param name="idPrefix">Begins every id, so that one page can hold several pictures.</param>
internal sealed class SvgCanvas(StyleSheet styles, string idPrefix)
{
    private readonly StringBuilder body = new();
    private int ids;

    public PlotTheme Theme => styles.Theme;

    public override string ToString() => body.ToString();

    /// <summary>A name that nothing else in the page has.</summary>
    public string NewId() => string.Create(CultureInfo.InvariantCulture, $"{idPrefix}{++ids}");

    /// <summary>Attributes that paint; those that are not given are inherited from the enclosing group.</summary>
    public string Paint(PlotColor? fill = null, PlotColor? stroke = null, double width = double.NaN, double opacity = 1, string more = "")
    {
        var attributes = new StringBuilder();
        var classes = new List<string>();
        Add("fill", fill);
        Add("stroke", stroke);
        if (classes.Count > 0) { attributes.Append(" class=\"").AppendJoin(' ', classes).Append('"'); }
        if (!double.IsNaN(width)) { attributes.Append(" stroke-width=\"").Append(Number(width)).Append('"'); }
        if (opacity < 1)
        {
            string kind = fill is not null && stroke is not null ? "opacity" : fill is not null ? "fill-opacity" : "stroke-opacity";
            attributes.Append($" {kind}=\"{Number(opacity)}\"");
        }

        if (more.Length > 0) { attributes.Append(' ').Append(more); }
        return attributes.ToString().TrimStart();

        void Add(string property, PlotColor? color)
        {
            if (color is not { } known) { return; }
            (string attribute, string? name) = styles.Paint(property, known);
            attributes.Append(' ').Append(attribute);
            if (name is not null) { classes.Add(name); }
        }
    }

    public void Open(string element, string attributes = "") =>
        body.Append('<').Append(element).Append(attributes.Length > 0 ? " " : "").Append(attributes).Append(">\n");

    public void Close(string element) => body.Append("</").Append(element).Append(">\n");

    public void Line(double x1, double y1, double x2, double y2, string attributes = "") =>
        Empty("line", $"x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\"", attributes);

    public void Rectangle(Rect rect, string attributes = "") => Empty(
        "rect", $"x=\"{Number(rect.X)}\" y=\"{Number(rect.Y)}\" width=\"{Number(rect.Width)}\" height=\"{Number(rect.Height)}\"", attributes);

    public void Path(string data, string attributes = "") => Empty("path", $"d=\"{data}\"", attributes);

    public void Circle(double x, double y, double radius, string attributes = "") =>
        Empty("circle", $"cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(radius)}\"", attributes);

    public void Image(Rect rect, byte[] png) => Empty(
        "image",
        $"x=\"{Number(rect.X)}\" y=\"{Number(rect.Y)}\" width=\"{Number(rect.Width)}\" height=\"{Number(rect.Height)}\"",
        $"preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,{Convert.ToBase64String(png)}\"");

    /// <summary>
    /// A line of text with its baseline at y, rotated counterclockwise by an angle in degrees; color and size come from the enclosing group
    /// by default.
    /// </summary>
    public void Text(double x, double y, string text, Anchor anchor = Anchor.Start, string attributes = "", double angle = 0)
    {
        body.Append($"<text x=\"{Number(x)}\" y=\"{Number(y)}\"");
        if (anchor != Anchor.Start) { body.Append(anchor == Anchor.Middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\""); }
        if (angle != 0) { body.Append($" transform=\"rotate({Number(-angle)} {Number(x)} {Number(y)})\""); }
        if (attributes.Length > 0) { body.Append(' ').Append(attributes); }
        body.Append('>').Append(Escape(text)).Append("</text>\n");
    }

    /// <summary>Attributes of text: size, color and weight.</summary>
    public string Font(double size, PlotColor color, bool bold = false) =>
        Paint(fill: color, more: $"font-size=\"{Number(size)}\"{(bold ? " font-weight=\"600\"" : "")}");

    /// <summary>A group that shows nothing outside of a rectangle.</summary>
    public void OpenClip(Rect rect)
    {
        string id = NewId();
        body.Append($"<clipPath id=\"{id}\">");
        Rectangle(rect);
        body.Length--;
        body.Append("</clipPath>\n");
        Open("g", $"clip-path=\"url(#{id})\"");
    }

    /// <summary>A gradient from bottom to top; returns what to fill with.</summary>
    public string VerticalGradient(IReadOnlyList<PlotColor> colors)
    {
        string id = NewId();
        body.Append($"<linearGradient id=\"{id}\" x1=\"0\" y1=\"1\" x2=\"0\" y2=\"0\">");
        for (int i = 0; i < colors.Count; i++)
        {
            (string attribute, string? name) = styles.Paint("stop-color", colors[i]);
            body.Append($"<stop offset=\"{Number(100.0 * i / (colors.Count - 1))}%\" {attribute}{(name is null ? "" : $" class=\"{name}\"")}/>");
        }

        body.Append("</linearGradient>\n");
        return $"fill=\"url(#{id})\"";
    }

    private void Empty(string element, string geometry, string attributes) =>
        body.Append('<').Append(element).Append(' ').Append(geometry).Append(attributes.Length > 0 ? " " : "").Append(attributes).Append("/>\n");
}
