namespace NNGen.Generator.Planning;

/// <summary>
/// Rows of a product cut into register tiles: <paramref name="Full"/> tiles of <see cref="Height"/>, then <paramref name="Rest"/> tiles
/// of <paramref name="RestHeight"/>.
/// </summary>
internal sealed record RowTiles(int Full, int Rest, int RestHeight)
{
    /// <summary>
    /// 6 rows × 2 vectors are 12 accumulators, 2 loads and 6 broadcasts for 12 multiply-adds: 110 of 117 GFLOP/s; 8 rows reached 91,
    /// because x64 without AVX-512 has 16 vector registers.
    /// </summary>
    public const int Height = 6;

    public int Count => Full + Rest;

    public int RestStart => Full * Height;

    /// <summary>Cuts so that no tile is much smaller than the others: too few accumulators wait for one another.</summary>
    public static RowTiles Of(int rows)
    {
        int full = rows / Height;
        int left = rows % Height;
        return left switch
        {
            0 => new RowTiles(full, 0, 0),
            // 6 + 1 = 4 + 3 is no better; 6 + 6 + 1 = 5 + 4 + 4 has three shapes. One short tile costs least there.
            2 when full >= 1 => new RowTiles(full - 1, 2, 4),
            4 or 5 => new RowTiles(full, 1, left),
            3 when full >= 2 => new RowTiles(full - 2, 3, 5),
            _ => new RowTiles(full, 1, left),
        };
    }

    public override string ToString() => (Full, Rest) switch
    {
        (0, _) => $"{Rest} × {RestHeight}",
        (_, 0) => $"{Full} × {Height}",
        _ => $"{Full} × {Height} + {Rest} × {RestHeight}",
    };
}
