namespace NNGen.Plots;

/// <summary>Values of a function of two variables at the nodes of a grid. NaN marks holes.</summary>
public sealed class Field
{
    private readonly double[] x;
    private readonly double[] y;
    private readonly double[,] values;

    /// <summary>Creates a field of known values.</summary>
    /// <param name="x">The columns' coordinates, increasing; at least two.</param>
    /// <param name="y">The rows' coordinates, increasing; at least two.</param>
    /// <param name="values">Values <c>[row, column]</c>; NaN and infinities are holes.</param>
    /// <exception cref="ArgumentException">Sizes do not agree, coordinates do not increase, or no value is finite.</exception>
    public Field(IReadOnlyList<double> x, IReadOnlyList<double> y, double[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        this.x = Increasing(x, nameof(x));
        this.y = Increasing(y, nameof(y));
        if (values.GetLength(0) != y.Count || values.GetLength(1) != x.Count)
        {
            throw new ArgumentException(
                $"Expected {y.Count} rows of {x.Count} values (y, x), got {values.GetLength(0)} rows of {values.GetLength(1)}.", nameof(values));
        }

        this.values = (double[,])values.Clone();
        (Min, Max) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in values)
        {
            if (!double.IsFinite(value)) { continue; }
            (Min, Max) = (Math.Min(Min, value), Math.Max(Max, value));
        }

        if (Min > Max) { throw new ArgumentException("No value of the field is finite: there is nothing to draw.", nameof(values)); }
    }

    /// <summary>The columns' coordinates.</summary>
    public IReadOnlyList<double> X => x;

    /// <summary>The rows' coordinates.</summary>
    public IReadOnlyList<double> Y => y;

    /// <summary>The smallest finite value.</summary>
    public double Min { get; }

    /// <summary>The largest finite value.</summary>
    public double Max { get; }

    /// <summary>A value.</summary>
    /// <param name="row">Its row, from 0: the lowest y.</param>
    /// <param name="column">Its column, from 0.</param>
    public double this[int row, int column] => values[row, column];

    /// <summary>Computes a function at the nodes of an even grid.</summary>
    /// <param name="function">Value at (x, y).</param>
    /// <param name="xMin">The first column's coordinate.</param>
    /// <param name="xMax">The last column's.</param>
    /// <param name="yMin">The first row's coordinate.</param>
    /// <param name="yMax">The last row's.</param>
    /// <param name="resolution">Nodes along each axis; at least 2.</param>
    /// <exception cref="ArgumentException">A range is empty, or no value is finite.</exception>
    public static Field Sample(Func<double, double, double> function, double xMin, double xMax, double yMin, double yMax, int resolution = 101)
    {
        ArgumentNullException.ThrowIfNull(function);
        double[] x = Even(xMin, xMax, resolution);
        double[] y = Even(yMin, yMax, resolution);
        double[,] values = new double[resolution, resolution];
        for (int row = 0; row < resolution; row++)
        {
            for (int column = 0; column < resolution; column++) { values[row, column] = function(x[column], y[row]); }
        }

        return new Field(x, y, values);
    }

    /// <summary>The same nodes with other values.</summary>
    /// <param name="change">Computes the new value from the old one.</param>
    public Field Select(Func<double, double> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        double[,] changed = new double[y.Length, x.Length];
        for (int row = 0; row < y.Length; row++)
        {
            for (int column = 0; column < x.Length; column++) { changed[row, column] = change(values[row, column]); }
        }

        return new Field(x, y, changed);
    }

    /// <summary>Numbers at even distances, both ends included.</summary>
    internal static double[] Even(double from, double to, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        if (!(from < to) || !double.IsFinite(to - from))
        {
            throw new ArgumentException(FormattableString.Invariant($"Expected a range from a lower to a higher value, got {from} to {to}."));
        }

        return [.. Enumerable.Range(0, count).Select(i => i == count - 1 ? to : from + (to - from) * i / (count - 1))];
    }

    private static double[] Increasing(IReadOnlyList<double> coordinates, string name)
    {
        ArgumentNullException.ThrowIfNull(coordinates, name);
        if (coordinates.Count < 2) { throw new ArgumentException($"Expected at least 2 coordinates, got {coordinates.Count}.", name); }
        for (int i = 0; i < coordinates.Count; i++)
        {
            if (!double.IsFinite(coordinates[i]) || (i > 0 && coordinates[i] <= coordinates[i - 1]))
            {
                throw new ArgumentException(FormattableString.Invariant($"Coordinates must be finite and increase, but number {i} is {coordinates[i]}."), name);
            }
        }

        return [.. coordinates];
    }
}
