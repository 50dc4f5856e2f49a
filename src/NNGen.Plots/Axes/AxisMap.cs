namespace NNGen.Plots;

/// <summary>Values of an axis to pixels.</summary>
internal sealed class AxisMap
{
    private readonly bool logarithmic;
    private readonly double low;
    private readonly double scale;
    private readonly double start;

    /// <param name="axis">Scale and direction.</param>
    /// <param name="range">The values at its two ends.</param>
    /// <param name="from">The pixel of the lowest value.</param>
    /// <param name="to">The pixel of the highest.</param>
    public AxisMap(Axis axis, AxisRange range, double from, double to)
    {
        logarithmic = axis.IsLogarithmic;
        Range = range;
        if (axis.Reversed) { (from, to) = (to, from); }
        low = logarithmic ? Decades.Log(range.Min) : range.Min;
        double high = logarithmic ? Decades.Log(range.Max) : range.Max;
        start = from;
        scale = (to - from) / (high - low);
    }

    public AxisRange Range { get; }

    /// <summary>Pixels of one unit; of one decade on a logarithmic axis.</summary>
    public double PixelsPerUnit => Math.Abs(scale);

    /// <summary>The pixel of a value; NaN if the axis cannot show it.</summary>
    public double this[double value]
    {
        get
        {
            if (!double.IsFinite(value) || (logarithmic && value <= 0)) { return double.NaN; }
            return start + ((logarithmic ? Decades.Log(value) : value) - low) * scale;
        }
    }
}

/// <summary>Where a plot's data are drawn.</summary>
internal sealed record PlotArea(Rect Rect, AxisMap X, AxisMap Y)
{
    /// <summary>The pixels of a point; NaN in both if an axis cannot show it.</summary>
    public (double X, double Y) this[double x, double y]
    {
        get
        {
            (double px, double py) = (X[x], Y[y]);
            return double.IsNaN(px) || double.IsNaN(py) ? (double.NaN, double.NaN) : (px, py);
        }
    }
}
