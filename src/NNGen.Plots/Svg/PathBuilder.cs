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
