using NNGen;
using NNGen.Plots;

namespace Articles;

/// <summary>The points as inputs of the output unit: three hidden values each, in a cube, which one plane can separate.</summary>
internal static class HiddenSpace
{
    // The projection of the cube: rotated about its vertical edge, then seen from above.
    private static readonly (double Sin, double Cos) turn = Math.SinCos(1.05);
    private static readonly (double Sin, double Cos) tilt = Math.SinCos(0.3);

    public static Plot Draw(CircleClassifier net, Dataset<float> points)
    {
        var plot = new Plot("The same points as (h₁, h₂, h₃)") { EqualUnits = true, Legend = LegendPosition.Outside };
        plot.X.ShowTicks = plot.Y.ShowTicks = plot.X.ShowGrid = plot.Y.ShowGrid = false;

        foreach (((double, double, double) from, (double, double, double) to) in Edges())
        {
            Segment(plot, [from, to], null, PlotColor.Muted, LineStyle.Solid, 0.8);
        }

        ReadOnlySpan<float> w = net.Dense1.Weight.Values;
        ReadOnlySpan<float> b = net.Dense1.Bias.Values;
        for (int k = 0; k < 2; k++)
        {
            var seen = new List<(double X, double Y)>();
            for (int n = 0; n < points.Count; n++)
            {
                if (points.Labels[n] != k) { continue; }
                ReadOnlySpan<float> x = points.Rows[n];
                double[] h = new double[3];
                for (int unit = 0; unit < 3; unit++) { h[unit] = VectorMath.Sigmoid(w[2 * unit] * x[0] + w[2 * unit + 1] * x[1] + b[unit]); }
                seen.Add(Project((h[0], h[1], h[2])));
            }

            plot.Scatter(seen.Select(p => p.X), seen.Select(p => p.Y), null, PlotColor.Series(k), k == 0 ? Marker.Circle : Marker.Square, 3.2);
        }

        Segment(plot, Plane(net.Dense2.Weight.Values, net.Dense2.Bias[0]), "p = ½", PlotColor.Ink, LineStyle.Dashed, 1.5);
        foreach ((string name, double x, double y, double z) in new[] { ("0", -0.06, -0.06, -0.03), ("h₁", 1, -0.1, -0.03), ("h₂", 0, 1.1, 0), ("h₃", 0, -0.07, 0.96) })
        {
            (double X, double Y) place = Project((x, y, z));
            plot.Text(place.X, place.Y, name);
        }

        return plot;
    }

    private static (double X, double Y) Project((double X, double Y, double Z) p)
    {
        double right = p.X * turn.Cos - p.Y * turn.Sin;
        double away = p.X * turn.Sin + p.Y * turn.Cos;
        return (right, p.Z * tilt.Cos + away * tilt.Sin);
    }

    private static void Segment(
        Plot plot, IReadOnlyList<(double, double, double)> corners, string? label, PlotColor color, LineStyle style, double width)
    {
        (double X, double Y)[] seen = [.. corners.Select(Project)];
        plot.Line(seen.Select(p => p.X), seen.Select(p => p.Y), label, color, style, width);
    }

    private static IEnumerable<((double X, double Y, double Z) From, (double X, double Y, double Z) To)> Edges()
    {
        for (int a = 0; a < 2; a++)
        {
            for (int b = 0; b < 2; b++)
            {
                yield return ((0, a, b), (1, a, b));
                yield return ((a, 0, b), (a, 1, b));
                yield return ((a, b, 0), (a, b, 1));
            }
        }
    }

    /// <summary>Where the plane v·h + c = 0 goes through the cube: a closed polygon.</summary>
    private static (double, double, double)[] Plane(ReadOnlySpan<float> weights, float bias)
    {
        (double v1, double v2, double v3, double c) = (weights[0], weights[1], weights[2], bias);
        double Side((double X, double Y, double Z) p) => v1 * p.X + v2 * p.Y + v3 * p.Z + c;
        var corners = new List<(double X, double Y, double Z)>();
        foreach (var (from, to) in Edges())
        {
            (double start, double end) = (Side(from), Side(to));
            if (start * end >= 0) { continue; }
            double t = start / (start - end);
            corners.Add((from.X + t * (to.X - from.X), from.Y + t * (to.Y - from.Y), from.Z + t * (to.Z - from.Z)));
        }

        // Sorted around their center in the projection.
        (double X, double Y) middle = (corners.Average(p => Project(p).X), corners.Average(p => Project(p).Y));
        (double, double, double)[] around =
            [.. corners.OrderBy(p => Math.Atan2(Project(p).Y - middle.Y, Project(p).X - middle.X)).Select(p => (p.X, p.Y, p.Z))];
        return [.. around, around[0]];
    }
}
