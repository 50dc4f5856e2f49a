using System.Collections.Generic;
using NNGen.Generator.Schedule.Nests;

namespace NNGen.Generator.Schedule;

/// <summary>
/// Rows of a product divided into register tiles: <paramref name="Full"/> tiles of <paramref name="Height"/>, then <paramref name="Rest"/> tiles of
/// <paramref name="RestHeight"/>.
/// </summary>
internal sealed record RowTiles(int Full, int Rest, int RestHeight, int Height = Machine.TileRows)
{
    public int Count => Full + Rest;

    public int RestStart => Full * Height;

    /// <summary>Divides rows so that no tile is much smaller than the others: with too few accumulators, additions wait for one another.</summary>
    public static RowTiles Of(int rows)
    {
        int full = rows / Machine.TileRows;
        int left = rows % Machine.TileRows;
        return left switch
        {
            0 => new RowTiles(full, 0, 0),
            // A single shape, and ten accumulators are enough: 10 = 5 + 5.
            _ when rows % 5 == 0 => new RowTiles(rows / 5, 0, 0, 5),
            // 6 + 1 = 4 + 3 is not better; 6 + 6 + 1 = 5 + 4 + 4 has three shapes. One short tile costs least in these cases.
            2 when full >= 1 => new RowTiles(full - 1, 2, 4),
            4 or 5 => new RowTiles(full, 1, left),
            3 when full >= 2 => new RowTiles(full - 2, 3, 5),
            _ => new RowTiles(full, 1, left),
        };
    }

    /// <summary>Divides rows into tiles of a given height and a rest.</summary>
    public static RowTiles OfHeight(int rows, int height) => new(rows / height, rows % height == 0 ? 0 : 1, rows % height, height);

    /// <summary>Runs of tiles of the same height: first row, tiles, height.</summary>
    public IEnumerable<(int Start, int Count, int Height)> Runs()
    {
        if (Full > 0) { yield return (0, Full, Height); }
        if (Rest > 0) { yield return (RestStart, Rest, RestHeight); }
    }

    /// <summary>
    /// Runs of tiles of the same height between <c>tile</c> and <c>endTile</c>: first tile, end, and the first row of tile <c>t</c>.
    /// </summary>
    public IEnumerable<(Whole Start, Whole End, Whole Row, int Height)> Shares()
    {
        if (Full > 0) { yield return ("tile", Rest == 0 ? "endTile" : Whole.Min("endTile", Full), (Whole)"t" * Height, Height); }
        if (Rest > 0)
        {
            yield return Full == 0
                ? ("tile", "endTile", (Whole)"t" * RestHeight, RestHeight)
                : (Whole.Max("tile", Full), "endTile", RestStart + (((Whole)"t" - Full) * RestHeight), RestHeight);
        }
    }

    /// <summary>The first row of a tile.</summary>
    public Whole FirstRow(Whole tile) =>
        Rest == 0 ? tile * Height
        : Full == 0 ? tile * RestHeight
        : (Whole.Min(tile, Full) * Height) + (Whole.Max(tile - Full, 0) * RestHeight);

    public override string ToString() => (Full, Rest) switch
    {
        (0, _) => $"{Rest} × {RestHeight}",
        (_, 0) => $"{Full} × {Height}",
        _ => $"{Full} × {Height} + {Rest} × {RestHeight}",
    };
}
