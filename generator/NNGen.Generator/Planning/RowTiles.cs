namespace NNGen.Generator.Planning;

/// <summary>
/// Rows of a product cut into register tiles: <paramref name="Full"/> tiles of <paramref name="Height"/>, then <paramref name="Rest"/> tiles
/// of <paramref name="RestHeight"/>.
/// </summary>
internal sealed record RowTiles(int Full, int Rest, int RestHeight, int Height = RowTiles.Usual)
{
    /// <summary>
    /// 6 rows × 2 vectors are 12 accumulators, 2 loads and 6 broadcasts for 12 multiply-adds: 110 of 117 GFLOP/s; 8 rows reached 91,
    /// because x64 without AVX-512 has 16 vector registers.
    /// </summary>
    public const int Usual = 6;

    /// <summary>
    /// 512-bit vectors come with 32 registers, of which the sums of 8 rows take 16. In layers of so many weights fewer, taller tiles are worth their code: with them
    /// training steps of 784-128-10 on 32, 128 and 256 samples ran at .680, .839 and .868 of the peak instead of .674, .833 and .863.
    /// </summary>
    private const int LargeLayer = 64 * 1024;

    private const int Tall = 8;

    /// <summary>The cut for 512-bit vectors, or null where it is this one.</summary>
    public RowTiles? Wide { get; init; }

    public int Count => Full + Rest;

    public int RestStart => Full * Height;

    /// <summary>Cuts so that no tile is much smaller than the others: too few accumulators wait for one another.</summary>
    private static RowTiles Of(int rows)
    {
        int full = rows / Usual;
        int left = rows % Usual;
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

    /// <summary>Cuts the rows of a layer's product, taller where vectors have 512 bits and the layer is large.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="length">Multiply-adds of a row.</param>
    public static RowTiles Of(int rows, int length) => (long)rows * length >= LargeLayer && rows % Tall == 0
        ? Of(rows) with { Wide = new RowTiles(rows / Tall, 0, 0, Tall) }
        : Of(rows);

    /// <summary>Cuts into tiles of a given height and what is left over.</summary>
    public static RowTiles OfHeight(int rows, int height) => new(rows / height, rows % height == 0 ? 0 : 1, rows % height, height);

    /// <summary>The first row of a tile.</summary>
    public string FirstRow(string tile) =>
        Rest == 0 ? $"{tile} * {Height}"
        : Full == 0 ? $"{tile} * {RestHeight}"
        : $"Math.Min({tile}, {Full}) * {Height} + Math.Max({tile} - {Full}, 0) * {RestHeight}";

    public override string ToString()
    {
        string tiles = (Full, Rest) switch
        {
            (0, _) => $"{Rest} × {RestHeight}",
            (_, 0) => $"{Full} × {Height}",
            _ => $"{Full} × {Height} + {Rest} × {RestHeight}",
        };
        return Wide is null ? tiles : $"{tiles} (512 bits: {Wide})";
    }
}
