namespace NNGen.Plots;

/// <summary>A rectangle in pixels; y points down.</summary>
internal readonly record struct Rect(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public double CenterX => X + Width / 2;

    public double CenterY => Y + Height / 2;

    public Rect Shrink(Margins margins) => new(
        X + margins.Left, Y + margins.Top, Math.Max(20, Width - margins.Left - margins.Right), Math.Max(20, Height - margins.Top - margins.Bottom));

    public Rect Grow(double by) => new(X - by, Y - by, Width + 2 * by, Height + 2 * by);

    public bool Contains(double x, double y) => x >= X && x <= Right && y >= Y && y <= Bottom;
}

/// <summary>Room around a plot's axes, in pixels.</summary>
/// <param name="Left">To the left.</param>
/// <param name="Top">Above.</param>
/// <param name="Right">To the right.</param>
/// <param name="Bottom">Below.</param>
/// <param name="Legend">The position of the room for the legend.</param>
internal readonly record struct Margins(double Left, double Top, double Right, double Bottom, LegendRoom Legend = LegendRoom.None)
{
    public static Margins Max(Margins a, Margins b) =>
        new(Math.Max(a.Left, b.Left), Math.Max(a.Top, b.Top), Math.Max(a.Right, b.Right), Math.Max(a.Bottom, b.Bottom), a.Legend);
}
