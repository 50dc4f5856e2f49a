using System.Text;

namespace NNGen.Plots;

/// <summary>The dark theme of a picture: rules that replace attributes if the reader's system prefers dark colors.</summary>
/// <remarks>
/// Every color is also an attribute, so that viewers without style sheets show the light picture. Classes are named after their colors, so
/// that two pictures in one page cannot define the same class differently.
/// </remarks>
internal sealed class StyleSheet(PlotTheme theme)
{
    private readonly SortedSet<string> rules = new(StringComparer.Ordinal);

    public PlotTheme Theme { get; } = theme;

    /// <summary>Attributes that paint with a color, and the class they need.</summary>
    /// <param name="property"><c>fill</c>, <c>stroke</c> or <c>stop-color</c>.</param>
    /// <param name="color">The color.</param>
    public (string Attribute, string? Class) Paint(string property, PlotColor color)
    {
        if (Theme != PlotTheme.Auto || color.Light == color.Dark)
        {
            return ($"{property}=\"{(Theme == PlotTheme.Dark ? color.Dark : color.Light)}\"", null);
        }

        string name = $"{property[..2]}-{color.Light.AsSpan(1)}-{color.Dark.AsSpan(1)}";
        rules.Add($".{name}{{{property}:{color.Dark}}}");
        return ($"{property}=\"{color.Light}\"", name);
    }

    /// <summary>The rules in a media query for dark mode; empty if the theme is fixed.</summary>
    public string Css()
    {
        if (rules.Count == 0) { return ""; }
        var text = new StringBuilder("@media (prefers-color-scheme:dark){\n");
        foreach (string rule in rules) { text.Append(rule).Append('\n'); }
        return text.Append("}\n").ToString();
    }
}
