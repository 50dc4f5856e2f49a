namespace NNGen.Plots;

/// <summary>The smallest and largest coordinates of a mark; NaN until there is one.</summary>
internal struct Bounds
{
    public Bounds()
    {
    }

    public double MinX { get; private set; } = double.NaN;

    public double MaxX { get; private set; } = double.NaN;

    public double MinY { get; private set; } = double.NaN;

    public double MaxY { get; private set; } = double.NaN;

    public readonly bool HasX => !double.IsNaN(MinX);

    public readonly bool HasY => !double.IsNaN(MinY);

    public void AddX(double x) => (MinX, MaxX) = double.IsNaN(MinX) ? (x, x) : (Math.Min(MinX, x), Math.Max(MaxX, x));

    public void AddY(double y) => (MinY, MaxY) = double.IsNaN(MinY) ? (y, y) : (Math.Min(MinY, y), Math.Max(MaxY, y));

    public void Add(in Bounds other)
    {
        if (other.HasX)
        {
            AddX(other.MinX);
            AddX(other.MaxX);
        }

        if (other.HasY)
        {
            AddY(other.MinY);
            AddY(other.MaxY);
        }
    }

    /// <summary>Bounds of the points that both axes can show.</summary>
    public static Bounds Of(double[] xs, double[] ys, Axis x, Axis y)
    {
        var bounds = new Bounds();
        for (int i = 0; i < xs.Length; i++)
        {
            if (!x.Accepts(xs[i]) || !y.Accepts(ys[i])) { continue; }
            bounds.AddX(xs[i]);
            bounds.AddY(ys[i]);
        }

        return bounds;
    }
}
