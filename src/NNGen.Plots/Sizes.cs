namespace NNGen.Plots;

/// <summary>Sizes that all pictures share, in pixels.</summary>
internal static class Sizes
{
    public const double Padding = 12;
    public const double Title = 14;
    public const double TitleLine = 18;
    public const double TitleGap = 9;
    public const double FigureTitle = 16.5;
    public const double FigureTitleHeight = 32;
    public const double Label = 12.5;
    public const double LabelHeight = 19;
    public const double Tick = 11.5;
    public const double TickMark = 4;
    public const double TickGap = 4;
    public const double Legend = 11.5;
    public const double LegendLine = 18;
    public const double LegendKey = 22;
    public const double Line = 1.8;
    public const double Marker = 3.2;

    /// <summary>From the baseline to the middle of capitals and digits.</summary>
    public static double HalfCapital(double size) => 0.36 * size;
}
