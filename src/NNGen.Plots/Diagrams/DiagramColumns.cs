namespace NNGen.Plots;

/// <summary>Gives each slot an x: what continues straight down shares a column, and columns stand in the middle of what they connect.</summary>
internal sealed class DiagramColumns
{
    // After them the columns of the tests' networks move by less than a pixel.
    private const int Rounds = 300;
    private const int Pushes = 20;

    private readonly IReadOnlyList<List<DiagramSlot>> ranks;
    private readonly List<DiagramColumn> columns = [];
    private readonly Dictionary<(DiagramColumn Left, DiagramColumn Right), double> gaps = [];

    private DiagramColumns(DiagramRanks graph, Func<DiagramSlot, DiagramSlot, double> gap)
    {
        ranks = graph.Ranks;
        Align(graph.Edges);
        foreach (List<DiagramSlot> rank in ranks)
        {
            for (int i = 1; i < rank.Count; i++)
            {
                (DiagramColumn, DiagramColumn) pair = (rank[i - 1].Column, rank[i].Column);
                gaps[pair] = Math.Max(gaps.GetValueOrDefault(pair), Math.Ceiling(gap(rank[i - 1], rank[i])));
            }
        }
    }

    /// <summary>Sets the columns of all slots.</summary>
    /// <param name="graph">Rows whose order is final.</param>
    /// <param name="gap">The least distance between the middles of two neighbors in a row.</param>
    public static void Apply(DiagramRanks graph, Func<DiagramSlot, DiagramSlot, double> gap)
    {
        var columns = new DiagramColumns(graph, gap);
        columns.Separate();
        columns.Center();
        double origin = columns.columns[0].X;
        foreach (DiagramColumn column in columns.columns) { column.X = Math.Round(column.X - origin); }
        columns.Separate();
    }

    /// <summary>Lanes are straight; so is the longest way through each group of branches, and the only way from a node to the next.</summary>
    private void Align(IReadOnlyList<DiagramEdge> edges)
    {
        var above = new Dictionary<DiagramSlot, DiagramSlot>();
        var below = new Dictionary<DiagramSlot, DiagramSlot>();
        var pairs = edges.SelectMany(edge => Enumerable.Range(1, edge.Slots.Count - 1).Select(i => (Upper: edge.Slots[i - 1], Lower: edge.Slots[i], Edge: edge)));
        foreach ((DiagramSlot upper, DiagramSlot lower, _) in pairs.Where(pair => Priority(pair.Upper, pair.Lower, pair.Edge) < 3).OrderBy(pair => Priority(pair.Upper, pair.Lower, pair.Edge)))
        {
            if (below.ContainsKey(upper) || above.ContainsKey(lower)) { continue; }
            bool crosses = ranks[upper.Rank].Any(other => below.TryGetValue(other, out DiagramSlot? its) && (other.Order - upper.Order) * (its.Order - lower.Order) < 0);
            if (!crosses) { (below[upper], above[lower]) = (lower, upper); }
        }

        foreach (DiagramSlot slot in ranks.SelectMany(rank => rank))
        {
            if (above.TryGetValue(slot, out DiagramSlot? upper)) { slot.Column = upper.Column; }
            else { columns.Add(slot.Column = new DiagramColumn()); }
            slot.Column.Slots.Add(slot);
        }
    }

    private static int Priority(DiagramSlot upper, DiagramSlot lower, DiagramEdge edge)
    {
        bool leaves = Main(edge.From.Takers, taker => taker.Sources.Count > 1 ? 0 : RunDown(taker)) == edge.To;
        bool arrives = Main(edge.To.Sources, source => source.Takers.Count > 1 ? 0 : RunUp(source)) == edge.From;
        return (upper.Node, lower.Node) switch
        {
            (null, null) => 0,
            (not null, not null) => leaves && arrives ? 1 : 3,
            (not null, null) => leaves ? 2 : 3,
            (null, not null) => arrives ? 2 : 3,
        };
    }

    /// <summary>The neighbor on the longest way; null if several are.</summary>
    private static DiagramNode? Main(IReadOnlyList<DiagramNode> neighbors, Func<DiagramNode, int> length)
    {
        if (neighbors.Count == 1) { return neighbors[0]; }
        int longest = neighbors.Max(length);
        return neighbors.Count(neighbor => length(neighbor) == longest) == 1 ? neighbors.First(neighbor => length(neighbor) == longest) : null;
    }

    private static int RunDown(DiagramNode node)
    {
        int length = 1;
        for (; node.Takers is [{ Sources.Count: 1 } taker]; node = taker) { length++; }
        return length;
    }

    private static int RunUp(DiagramNode node)
    {
        int length = 1;
        for (; node.Sources is [{ Takers.Count: 1 } source]; node = source) { length++; }
        return length;
    }

    /// <summary>Pushes columns to the right until all distances are kept.</summary>
    private void Separate()
    {
        bool moved = true;
        for (int round = 0; round <= columns.Count && moved; round++)
        {
            moved = false;
            foreach (((DiagramColumn left, DiagramColumn right), double gap) in gaps)
            {
                if (right.X >= left.X + gap) { continue; }
                right.X = left.X + gap;
                moved = true;
            }
        }
    }

    /// <summary>Connected columns attract each other; columns that come too close push each other apart. Long ones move less.</summary>
    private void Center()
    {
        if (columns.Count == 1) { return; }
        var attracting = columns.ToDictionary(column => column, column => column.Slots
            .SelectMany(slot => slot.Above.Concat(slot.Below)).Select(slot => slot.Column).Where(other => other != column).Distinct().ToArray());

        // Both of a pair move, so that nothing drifts away; none moves farther than the half of the way.
        double step = attracting.Min(pair => 0.5 * pair.Key.Slots.Count / Math.Max(1, pair.Value.Length));
        double[] moves = new double[columns.Count];
        for (int round = 0; round < Rounds; round++)
        {
            // Ever less, so that in the end only the distances count.
            double part = step * (Rounds - round) * (Rounds - round) / (Rounds * (double)Rounds);
            for (int i = 0; i < moves.Length; i++) { moves[i] = part / columns[i].Slots.Count * attracting[columns[i]].Sum(other => other.X - columns[i].X); }
            for (int i = 0; i < moves.Length; i++) { columns[i].X += moves[i]; }
            for (int push = 0; push < Pushes; push++)
            {
                foreach (((DiagramColumn left, DiagramColumn right), double gap) in gaps)
                {
                    double missing = left.X + gap - right.X;
                    if (missing <= 0) { continue; }
                    double share = (double)right.Slots.Count / (left.Slots.Count + right.Slots.Count);
                    left.X -= missing * share;
                    right.X += missing * (1 - share);
                }
            }
        }
    }
}

/// <summary>Slots above one another.</summary>
internal sealed class DiagramColumn
{
    public List<DiagramSlot> Slots { get; } = [];

    /// <summary>Their middle.</summary>
    public double X { get; set; }
}
