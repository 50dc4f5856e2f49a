namespace NNGen.Plots;

/// <summary>
/// Lines of equal value in a grid (marching squares; a saddle is decided by the mean of its four corners).
/// </summary>
internal static class MarchingSquares
{
    /// <summary>A line through the plane; a closed one ends where it begins.</summary>
    internal sealed record Isoline(IReadOnlyList<(double X, double Y)> Points, bool IsClosed);

    /// <summary>The lines on which the field has a value. Cells with a hole at a corner have none.</summary>
    public static IReadOnlyList<Isoline> Lines(Field field, double level) =>
        Trace(field.X.Count, field.Y.Count, (row, column) => field[row, column], column => field.X[column], row => field.Y[row], level);

    /// <summary>The rims of the region whose values are at least the level; all are closed. Holes do not belong to it.</summary>
    public static IReadOnlyList<Isoline> Region(Field field, double level)
    {
        // A ring of lowest values around the grid closes every line at the border.
        (int columns, int rows) = (field.X.Count, field.Y.Count);
        return Trace(
            columns + 2,
            rows + 2,
            (row, column) => row == 0 || row > rows || column == 0 || column > columns || !double.IsFinite(field[row - 1, column - 1])
                ? double.NegativeInfinity
                : field[row - 1, column - 1],
            column => field.X[Math.Clamp(column - 1, 0, columns - 1)],
            row => field.Y[Math.Clamp(row - 1, 0, rows - 1)],
            level);
    }

    private static IReadOnlyList<Isoline> Trace(
        int columns, int rows, Func<int, int, double> value, Func<int, double> x, Func<int, double> y, double level)
    {
        // An edge of the grid is numbered 2 · node for the one to the right of its node, one more for the one above.
        // Each line runs with the higher values on its left, so at every edge one segment arrives and one leaves.
        var next = new Dictionary<int, int>();
        for (int row = 0; row + 1 < rows; row++)
        {
            for (int column = 0; column + 1 < columns; column++) { Cell(row, column); }
        }

        return Chain(next, Crossing);

        void Cell(int row, int column)
        {
            double a = value(row, column), b = value(row, column + 1), c = value(row + 1, column + 1), d = value(row + 1, column);
            if (double.IsNaN(a + b + c + d)) { return; }
            int node = row * columns + column;
            (int bottom, int right, int top, int left) = (2 * node, 2 * (node + 1) + 1, 2 * (node + columns), 2 * node + 1);
            int corners = (a >= level ? 1 : 0) | (b >= level ? 2 : 0) | (c >= level ? 4 : 0) | (d >= level ? 8 : 0);
            bool highCenter = (a + b + c + d) / 4 >= level;
            switch (corners)
            {
                case 1: next[bottom] = left; break;
                case 2: next[right] = bottom; break;
                case 3: next[right] = left; break;
                case 4: next[top] = right; break;
                case 6: next[top] = bottom; break;
                case 7: next[top] = left; break;
                case 8: next[left] = top; break;
                case 9: next[bottom] = top; break;
                case 11: next[right] = top; break;
                case 12: next[left] = right; break;
                case 13: next[bottom] = right; break;
                case 14: next[left] = bottom; break;
                case 5 when highCenter: (next[bottom], next[top]) = (right, left); break;
                case 5: (next[bottom], next[top]) = (left, right); break;
                case 10 when highCenter: (next[right], next[left]) = (top, bottom); break;
                case 10: (next[right], next[left]) = (bottom, top); break;
            }
        }

        (double, double) Crossing(int edge)
        {
            (int row, int column) = (edge / 2 / columns, edge / 2 % columns);
            (int row2, int column2) = edge % 2 == 0 ? (row, column + 1) : (row + 1, column);
            double from = value(row, column), to = value(row2, column2);

            // Next to a hole or the border the line keeps to the node that has a value.
            double part = !double.IsFinite(from) ? 1 : !double.IsFinite(to) ? 0 : (level - from) / (to - from);
            return (x(column) + (x(column2) - x(column)) * part, y(row) + (y(row2) - y(row)) * part);
        }
    }

    private static List<Isoline> Chain(Dictionary<int, int> next, Func<int, (double, double)> crossing)
    {
        var lines = new List<Isoline>();

        // Open lines begin where no segment arrives; the rest are rings. Follows the order of the edges, not that of the dictionary.
        var arrivals = next.Values.ToHashSet();
        int[] starts = [.. next.Keys.Order()];
        foreach (int start in starts.Where(edge => !arrivals.Contains(edge)).Concat(starts))
        {
            if (!next.ContainsKey(start)) { continue; }
            var points = new List<(double, double)> { crossing(start) };
            int edge = start;
            while (next.Remove(edge, out int following))
            {
                edge = following;
                if (edge != start) { points.Add(crossing(edge)); }
            }

            lines.Add(new Isoline(points, IsClosed: edge == start));
        }

        return lines;
    }
}
