namespace NNGen.Plots;

/// <summary>Leaves out points that cannot be seen.</summary>
internal static class Thinning
{
    /// <summary>
    /// Of many points that run to the right, keeps for every half pixel the first, the lowest, the highest and the last:
    /// the drawn line covers the same pixels.
    /// </summary>
    public static IReadOnlyList<(double X, double Y)> ByColumns(IReadOnlyList<(double X, double Y)> points)
    {
        const int Enough = 2_000;
        if (points.Count <= Enough) { return points; }
        for (int i = 1; i < points.Count; i++)
        {
            if (points[i].X < points[i - 1].X) { return points; }
        }

        var kept = new List<(double X, double Y)>();
        for (int start = 0, end; start < points.Count; start = end)
        {
            double column = Math.Floor(points[start].X * 2);
            int low = start, high = start;
            for (end = start; end < points.Count && Math.Floor(points[end].X * 2) == column; end++)
            {
                if (points[end].Y < points[low].Y) { low = end; }
                if (points[end].Y > points[high].Y) { high = end; }
            }

            foreach (int index in new SortedSet<int> { start, low, high, end - 1 }) { kept.Add(points[index]); }
        }

        return kept;
    }

    /// <summary>
    /// Leaves out points that lie within a tolerance of the line through their neighbors (Douglas and Peucker, 1973).
    /// </summary>
    public static IReadOnlyList<(double X, double Y)> ByTolerance(IReadOnlyList<(double X, double Y)> points, double tolerance)
    {
        if (points.Count < 3) { return points; }
        bool[] keep = new bool[points.Count];
        keep[0] = keep[^1] = true;
        var open = new Stack<(int First, int Last)>();
        open.Push((0, points.Count - 1));
        while (open.TryPop(out var part))
        {
            (int farthest, double distance) = (-1, tolerance);
            for (int i = part.First + 1; i < part.Last; i++)
            {
                double d = Distance(points[i], points[part.First], points[part.Last]);
                if (d > distance) { (farthest, distance) = (i, d); }
            }

            if (farthest < 0) { continue; }
            keep[farthest] = true;
            open.Push((part.First, farthest));
            open.Push((farthest, part.Last));
        }

        return [.. points.Where((_, i) => keep[i])];
    }

    private static double Distance((double X, double Y) point, (double X, double Y) from, (double X, double Y) to)
    {
        (double dx, double dy) = (to.X - from.X, to.Y - from.Y);
        double squared = dx * dx + dy * dy;
        double along = squared == 0 ? 0 : Math.Clamp(((point.X - from.X) * dx + (point.Y - from.Y) * dy) / squared, 0, 1);
        (double ox, double oy) = (point.X - from.X - along * dx, point.Y - from.Y - along * dy);
        return Math.Sqrt(ox * ox + oy * oy);
    }
}
