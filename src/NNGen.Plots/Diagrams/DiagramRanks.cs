namespace NNGen.Plots;

/// <summary>The rows of a diagram: inputs in the first, outputs in the last, each layer below the layers whose values it takes.</summary>
/// <remarks>The first steps of Sugiyama's method: longest paths give the rows, and an edge that passes a row has a slot there, its lane.</remarks>
internal sealed class DiagramRanks
{
    private readonly List<List<DiagramSlot>> ranks = [];
    private readonly List<DiagramEdge> edges = [];

    public DiagramRanks(DiagramGraph graph)
    {
        var rankOf = new Dictionary<DiagramNode, int>();
        foreach (DiagramNode node in graph.Nodes.Where(node => node.Role != DiagramRole.Output))
        {
            rankOf[node] = node.Sources.Count == 0 ? 0 : 1 + node.Sources.Max(source => rankOf[source]);
        }

        int last = 1 + rankOf.Values.Max();
        foreach (DiagramNode node in graph.Nodes) { SlotOf[node] = Add(new DiagramSlot(node), rankOf.GetValueOrDefault(node, last)); }

        // Edges that begin later are nested in those that began before: their lanes are closer to the layers.
        foreach (DiagramNode node in graph.Nodes.Reverse())
        {
            foreach (DiagramNode taker in node.Takers) { Connect(node, taker); }
        }
    }

    /// <summary>The slots of each row, from left to right.</summary>
    public IReadOnlyList<List<DiagramSlot>> Ranks => ranks;

    public IReadOnlyList<DiagramEdge> Edges => edges;

    public Dictionary<DiagramNode, DiagramSlot> SlotOf { get; } = [];

    private void Connect(DiagramNode from, DiagramNode to)
    {
        DiagramSlot slot = SlotOf[from];
        List<DiagramSlot> slots = [slot];
        for (int rank = slot.Rank + 1; rank < SlotOf[to].Rank; rank++) { slots.Add(Add(new DiagramSlot(null), rank)); }
        slots.Add(SlotOf[to]);
        for (int i = 1; i < slots.Count; i++)
        {
            slots[i - 1].Below.Add(slots[i]);
            slots[i].Above.Add(slots[i - 1]);
        }

        edges.Add(new DiagramEdge(from, to, slots));
    }

    private DiagramSlot Add(DiagramSlot slot, int rank)
    {
        while (ranks.Count <= rank) { ranks.Add([]); }
        (slot.Rank, slot.Order) = (rank, ranks[rank].Count);
        ranks[rank].Add(slot);
        return slot;
    }
}

/// <summary>A position in a row.</summary>
/// <param name="node">Its node; null for the lane of an edge that passes the row.</param>
internal sealed class DiagramSlot(DiagramNode? node)
{
    public DiagramNode? Node => node;

    public int Rank { get; set; }

    /// <summary>Its index in the row.</summary>
    public int Order { get; set; }

    /// <summary>What is aligned with it.</summary>
    public DiagramColumn Column { get; set; } = null!;

    /// <summary>Its neighbors in the row above.</summary>
    public List<DiagramSlot> Above { get; } = [];

    /// <summary>Its neighbors in the row below.</summary>
    public List<DiagramSlot> Below { get; } = [];
}

/// <summary>An edge.</summary>
/// <param name="From">The node that gives the value.</param>
/// <param name="To">The node that takes it.</param>
/// <param name="Slots">Its slots from row to row, the nodes' own ones included.</param>
internal sealed record DiagramEdge(DiagramNode From, DiagramNode To, IReadOnlyList<DiagramSlot> Slots);
