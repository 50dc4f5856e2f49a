namespace NNGen.Plots;

/// <summary>How a line is dashed.</summary>
public enum LineStyle
{
    /// <summary>In one piece.</summary>
    Solid,

    /// <summary>In long pieces.</summary>
    Dashed,

    /// <summary>In points.</summary>
    Dotted,

    /// <summary>In pieces and points.</summary>
    DashDotted,

    /// <summary>No line: only markers are drawn.</summary>
    None,
}

/// <summary>The shape of a point.</summary>
public enum Marker
{
    /// <summary>None.</summary>
    None,

    /// <summary>A disc.</summary>
    Circle,

    /// <summary>A square.</summary>
    Square,

    /// <summary>A triangle that points upwards.</summary>
    Triangle,

    /// <summary>A square on its corner.</summary>
    Diamond,

    /// <summary>A diagonal cross.</summary>
    Cross,
}

internal static class LineStyles
{
    /// <summary>The attribute of a dash pattern, or nothing; lengths follow the width, as in matplotlib.</summary>
    public static string Dashes(this LineStyle style, double width)
    {
        double[] pattern = style switch
        {
            LineStyle.Dashed => [3.7, 1.9],
            LineStyle.Dotted => [1, 1.8],
            LineStyle.DashDotted => [6.4, 1.8, 1, 1.8],
            _ => [],
        };
        return pattern.Length == 0 ? "" : $"stroke-dasharray=\"{string.Join(' ', pattern.Select(part => SvgText.Number(part * width)))}\"";
    }
}
