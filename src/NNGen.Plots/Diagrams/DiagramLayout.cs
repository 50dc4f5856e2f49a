namespace NNGen.Plots;

/// <summary>Where the boxes and edges of a diagram are, in pixels; x is 0 in the middle, y at the top.</summary>
internal sealed class DiagramLayout
{
    /// <summary>The height of an arrow without turns.</summary>
    public const double Arrow = 34;

    // From a box to the first turn (the label is there), between turns, and from the last one to the next box.
    private const double Stem = 27;
    private const double Track = 8;
    private const double Tip = 20;

    private readonly DiagramRanks graph;
    private readonly Func<DiagramNode, NodeSize> measure;
    private readonly double[] tops;
    private readonly double[] heights;
    private readonly EdgeTracks[] tracks;
    private readonly double middle;

    public DiagramLayout(DiagramGraph nodes, Func<DiagramNode, NodeSize> measure)
    {
        this.measure = measure;
        graph = new DiagramRanks(nodes);
        CrossingReduction.Apply(graph.Ranks);
        DiagramColumns.Apply(graph, Gap);

        tracks = [.. graph.Ranks.Select(rank => new EdgeTracks(rank))];
        heights = [.. graph.Ranks.Select(rank => rank.Max(slot => slot.Node is { } node ? measure(node).Height : 0))];
        tops = new double[heights.Length];
        for (int i = 1; i < tops.Length; i++)
        {
            double gap = tracks[i - 1].Count is var count and > 0 ? Stem + (count - 1) * Track + Tip : Arrow;
            tops[i] = tops[i - 1] + heights[i - 1] + gap;
        }

        Height = tops[^1] + heights[^1];

        // Labels do not decide where the middle is, but have to fit.
        DiagramSlot[] slots = [.. graph.Ranks.SelectMany(rank => rank)];
        middle = (slots.Min(slot => slot.Column.X - HalfBox(slot)) + slots.Max(slot => slot.Column.X + HalfBox(slot))) / 2;
        Width = 2 * slots.Max(slot => Math.Abs(slot.Column.X - middle) + Math.Max(HalfBox(slot), Right(slot)));
    }

    public double Width { get; }

    public double Height { get; }

    public IReadOnlyList<DiagramEdge> Edges => graph.Edges;

    /// <summary>The box of a node.</summary>
    public Rect Box(DiagramNode node)
    {
        DiagramSlot slot = graph.SlotOf[node];
        NodeSize size = measure(node);
        return new Rect(X(slot) - size.Width / 2, tops[slot.Rank] + (heights[slot.Rank] - size.Height) / 2, size.Width, size.Height);
    }

    /// <summary>The corners of an edge, from the bottom of a box to the top of another.</summary>
    public IReadOnlyList<(double X, double Y)> Corners(DiagramEdge edge)
    {
        List<(double X, double Y)> corners = [(X(edge.Slots[0]), Box(edge.From).Bottom)];
        for (int i = 1; i < edge.Slots.Count; i++)
        {
            (DiagramSlot upper, DiagramSlot lower) = (edge.Slots[i - 1], edge.Slots[i]);
            if (upper.Column.X == lower.Column.X) { continue; }
            double y = tops[upper.Rank] + heights[upper.Rank] + Stem + tracks[upper.Rank][upper, lower] * Track;
            corners.Add((X(upper), y));
            corners.Add((X(lower), y));
        }

        corners.Add((X(edge.Slots[^1]), Box(edge.To).Y));
        return corners;
    }

    private double X(DiagramSlot slot) => slot.Column.X - middle;

    private double HalfBox(DiagramSlot slot) => slot.Node is { } node ? measure(node).Width / 2 : 0;

    private double Right(DiagramSlot slot) => slot.Node is { } node ? measure(node).Label : 0;

    private double Gap(DiagramSlot left, DiagramSlot right) => Math.Max(HalfBox(left), Right(left)) + HalfBox(right) + (left.Node, right.Node) switch
    {
        (null, null) => 12,
        (null, _) or (_, null) => 18,
        _ => 26,
    };
}

/// <summary>What a node needs.</summary>
/// <param name="Width">The width of its box.</param>
/// <param name="Height">The height of its box.</param>
/// <param name="Label">From its middle to the right end of the label below it.</param>
internal readonly record struct NodeSize(double Width, double Height, double Label);
