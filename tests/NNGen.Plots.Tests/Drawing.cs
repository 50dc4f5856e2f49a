using System.Globalization;
using System.Xml.Linq;

namespace NNGen.Plots.Tests;

/// <summary>What a reader of a diagram sees: boxes, lines and texts with their coordinates.</summary>
internal sealed class Drawing
{
    public Drawing(NetworkDiagram diagram)
    {
        XElement root = Svg.Parse(diagram, PlotTheme.Light);
        XElement content = root.All("g").Single();
        double[] origin = Numbers(content.Attribute("transform")!.Value["translate(".Length..].TrimEnd(')'));
        Assert.Equal(2, origin.Length);
        Whole = new Rect(-origin[0], -origin[1], root.Number("width"), root.Number("height"));
        Boxes = [.. content.All("rect").Select(rect => new Rect(rect.Number("x"), rect.Number("y"), rect.Number("width"), rect.Number("height")))];
        Edges =
        [
            .. content.All("line").Select(line => new[] { (line.Number("x1"), line.Number("y1")), (line.Number("x2"), line.Number("y2")) }),
            .. content.All("path").Where(path => path.Attribute("fill")?.Value == "none").Select(path => Points(path.Attribute("d")!.Value)),
        ];
        Texts = [.. content.All("text").Select(TextBox)];
    }

    public Rect Whole { get; }

    public Rect[] Boxes { get; }

    /// <summary>The corners of each line, from its box to the one below.</summary>
    public (double X, double Y)[][] Edges { get; }

    public (string Text, Rect Box)[] Texts { get; }

    /// <summary>Lines that cross. Those that begin or end at the same box may run together, but do not cross either.</summary>
    public IEnumerable<string> Crossings() =>
        from i in Enumerable.Range(0, Edges.Length)
        from j in Enumerable.Range(0, i)
        let together = Edges[i][0] == Edges[j][0] || Edges[i][^1] == Edges[j][^1]
        from a in Segments(Edges[i])
        from b in Segments(Edges[j])
        where Overlaps(a, b, together ? 0.5 : -0.5)
        where !together || (IsVertical(a) != IsVertical(b))
        select $"{a} and {b}";

    /// <summary>Boxes, lines and texts that cover one another, or leave the picture.</summary>
    public IEnumerable<string> Collisions()
    {
        for (int i = 0; i < Boxes.Length; i++)
        {
            if (!Within(Boxes[i], Whole)) { yield return $"{Boxes[i]} leaves the picture"; }
            for (int j = 0; j < i; j++)
            {
                if (Overlaps(Boxes[i], Boxes[j], 0)) { yield return $"{Boxes[i]} covers {Boxes[j]}"; }
            }

            foreach (Rect segment in Edges.SelectMany(Segments).Where(segment => Overlaps(segment, Boxes[i], 0))) { yield return $"{segment} passes {Boxes[i]}"; }
        }

        for (int i = 0; i < Texts.Length; i++)
        {
            (string text, Rect box) = Texts[i];
            if (!Within(box, Whole)) { yield return $"'{text}' leaves the picture"; }
            foreach (Rect other in Boxes.Where(other => Overlaps(box, other, 0) && !Within(box, other))) { yield return $"'{text}' is partly in {other}"; }
            foreach (Rect segment in Edges.SelectMany(Segments).Where(segment => Overlaps(segment, box, 0))) { yield return $"{segment} passes '{text}'"; }
            for (int j = 0; j < i; j++)
            {
                if (Overlaps(box, Texts[j].Box, 0)) { yield return $"'{text}' covers '{Texts[j].Text}'"; }
            }
        }
    }

    private static IEnumerable<Rect> Segments((double X, double Y)[] edge) => edge.Zip(edge.Skip(1), (a, b) =>
        new Rect(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Abs(a.X - b.X), Math.Abs(a.Y - b.Y)));

    private static bool IsVertical(Rect segment) => segment.Height > segment.Width;

    /// <summary>Whether both have points in common whose distance to the rims of both is more than a margin; a negative one finds those that touch.</summary>
    private static bool Overlaps(Rect a, Rect b, double margin)
    {
        return Overlap(a.X, a.Right, b.X, b.Right) && Overlap(a.Y, a.Bottom, b.Y, b.Bottom);

        // A line has no width that a margin could be taken from.
        bool Overlap(double a1, double a2, double b1, double b2)
        {
            double ofA = a1 == a2 ? Math.Min(0, margin) : margin, ofB = b1 == b2 ? Math.Min(0, margin) : margin;
            return Math.Max(a1 + ofA, b1 + ofB) < Math.Min(a2 - ofA, b2 - ofB) || (a1 == a2 && a1 > b1 + ofB && a1 < b2 - ofB) || (b1 == b2 && b1 > a1 + ofA && b1 < a2 - ofA);
        }
    }

    private static bool Within(Rect inner, Rect outer) =>
        inner.X >= outer.X && inner.Right <= outer.Right && inner.Y >= outer.Y && inner.Bottom <= outer.Bottom;

    private static (string Text, Rect Box) TextBox(XElement text)
    {
        double size = text.Number("font-size");
        double width = FontMetrics.Width(text.Value, size, text.Attribute("font-weight") is not null);
        double left = text.Number("x") - width * text.Attribute("text-anchor")?.Value switch { "middle" => 0.5, "end" => 1, _ => 0 };
        return (text.Value, new Rect(left, text.Number("y") - 0.76 * size, width, size));
    }

    /// <summary>The corners of a path of straight lines; a rounded corner is a corner.</summary>
    private static (double X, double Y)[] Points(string path)
    {
        var points = new List<(double, double)>();
        foreach (string part in path.Replace("L", "|L", StringComparison.Ordinal).Replace("Q", "|Q", StringComparison.Ordinal).Split('|'))
        {
            double[] numbers = Numbers(part[1..]);
            if (part[0] == 'M' || part[0] == 'Q') { points.Add((numbers[0], numbers[1])); }
        }

        double[] end = Numbers(path[(path.LastIndexOf('L') + 1)..]);
        return [.. points, (end[0], end[1])];
    }

    private static double[] Numbers(string text) => [.. text.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
}
