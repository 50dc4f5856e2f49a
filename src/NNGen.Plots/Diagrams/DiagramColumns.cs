namespace NNGen.Plots;

/// <summary>Gives each slot an x: what continues straight down shares a column, and columns stand in the middle of what they connect.</summary>
internal sealed class DiagramColumns
{
    // A few hundred rounds move columns by less than a pixel in networks of several hundred layers.
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
        foreach (DiagramColumn column in columns.columns) { column.X = Math.Round(column.X); }
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

    private static int Priority(DiagramSlot upper, DiagramSlot lower, DiagramEdge edge) => (upper.Node, lower.Node) switch
    {
        (null, null) => 0,
        ({ } from, { } to) => Main(from.Takers, taker => taker.Sources.Count > 1 ? 0 : RunDown(taker)) == to
            && Main(to.Sources, source => source.Takers.Count > 1 ? 0 : RunUp(source)) == from ? 1 : 3,
        _ => edge.From.Takers.Count == 1 || (lower.Node is not null && edge.To.Sources.Count == 1) ? 2 : 3,
    };

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

    /// <summary>Each column moves to the middle of its neighbors; columns that come too close push one another apart, long ones less.</summary>
    private void Center()
    {
        if (columns.Count == 1) { return; }
        (DiagramColumn Column, DiagramColumn[] Neighbors)[] pulls = [.. columns.Select(column => (column, column.Slots
            .SelectMany(slot => slot.Above.Concat(slot.Below)).Select(slot => slot.Column).Where(other => other != column).Distinct().ToArray()))];
        double[] wanted = new double[pulls.Length];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < pulls.Length; i++)
            {
                (DiagramColumn column, DiagramColumn[] neighbors) = pulls[i];
                wanted[i] = neighbors.Length == 0 ? column.X : (neighbors.Min(other => other.X) + neighbors.Max(other => other.X)) / 2;
            }

            for (int i = 0; i < pulls.Length; i++) { pulls[i].Column.X += (wanted[i] - pulls[i].Column.X) / 2; }
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
