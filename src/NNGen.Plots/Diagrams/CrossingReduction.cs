namespace NNGen.Plots;

/// <summary>Orders the slots of each row so that few edges cross: sweeps by barycenter, then swaps of neighbors.</summary>
internal static class CrossingReduction
{
    private const int Sweeps = 12;

    public static void Apply(IReadOnlyList<List<DiagramSlot>> ranks)
    {
        int fewest = Crossings(ranks);
        DiagramSlot[][] best = [.. ranks.Select(rank => rank.ToArray())];
        for (int sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            for (int i = 1; i < ranks.Count; i++) { Sort(ranks[i], slot => slot.Above); }
            for (int i = ranks.Count - 2; i >= 0 && sweep % 2 == 1; i--) { Sort(ranks[i], slot => slot.Below); }
            Swap(ranks);
            int crossings = Crossings(ranks);
            if (crossings >= fewest) { continue; }
            (fewest, best) = (crossings, [.. ranks.Select(rank => rank.ToArray())]);
        }

        for (int i = 0; i < ranks.Count; i++) { Arrange(ranks[i], best[i]); }
    }

    /// <summary>The pairs of edges that cross.</summary>
    public static int Crossings(IReadOnlyList<List<DiagramSlot>> ranks) => ranks.Sum(rank =>
    {
        (int From, int To)[] segments = [.. rank.SelectMany(slot => slot.Below.Select(below => (slot.Order, below.Order)))];
        int count = 0;
        for (int i = 0; i < segments.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if ((long)(segments[i].From - segments[j].From) * (segments[i].To - segments[j].To) < 0) { count++; }
            }
        }

        return count;
    });

    /// <summary>By the mean position of the neighbors in another row; slots with the same mean keep their order.</summary>
    private static void Sort(List<DiagramSlot> rank, Func<DiagramSlot, List<DiagramSlot>> neighbors) => Arrange(
        rank, [.. rank.OrderBy(slot => neighbors(slot) is { Count: > 0 } others ? others.Average(other => other.Order) : slot.Order)]);

    private static void Swap(IReadOnlyList<List<DiagramSlot>> ranks)
    {
        bool swapped = true;
        for (int round = 0; round < Sweeps && swapped; round++)
        {
            swapped = false;
            foreach (List<DiagramSlot> rank in ranks)
            {
                for (int i = 1; i < rank.Count; i++)
                {
                    if (CrossingsOf(rank[i - 1], rank[i]) <= CrossingsOf(rank[i], rank[i - 1])) { continue; }
                    (rank[i - 1], rank[i]) = (rank[i], rank[i - 1]);
                    (rank[i - 1].Order, rank[i].Order) = (i - 1, i);
                    swapped = true;
                }
            }
        }
    }

    /// <summary>The crossings of the edges of two neighbors if the first is to the left of the second.</summary>
    private static int CrossingsOf(DiagramSlot left, DiagramSlot right)
    {
        return Count(left.Above, right.Above) + Count(left.Below, right.Below);

        static int Count(List<DiagramSlot> ofLeft, List<DiagramSlot> ofRight) => ofLeft.Sum(a => ofRight.Count(b => a.Order > b.Order));
    }

    private static void Arrange(List<DiagramSlot> rank, IReadOnlyList<DiagramSlot> slots)
    {
        for (int i = 0; i < slots.Count; i++)
        {
            rank[i] = slots[i];
            slots[i].Order = i;
        }
    }
}
