using System.Text;
using static NNGen.Plots.SvgText;

namespace NNGen.Plots;

/// <summary>The data of a path: lines through points, with gaps.</summary>
internal sealed class PathBuilder
{
    private readonly StringBuilder data = new();

    public bool IsEmpty => data.Length == 0;

    public override string ToString() => data.ToString();

    public PathBuilder Move(double x, double y)
    {
        data.Append('M').Append(Number(x)).Append(' ').Append(Number(y));
        return this;
    }

    public PathBuilder LineTo(double x, double y)
    {
        data.Append('L').Append(Number(x)).Append(' ').Append(Number(y));
        return this;
    }

    public PathBuilder Close()
    {
        data.Append('Z');
        return this;
    }

    /// <summary>A rectangle.</summary>
    public PathBuilder Box(double x, double y, double width, double height)
    {
        data.Append($"M{Number(x)} {Number(y)}h{Number(width)}v{Number(height)}h{Number(-width)}z");
        return this;
    }

    /// <summary>A line through points with rounded corners.</summary>
    public static string Rounded(IReadOnlyList<(double X, double Y)> points, double radius)
    {
        var path = new StringBuilder().Append($"M{Number(points[0].X)} {Number(points[0].Y)}");
        for (int i = 1; i < points.Count - 1; i++)
        {
            ((double X, double Y) from, (double X, double Y) corner, (double X, double Y) to) = (points[i - 1], points[i], points[i + 1]);
            (double X, double Y) begin = Toward(corner, from), end = Toward(corner, to);
            path.Append($"L{Number(begin.X)} {Number(begin.Y)}Q{Number(corner.X)} {Number(corner.Y)} {Number(end.X)} {Number(end.Y)}");
        }

        return path.Append($"L{Number(points[^1].X)} {Number(points[^1].Y)}").ToString();

        // At most half of the way, so that two corners do not overlap.
        (double X, double Y) Toward((double X, double Y) corner, (double X, double Y) other)
        {
            double length = Math.Abs(other.X - corner.X) + Math.Abs(other.Y - corner.Y);
            double part = Math.Min(radius, length / 2) / length;
            return (corner.X + (other.X - corner.X) * part, corner.Y + (other.Y - corner.Y) * part);
        }
    }

    /// <summary>A long line through points, with short numbers.</summary>
    public PathBuilder Polyline(IReadOnlyList<(double X, double Y)> points, bool closed)
    {
        for (int i = 0; i < points.Count; i++)
        {
            data.Append(i == 0 ? 'M' : i == 1 ? 'L' : ' ').Append(Short(points[i].X)).Append(' ').Append(Short(points[i].Y));
        }

        if (closed) { data.Append('Z'); }
        return this;
    }
}
