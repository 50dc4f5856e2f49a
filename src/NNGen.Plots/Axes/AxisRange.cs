namespace NNGen.Plots;

/// <summary>The values from one end of an axis to the other; the first is smaller.</summary>
internal readonly record struct AxisRange(double Min, double Max)
{
    /// <summary>The part of the range that is left free on each side of the data, as in matplotlib.</summary>
    private const double Room = 0.05;

    public double Span => Max - Min;

    public static AxisRange? Union(AxisRange? all, AxisRange next) =>
        all is { } known ? new AxisRange(Math.Min(known.Min, next.Min), Math.Max(known.Max, next.Max)) : next;

    /// <summary>The range of an axis: as set by the user, otherwise the data with some room.</summary>
    /// <param name="axis">The axis as set by the user.</param>
    /// <param name="name">The axis in messages.</param>
    /// <param name="dataMin">The smallest value that it can show.</param>
    /// <param name="dataMax">The largest.</param>
    /// <param name="stickyMin">Whether the data begin exactly at the axis's end, as bars do.</param>
    /// <param name="stickyMax">Whether they end there.</param>
    /// <exception cref="InvalidOperationException">The stated limits contradict each other, the scale or the data.</exception>
    public static AxisRange Of(Axis axis, string name, double dataMin, double dataMax, bool stickyMin, bool stickyMax)
    {
        double min = axis.Min ?? dataMin;
        double max = axis.Max ?? dataMax;
        if (!axis.Accepts(min) || !axis.Accepts(max) || min > max || (min == max && axis.Min is not null && axis.Max is not null))
        {
            throw new InvalidOperationException(FormattableString.Invariant($"The {name} axis cannot go from {min} to {max}")
                + (axis.IsLogarithmic ? " (a logarithmic axis has values above 0)." : " (check Min and Max)."));
        }

        if (axis.Categories is { } categories && axis.Min is null && axis.Max is null)
        {
            return new AxisRange(Math.Min(min, -0.5), Math.Max(max, categories.Count - 0.5));
        }

        (double low, double high) = axis.IsLogarithmic ? (Decades.Log(min), Decades.Log(max)) : (min, max);
        double room = (high - low) * Room;

        // Equal values have no range: show enough around them that the tick labels differ.
        if (high - low <= 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high))) { room = axis.IsLogarithmic || low == 0 ? 0.5 : 0.05 * Math.Abs(low); }
        if (axis.Min is null && !(stickyMin && high > low)) { low -= room; }
        if (axis.Max is null && !(stickyMax && high > low)) { high += room; }
        if (high <= low) { high = low + Math.Max(room, 1e-300); }
        return axis.IsLogarithmic ? new AxisRange(Decades.Power(low), Decades.Power(high)) : new AxisRange(low, high);
    }
}
