namespace NNGen.Plots;

/// <summary>Values to colors: a map and the values of its two ends.</summary>
internal sealed record ColorScale(ColorMap Map, double Min, double Max)
{
    /// <summary>Odd, so that the middle of a diverging map has its own color.</summary>
    public const int Levels = 65;

    /// <summary>The given range or, if there is none, that of the values; symmetric around zero for a diverging map.</summary>
    public static ColorScale For(ColorMap map, (double Min, double Max)? range, double min, double max)
    {
        if (range is { } given)
        {
            return given.Min < given.Max && double.IsFinite(given.Max - given.Min)
                ? new ColorScale(map, given.Min, given.Max)
                : throw new ArgumentException(FormattableString.Invariant($"Expected a range from a lower to a higher value, got {given.Min} to {given.Max}."), nameof(range));
        }

        if (map.IsDiverging) { (min, max) = (-Math.Max(Math.Abs(min), Math.Abs(max)), Math.Max(Math.Abs(min), Math.Abs(max))); }
        return max > min ? new ColorScale(map, min, max) : new ColorScale(map, min - 0.5, max + 0.5);
    }

    public double Position(double value) => Math.Clamp((value - Min) / (Max - Min), 0, 1);

    public PlotColor At(double value) => Map.At(Position(value));

    /// <summary>One of <see cref="Levels"/> steps.</summary>
    public int Level(double value) => (int)(Position(value) * (Levels - 1) + 0.5);

    public PlotColor AtLevel(int level) => Map.At(level / (Levels - 1.0));
}
