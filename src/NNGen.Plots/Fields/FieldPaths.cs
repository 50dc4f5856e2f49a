namespace NNGen.Plots;

/// <summary>Isolines as paths in pixels.</summary>
internal static class FieldPaths
{
    // Too small to see, and a tenth of the points.
    private const double Tolerance = 0.12;

    public static string Lines(Field field, double level, PlotArea area) => Path(MarchingSquares.Lines(field, level), area);

    public static string Region(Field field, double level, PlotArea area) => Path(MarchingSquares.Region(field, level), area);

    private static string Path(IReadOnlyList<MarchingSquares.Isoline> lines, PlotArea area)
    {
        var path = new PathBuilder();
        foreach (MarchingSquares.Isoline line in lines)
        {
            List<(double X, double Y)> points = [.. line.Points.Select(point => area[point.X, point.Y]).Where(point => !double.IsNaN(point.X))];
            if (line.IsClosed && points.Count > 0) { points.Add(points[0]); }
            IReadOnlyList<(double X, double Y)> thin = Thinning.ByTolerance(points, Tolerance);
            if (line.IsClosed) { thin = [.. thin.Take(thin.Count - 1)]; }
            if (thin.Count > 1) { path.Polyline(thin, line.IsClosed); }
        }

        return path.ToString();
    }
}
