namespace NNGen.Plots;

/// <summary>A color with two variants: one on light paper, one on dark.</summary>
public readonly record struct PlotColor
{
    // Okabe and Ito's palette, whose first colors are distinguishable with every kind of color vision, in an order that suits thin lines;
    // yellow is left out, because it vanishes on white. The second value is the same hue for dark paper.
    private static readonly PlotColor[] series =
    [
        new("#0072b2", "#4ea8e6"), new("#d55e00", "#ff8c42"), new("#009e73", "#2fcf9f"), new("#b5609a", "#e79ac9"), new("#e69f00", "#f5bd3d"),
        new("#332288", "#a294f0"), new("#56b4e9", "#9ad7ff"), new("#7f7f7f", "#a8a8a8"), new("#8c564b", "#cf9a8e"), new("#8a8a1f", "#cfcf5a"),
    ];

    private PlotColor(string light, string dark) => (Light, Dark) = (light, dark);

    /// <summary>Number of colors of <see cref="Series"/> before they start again.</summary>
    public static int SeriesCount => series.Length;

    /// <summary>Text and outlines: nearly black on light paper, nearly white on dark.</summary>
    public static PlotColor Ink { get; } = new("#1f2328", "#e6edf3");

    /// <summary>Tick labels and other secondary elements.</summary>
    public static PlotColor Muted { get; } = new("#57606a", "#9da7b3");

    /// <summary>The paper itself.</summary>
    public static PlotColor Paper { get; } = new("#ffffff", "#0d1117");

    /// <summary>The lines of axes.</summary>
    internal static PlotColor Spine { get; } = new("#8c959f", "#6e7681");

    internal static PlotColor Grid { get; } = new("#e4e7eb", "#262c36");

    internal static PlotColor MinorGrid { get; } = new("#f1f3f5", "#1a1f27");

    /// <summary>The boxes of diagrams.</summary>
    internal static PlotColor Surface { get; } = new("#f6f8fa", "#161b22");

    /// <summary>The color on light paper, such as <c>#0072b2</c>.</summary>
    public string Light { get; }

    /// <summary>The color on dark paper.</summary>
    public string Dark { get; }

    /// <summary>A color of the palette: safe for color-blind readers, the same in every picture.</summary>
    /// <param name="index">Which one, from 0; after the last one they start again.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public static PlotColor Series(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return series[index % series.Length];
    }

    /// <summary>A custom color.</summary>
    /// <param name="light">On light paper: <c>#rrggbb</c>.</param>
    /// <param name="dark">On dark paper: <c>#rrggbb</c>; the same if none is given.</param>
    /// <exception cref="ArgumentException">A text is not of that form.</exception>
    public static PlotColor Hex(string light, string? dark = null) => new(Check(light, nameof(light)), Check(dark ?? light, nameof(dark)));

    internal static PlotColor FromBytes((byte R, byte G, byte B) light, (byte R, byte G, byte B) dark) =>
        new($"#{light.R:x2}{light.G:x2}{light.B:x2}", $"#{dark.R:x2}{dark.G:x2}{dark.B:x2}");

    // What goes into an attribute unescaped must be a color and nothing else.
    private static string Check(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text, name);
        return text.Length == 7 && text[0] == '#' && text.AsSpan(1).ContainsAnyExcept("0123456789abcdefABCDEF") == false
            ? text.ToLowerInvariant()
            : throw new ArgumentException($"Expected a color such as #0072b2, got '{text}'.", name);
    }
}
