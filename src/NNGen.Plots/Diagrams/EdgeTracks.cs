namespace NNGen.Plots;

/// <summary>The heights at which the edges between two rows change columns, so that they neither cross nor touch unless they share an end.</summary>
internal sealed class EdgeTracks
{
    private readonly Dictionary<(DiagramSlot Upper, DiagramSlot Lower), int> tracks = [];

    /// <summary>Assigns the tracks below a row.</summary>
    public EdgeTracks(IReadOnlyList<DiagramSlot> upper)
    {
        // Of two edges that go to the right, the one farther to the right turns first; of two that go to the left, the one farther to the left.
        var turns = upper.SelectMany(slot => slot.Below.Select(below => new Turn(slot, below))).Where(turn => turn.From != turn.To).ToList();
        foreach (Turn turn in turns.Where(turn => turn.To > turn.From).OrderByDescending(turn => turn.From).ThenByDescending(turn => turn.To)
            .Concat(turns.Where(turn => turn.To < turn.From).OrderBy(turn => turn.From).ThenBy(turn => turn.To)))
        {
            int track = 0;
            var near = tracks.Select(other => (Turn: new Turn(other.Key.Upper, other.Key.Lower), Track: other.Value)).Where(other => other.Turn.Meets(turn)).ToList();
            foreach ((Turn other, int its) in near.Where(other => other.Turn.To > other.Turn.From == turn.To > turn.From))
            {
                track = Math.Max(track, its + (other.SharesEnd(turn) ? 0 : 1));
            }

            while (near.Exists(other => other.Track == track && !other.Turn.SharesEnd(turn))) { track++; }
            tracks[(turn.Upper, turn.Lower)] = track;
            Count = Math.Max(Count, track + 1);
        }
    }

    /// <summary>The number of tracks; 0 if all edges are straight.</summary>
    public int Count { get; }

    /// <summary>The track of an edge, from the top.</summary>
    public int this[DiagramSlot upper, DiagramSlot lower] => tracks[(upper, lower)];

    private readonly record struct Turn(DiagramSlot Upper, DiagramSlot Lower)
    {
        public double From => Upper.Column.X;

        public double To => Lower.Column.X;

        public bool Meets(Turn other) => Math.Min(From, To) <= Math.Max(other.From, other.To) && Math.Min(other.From, other.To) <= Math.Max(From, To);

        public bool SharesEnd(Turn other) => Upper == other.Upper || Lower == other.Lower;
    }
}
